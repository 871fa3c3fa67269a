import type { Stores } from '../ports.ts'
import type { Message } from './message.ts'

/** Stores a message and enqueues its interpretation, together. False: it was there before, and nothing happened. */
export const storeMessage = async (stores: Pick<Stores, 'messages' | 'jobs'>, message: Message): Promise<boolean> => {
  if (!(await stores.messages.insert(message))) return false
  if (message.status === 'received') {
    await stores.jobs.enqueue({ name: 'capture.interpret', data: { messageId: message.id } })
  }
  return true
}

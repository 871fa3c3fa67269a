import type { CoreDeps } from '../deps.ts'
import type { Message } from './message.ts'

/** A message as it comes in: not understood yet, never from the future. */
export const newMessage = (
  deps: Pick<CoreDeps, 'clock' | 'ids'>,
  given: Pick<Message, 'channel' | 'externalId' | 'personId' | 'replyTo' | 'text' | 'sentAt'>,
): Message => {
  const now = deps.clock.now()
  return {
    id: deps.ids.uuid(),
    channel: given.channel,
    externalId: given.externalId,
    personId: given.personId,
    replyTo: given.replyTo,
    text: given.text,
    sentAt: given.sentAt > now ? now : given.sentAt,
    receivedAt: now,
    status: given.personId === null ? 'ignored' : 'received',
    intent: null,
    taskId: null,
    notificationId: null,
    processedAt: null,
  }
}

import type { CoreDeps } from '../deps.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Capture } from './index.ts'

export const makeGetMessage =
  (deps: CoreDeps): Capture['get'] =>
  (actor, id) =>
    deps.storage.read(async (stores) => {
      const message = await stores.messages.find(id)
      if (message === null || (actor.role !== 'operator' && message.personId !== actor.personId)) {
        throw new DomainError('message_not_found', 'There is no such message.')
      }
      const answer = message.notificationId === null ? null : await stores.notifications.find(message.notificationId)
      return { ...message, reply: answer?.body ?? null }
    })

import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Notify } from './index.ts'
import type { Notification } from './notification.ts'

/** What is not yours to see is not there. */
export const visible = (actor: Actor, notification: Notification | null): Notification => {
  const isVisible = actor.role === 'operator' || notification?.personId === actor.personId
  if (notification === null || !isVisible) {
    throw new DomainError('notification_not_found', 'There is no such notification.')
  }
  return notification
}

export const makeGetNotification =
  (deps: CoreDeps): Notify['get'] =>
  (actor, id) =>
    deps.storage.read(async ({ notifications }) => {
      const notification = visible(actor, await notifications.find(id))
      const deliveries = []
      for (const delivery of await notifications.deliveries(id)) {
        const { channel, externalId } = delivery
        const receipts = externalId === null ? [] : await notifications.receipts(channel, externalId)
        deliveries.push({ ...delivery, receipts })
      }
      return { notification, deliveries }
    })

export const makeListNotifications =
  (deps: CoreDeps): Notify['list'] =>
  (actor, query) => {
    if (actor.role === 'operator') return deps.storage.read(({ notifications }) => notifications.page(query))
    const { personId = actor.personId } = query
    if (personId !== actor.personId) {
      return Promise.reject(new DomainError('forbidden', "Only operators see other people's notifications."))
    }
    return deps.storage.read(({ notifications }) => notifications.page({ ...query, personId }))
  }

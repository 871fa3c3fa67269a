import type { CoreDeps } from '../deps.ts'
import { type Actor, ofOwn } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Notify } from './index.ts'
import type { Notification } from './notification.ts'
import type { NotificationQuery } from './ports.ts'

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

/** What of a list an actor may ask for: a member their own. */
export const listFor = (actor: Actor, query: NotificationQuery): NotificationQuery =>
  ofOwn(actor, query, "Only operators see other people's notifications.")

export const makeListNotifications =
  (deps: CoreDeps): Notify['list'] =>
  (actor, query) =>
    deps.storage.read(async ({ notifications }) => notifications.page(listFor(actor, query)))

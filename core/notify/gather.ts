import type { Message } from '../capture/message.ts'
import { attemptsOn, channelOf } from './attempts.ts'
import { routeOn } from './chain.ts'
import type { Situation } from './decide.ts'
import { isHeld } from './kill-switch.ts'
import type { Notification, Receipt } from './notification.ts'
import type { NotifyDeps, NotifyStores } from './stores.ts'

/** Reads what the next step depends on. The caller holds the notification. */
export const gather = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  notification: Notification,
): Promise<Situation> => {
  const now = deps.clock.now()
  const channel = channelOf(notification)
  const deliveries = await stores.notifications.deliveries(notification.id)
  const receipts = new Map<string, readonly Receipt[]>()
  for (const { id, channel: by, externalId } of attemptsOn(notification, channel, deliveries)) {
    if (externalId !== null) receipts.set(id, await stores.notifications.receipts(by, externalId))
  }
  const person = await stores.people.find(notification.personId)
  const message = await messageAnswered(stores, notification.messageId)
  const recipient = person === null ? null : { person, kind: notification.kind, message }
  return {
    now,
    notification,
    deliveries,
    receipts,
    person,
    route: recipient === null || channel === undefined ? null : routeOn(channel, recipient, deps.settings),
    isConfigured: channel !== undefined && deps.channels[channel] !== undefined,
    isPaused: isHeld(await stores.notifications.pauses(), channel, recipient),
  }
}

export const messageAnswered = (
  stores: Pick<NotifyStores, 'messages'>,
  messageId: string | null,
): Promise<Message | null> => (messageId === null ? Promise.resolve(null) : stores.messages.find(messageId))

import type { Fact } from '../kernel/observer.ts'
import { attemptsOn, channelOf } from './attempts.ts'
import type { Delivery, Notification, Receipt } from './notification.ts'
import type { NotifyStores } from './stores.ts'

type DeliveryOutcome = Extract<Fact, { type: 'delivery' }>['outcome']

/** Notes an attempt's end. `reason` is empty where there is nothing to explain. */
export const noteDelivery = (
  { facts }: Pick<NotifyStores, 'facts'>,
  notification: Notification,
  channel: string,
  outcome: DeliveryOutcome,
  reason: string | null = null,
): void => facts.record({ type: 'delivery', channel, kind: notification.kind, outcome, reason: reason ?? '' })

export const noteReceipt = ({ facts }: Pick<NotifyStores, 'facts'>, delivery: Delivery, receipt: Receipt): void =>
  facts.record({
    type: 'receipt',
    channel: receipt.channel,
    receipt: receipt.kind,
    seconds: Math.max(0, (receipt.at.getTime() - delivery.startedAt.getTime()) / 1000),
  })

/** How WhatsApp ended before this notification came to e-mail; null when it did not come that way. */
export const whatsappBefore = (notification: Notification, deliveries: readonly Delivery[]): Delivery | null => {
  const isBefore = notification.chain.slice(0, notification.step).includes('whatsapp')
  if (channelOf(notification) !== 'email' || !isBefore) return null
  return attemptsOn(notification, 'whatsapp', deliveries).at(-1) ?? null
}

/** Notes that an e-mail stood in for WhatsApp, or that it could not either. */
export const noteFallback = (
  { facts }: Pick<NotifyStores, 'facts'>,
  notification: Notification,
  deliveries: readonly Delivery[],
  status: 'sent' | 'failure',
): void => {
  const before = whatsappBefore(notification, deliveries)
  if (before !== null) facts.record({ type: 'fallback', status, reason: fallbackReason(before.reason) })
}

const OUT_OF_SERVICE: ReadonlySet<string | null> = new Set([
  'not_configured',
  'logged_out',
  'licence',
  'unauthorized',
  'instance_missing',
])

const fallbackReason = (reason: string | null): Extract<Fact, { type: 'fallback' }>['reason'] => {
  if (reason === 'no_receipt' || reason === 'throttled') return reason
  return OUT_OF_SERVICE.has(reason) ? 'disabled' : 'error'
}

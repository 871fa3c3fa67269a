import type { ChannelName } from '../people/person.ts'
import type { Delivery, DeliveryState, Notification, NotificationKind, Receipt, ReceiptKind } from './notification.ts'

export const channelOf = (notification: Notification): ChannelName | undefined => notification.chain[notification.step]

export const isLastChannel = (notification: Notification): boolean => notification.step >= notification.chain.length - 1

/** The attempts of this round on one channel, in order. */
export const attemptsOn = (
  notification: Notification,
  channel: ChannelName | undefined,
  deliveries: readonly Delivery[],
): readonly Delivery[] =>
  deliveries
    .filter((delivery) => delivery.channel === channel && delivery.round === notification.round)
    .toSorted((a, b) => a.attempt - b.attempt)

/** States in which an attempt still has something before it. */
const OPEN: ReadonlySet<DeliveryState> = new Set(['sending', 'accepted', 'ambiguous', 'retrying'])

/** The attempt that the notification is waiting for on the channel whose turn it is. */
export const currentAttempt = (notification: Notification, deliveries: readonly Delivery[]): Delivery | null => {
  if (notification.status !== 'pending') return null
  const last = attemptsOn(notification, channelOf(notification), deliveries).at(-1)
  return last !== undefined && OPEN.has(last.state) ? last : null
}

const RANK: Readonly<Record<ReceiptKind, number>> = { accepted: 1, server: 2, delivered: 3, read: 4, failed: 0 }

const rankNeeded = (kind: NotificationKind, channel: ChannelName): number =>
  channel === 'email' || kind === 'alert' ? RANK.delivered : RANK.server

/** What a message's receipts come to, in whatever order they came. A failure counts only where nobody has received it. */
export const verdict = (
  kind: NotificationKind,
  channel: ChannelName,
  receipts: readonly Receipt[],
): 'confirmed' | 'failed' | 'open' => {
  const rank = Math.max(0, ...receipts.map((receipt) => RANK[receipt.kind]))
  const isFailed = receipts.some((receipt) => receipt.kind === 'failed')
  if (isFailed && rank < RANK.delivered) return 'failed'
  return rank >= rankNeeded(kind, channel) ? 'confirmed' : 'open'
}

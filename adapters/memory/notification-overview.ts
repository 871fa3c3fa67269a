import type {
  Delivery,
  Notification,
  NotificationOverview,
  NotificationStatus,
  Spread,
  StretchFigures,
} from '../../core/notify/ports.ts'
import { reachedGateway } from './deliveries.ts'
import type { Tables } from './tables.ts'
import { by, byDescending, keyOf } from './values.ts'

/** The part of the notification store that looks at several of them at once. */
export const createNotificationOverview = ({ notifications, deliveries, receipts }: Tables): NotificationOverview => ({
  ofIds: async (ids) => notifications.where(({ id }) => ids.includes(id)),
  deliveriesOf: async (notificationIds) =>
    deliveries
      .where(({ notificationId }) => notificationIds.includes(notificationId))
      .toSorted(
        by(
          (row) => row.startedAt,
          (row) => row.round,
          (row) => row.attempt,
        ),
      ),
  receiptsOf: async (messages) => {
    const wanted = new Set(messages.map(({ channel, externalId }) => keyOf(channel, externalId)))
    return receipts
      .where(({ receipt }) => wanted.has(keyOf(receipt.channel, receipt.externalId)))
      .toSorted(
        by(
          (row) => row.receipt.at,
          (row) => row.serial,
        ),
      )
      .map(({ receipt }) => receipt)
  },
  ofGroups: async (groupKeys) =>
    notifications.where(({ groupKey }) => groupKey !== null && groupKeys.includes(groupKey)).toSorted(newestFirst),
  ofGroupsLike: async (prefix, limit) =>
    notifications
      .where(({ groupKey }) => groupKey?.startsWith(prefix) === true)
      .toSorted(newestFirst)
      .slice(0, limit),
  statusCounts: async (personId, most) => {
    const count = (status: NotificationStatus): number =>
      Math.min(
        most,
        notifications.where((row) => row.status === status && (personId === null || row.personId === personId)).length,
      )
    return {
      pending: count('pending'),
      delivered: count('delivered'),
      failed: count('failed'),
      cancelled: count('cancelled'),
    }
  },
  figures: async (personId, bounds) => {
    const turns = deliveries.all().flatMap((delivery): readonly Turn[] => {
      const notification = notifications.get(delivery.notificationId)
      const stretch = bounds.findLastIndex((bound) => bound <= delivery.startedAt)
      const isWithin = stretch >= 0 && stretch < bounds.length - 1
      if (!isWithin || notification === null || (personId !== null && notification.personId !== personId)) return []
      return [{ delivery, notification, stretch }]
    })
    const groups = Map.groupBy(turns, ({ delivery, stretch }) => keyOf(String(stretch), delivery.channel))
    return [...groups.values()].flatMap(figuresOf).toSorted(
      by(
        (row) => row.stretch,
        (row) => row.channel,
      ),
    )
  },
})

interface Turn {
  readonly delivery: Delivery
  readonly notification: Notification
  readonly stretch: number
}

const figuresOf = (turns: readonly Turn[]): readonly StretchFigures[] => {
  const [first] = turns
  if (first === undefined) return []
  const count = (test: (turn: Turn) => boolean): number => turns.filter(test).length
  const confirmed = turns.filter(({ delivery }) => delivery.state === 'delivered')
  const begun = turns.filter(
    ({ delivery, notification }) =>
      delivery.attempt === 1 &&
      delivery.round === 1 &&
      delivery.state !== 'skipped' &&
      notification.chain[0] === delivery.channel,
  )
  return [
    {
      stretch: first.stretch,
      channel: first.delivery.channel,
      sent: count(({ delivery }) => reachedGateway(delivery)),
      confirmed: confirmed.length,
      failed: count((turn) => endOf(turn) === 'failed'),
      passedOn: count((turn) => endOf(turn) === 'passed_on'),
      confirmSeconds: spreadOf(
        confirmed.flatMap(({ delivery: { settledAt, startedAt } }) =>
          settledAt === null ? [] : [seconds(startedAt, settledAt)],
        ),
      ),
      latenessSeconds: spreadOf(
        begun.map(({ delivery, notification: { createdAt, notBefore } }) =>
          seconds(notBefore !== null && notBefore > createdAt ? notBefore : createdAt, delivery.startedAt),
        ),
      ),
    },
  ]
}

/** How a link's turn ended, told once: of its first attempt. */
const endOf = ({ delivery, notification }: Turn): 'failed' | 'passed_on' | null => {
  if (delivery.attempt !== 1) return null
  const { chain, step, round, status } = notification
  const place = chain.indexOf(delivery.channel)
  const isLast = place < 0 || place === chain.length - 1
  if (delivery.round < round || (place >= 0 && step > place)) {
    if (!isLast) return 'passed_on'
    return delivery.round < round || status === 'failed' ? 'failed' : null
  }
  return status === 'failed' && step === place ? 'failed' : null
}

const seconds = (from: Date, until: Date): number => Math.max(0, (until.getTime() - from.getTime()) / 1000)

const spreadOf = (values: readonly number[]): Spread | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number): number => {
    const place = part * (sorted.length - 1)
    const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
    return low + (high - low) * (place - Math.floor(place))
  }
  return sorted.length === 0 ? null : { p50: at(0.5), p95: at(0.95) }
}

const newestFirst = byDescending<Notification>(
  (row) => row.createdAt,
  (row) => row.id,
)

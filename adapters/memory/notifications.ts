import type { Notification, NotificationStore } from '../../core/notify/ports.ts'
import { createDeliveries } from './deliveries.ts'
import { createNotificationOverview } from './notification-overview.ts'
import { pageOf, placeAt } from './page.ts'
import type { Tables } from './tables.ts'
import { by, byDescending } from './values.ts'

export const createNotificationStore = (tables: Tables): NotificationStore => {
  const { notifications, deliveries, receipts, lanes, pauses } = tables

  const byDedupeKey = (key: string): Notification | null =>
    notifications.where((row) => row.dedupeKey === key)[0] ?? null

  return {
    ...createDeliveries(tables),
    ...createNotificationOverview(tables),
    insert: async (notification) => {
      if (notification.dedupeKey !== null && byDedupeKey(notification.dedupeKey) !== null) return false
      notifications.set(notification.id, notification)
      return true
    },
    find: async (id) => notifications.get(id),
    findByDedupeKey: async (key) => byDedupeKey(key),
    lock: async (id) => notifications.lock(id),
    update: async (notification) => {
      if (notifications.lock(notification.id) !== null) notifications.set(notification.id, notification)
    },
    page: async ({ personId, status, kind, ...query }) => {
      const matching = notifications
        .where(
          (row) =>
            (personId === undefined || row.personId === personId) &&
            (status === undefined || row.status === status) &&
            (kind === undefined || row.kind === kind),
        )
        .toSorted(newestFirst)
      const { rows, ...ends } = pageOf(matching, query, ({ createdAt, id }) => placeAt(createdAt, id), 'descending')
      return { notifications: rows, ...ends }
    },
    pendingIds: async (limit) =>
      notifications
        .where((row) => row.status === 'pending')
        .toSorted(by(...age))
        .slice(0, limit)
        .map((row) => row.id),
    counts: async () => ({
      pending: notifications.where((row) => row.status === 'pending').length,
      failed: notifications.where((row) => row.status === 'failed').length,
    }),

    claimLane: async (channel, holder, until, now) => {
      const lane = lanes.lock(channel)
      if (lane !== null && lane.holder !== holder && lane.until > now) return false
      lanes.set(channel, { holder, until })
      return true
    },
    releaseLane: async (channel, holder) => {
      if (lanes.lock(channel)?.holder === holder) lanes.delete(channel)
    },

    pauses: async () => pauses.all().toSorted(by((pause) => pause.channel)),
    pause: async (pause) => {
      if (pauses.lock(pause.channel) === null) pauses.set(pause.channel, pause)
    },
    resume: async (channel) => {
      pauses.delete(channel)
    },

    purge: async (settledBefore) => {
      const doomed = notifications.where((row) => row.settledAt !== null && row.settledAt < settledBefore)
      const ids = new Set(doomed.map((row) => row.id))
      for (const { channel, externalId } of deliveries.where((row) => ids.has(row.notificationId))) {
        receipts.deleteWhere(({ receipt }) => receipt.channel === channel && receipt.externalId === externalId)
      }
      deliveries.deleteWhere((row) => ids.has(row.notificationId))
      // A receipt that never found its delivery belongs to nothing that would take it along.
      const isOfOne = (channel: string, externalId: string): boolean =>
        deliveries.where((row) => row.channel === channel && row.externalId === externalId).length > 0
      receipts.deleteWhere(({ receipt }) => receipt.at < settledBefore && !isOfOne(receipt.channel, receipt.externalId))
      return notifications.deleteWhere((row) => ids.has(row.id))
    },
  }
}

const age = [(row: Notification) => row.createdAt, (row: Notification) => row.id]
const newestFirst = byDescending(...age)

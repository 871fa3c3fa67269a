import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import {
  NOTIFICATION_STATUSES,
  type NotificationOverview,
  type NotificationStatus,
} from '../../../core/notify/ports.ts'
import type { Database } from '../connection.ts'
import { deliveries, notifications, receipts } from '../schema.ts'
import { countedUpTo } from './counted.ts'
import { figuresOf } from './delivery-figures.ts'

/** The part of the notification store that looks at several of them at once. */
export const createNotificationOverview = (db: Database): NotificationOverview => ({
  ofIds: async (ids) =>
    db
      .select()
      .from(notifications)
      .where(inArray(notifications.id, [...ids])),
  deliveriesOf: async (notificationIds) =>
    db
      .select()
      .from(deliveries)
      .where(inArray(deliveries.notificationId, [...notificationIds]))
      .orderBy(asc(deliveries.startedAt), asc(deliveries.round), asc(deliveries.attempt)),
  receiptsOf: async (messages) => {
    if (messages.length === 0) return []
    const wanted = sql.join(
      messages.map(({ channel, externalId }) => sql`(${channel}, ${externalId})`),
      sql`, `,
    )
    return db
      .select()
      .from(receipts)
      .where(sql`(${receipts.channel}, ${receipts.externalId}) in (${wanted})`)
      .orderBy(asc(receipts.at))
  },
  ofGroups: async (groupKeys) =>
    db
      .select()
      .from(notifications)
      .where(inArray(notifications.groupKey, [...groupKeys]))
      .orderBy(desc(notifications.createdAt), desc(notifications.id)),
  // Compared by their bytes, as the index is: an order by language may pass over punctuation.
  ofGroupsLike: async (prefix, limit) =>
    db
      .select()
      .from(notifications)
      .where(
        and(sql`${notifications.groupKey} ~>=~ ${prefix}`, sql`${notifications.groupKey} ~<~ ${`${prefix}\u{10FFFF}`}`),
      )
      .orderBy(desc(notifications.createdAt), desc(notifications.id))
      .limit(limit),
  statusCounts: async (personId, most) => {
    const whose = personId === null ? undefined : eq(notifications.personId, personId)
    const conditions = NOTIFICATION_STATUSES.map((status) => and(whose, eq(notifications.status, status)))
    const counts = await countedUpTo(db, notifications, conditions, most)
    const entries = NOTIFICATION_STATUSES.map((status, index) => [status, counts[index] ?? 0])
    return Object.fromEntries(entries) as Record<NotificationStatus, number>
  },
  figures: (personId, bounds) => figuresOf(db, personId, bounds),
})

import { and, asc, count, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Notification, NotificationQuery, NotificationStore } from '../../../core/notify/ports.ts'
import type { Database } from '../connection.ts'
import { deliveries, notifications, receipts } from '../schema.ts'
import { behind, cursorAt, cut } from './cursor.ts'
import { createDeliveries } from './deliveries.ts'
import { createLanes } from './lanes.ts'
import { createNotificationOverview } from './notification-overview.ts'

const rowOf = (notification: Notification) => ({ ...notification, chain: [...notification.chain] })

export const createNotificationStore = (db: Database): NotificationStore => {
  const one = async (where: SQL): Promise<Notification | null> =>
    (await db.select().from(notifications).where(where))[0] ?? null

  const countOf = async (where: SQL | undefined): Promise<number> =>
    (await db.select({ total: count() }).from(notifications).where(where))[0]?.total ?? 0

  return {
    ...createDeliveries(db),
    ...createLanes(db),
    ...createNotificationOverview(db),
    insert: async (notification) => {
      const stored = await db
        .insert(notifications)
        .values(rowOf(notification))
        .onConflictDoNothing({ target: notifications.dedupeKey })
        .returning({ id: notifications.id })
      return stored.length > 0
    },
    find: (id) => one(eq(notifications.id, id)),
    findByDedupeKey: (key) => one(eq(notifications.dedupeKey, key)),
    lock: async (id) =>
      (await db.select().from(notifications).where(eq(notifications.id, id)).for('no key update'))[0] ?? null,
    update: async (notification) => {
      const { id, ...changed } = rowOf(notification)
      await db.update(notifications).set(changed).where(eq(notifications.id, id))
    },
    page: async (query) => {
      const filter = and(...conditions(query))
      const rows = await db
        .select()
        .from(notifications)
        .where(and(filter, behind(query.after, [notifications.createdAt, notifications.id], 'descending')))
        .orderBy(desc(notifications.createdAt), desc(notifications.id))
        .limit(query.limit + 1)
        .offset(query.offset ?? 0)
      const { page, next } = cut(rows, query.limit, ({ createdAt, id }) => cursorAt(createdAt, id))
      return { notifications: page, next, total: query.offset === undefined ? null : await countOf(filter) }
    },
    pendingIds: async (limit) => {
      const rows = await db
        .select({ id: notifications.id })
        .from(notifications)
        .where(eq(notifications.status, 'pending'))
        .orderBy(asc(notifications.createdAt), asc(notifications.id))
        .limit(limit)
      return rows.map((row) => row.id)
    },
    counts: async () => ({
      pending: await countOf(eq(notifications.status, 'pending')),
      failed: await countOf(eq(notifications.status, 'failed')),
    }),
    purge: async (settledBefore) => {
      const settled = lt(notifications.settledAt, settledBefore)
      const doomed = db.select({ id: notifications.id }).from(notifications).where(settled)
      await db
        .delete(receipts)
        .where(
          sql`(${receipts.channel}, ${receipts.externalId}) in ${db
            .select({ channel: deliveries.channel, externalId: deliveries.externalId })
            .from(deliveries)
            .where(inArray(deliveries.notificationId, doomed))}`,
        )
      // A receipt that never found its delivery belongs to nothing that would take it along.
      await db.delete(receipts).where(
        and(
          lt(receipts.at, settledBefore),
          sql`not exists (select 1 from ${deliveries} d
            where d.channel = ${receipts.channel} and d.external_id = ${receipts.externalId})`,
        ),
      )
      return (await db.delete(notifications).where(settled).returning({ id: notifications.id })).length
    },
  }
}

const conditions = ({ personId, status, kind }: NotificationQuery): readonly (SQL | undefined)[] => [
  personId === undefined ? undefined : eq(notifications.personId, personId),
  status === undefined ? undefined : eq(notifications.status, status),
  kind === undefined ? undefined : eq(notifications.kind, kind),
]

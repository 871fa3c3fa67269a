import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { AlertGroup, AlertStore } from '../../../core/alerts/ports.ts'
import type { Database } from '../connection.ts'
import { alertGroups } from '../schema.ts'
import { behind, cursorAt, cut } from './cursor.ts'

const groupOf = (row: typeof alertGroups.$inferSelect): AlertGroup => ({
  ...row,
  alerts: row.alerts.map((alert) => ({
    ...alert,
    startsAt: new Date(alert.startsAt),
    endsAt: alert.endsAt === null ? null : new Date(alert.endsAt),
  })),
})

const rowOf = (group: AlertGroup) => ({
  ...group,
  alerts: group.alerts.map((alert) => ({
    ...alert,
    startsAt: alert.startsAt.toISOString(),
    endsAt: alert.endsAt?.toISOString() ?? null,
  })),
})

export const createAlertStore = (db: Database): AlertStore => ({
  lock: async (groupKey) => {
    // A lock on the key and not on the row, which may not be there yet.
    await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`alert ${groupKey}`}, 0))`)
    const [row] = await db.select().from(alertGroups).where(eq(alertGroups.groupKey, groupKey))
    return row === undefined ? null : groupOf(row)
  },
  put: async (group) => {
    const { groupKey: _key, id: _first, ...changed } = rowOf(group)
    await db.insert(alertGroups).values(rowOf(group)).onConflictDoUpdate({ target: alertGroups.groupKey, set: changed })
  },
  find: async (id) => {
    const [row] = await db.select().from(alertGroups).where(eq(alertGroups.id, id))
    return row === undefined ? null : groupOf(row)
  },
  page: async ({ status, after, limit, offset }) => {
    const filter = status === undefined ? undefined : eq(alertGroups.status, status)
    const rows = await db
      .select()
      .from(alertGroups)
      .where(and(filter, behind(after, [alertGroups.receivedAt, alertGroups.id], 'descending')))
      .orderBy(desc(alertGroups.receivedAt), desc(alertGroups.id))
      .limit(limit + 1)
      .offset(offset ?? 0)
    const { page, next } = cut(rows, limit, ({ receivedAt, id }) => cursorAt(receivedAt, id))
    const total = offset === undefined ? null : await db.$count(alertGroups, filter)
    return { groups: page.map(groupOf), next, total }
  },
  open: async (heardSince) => {
    const open = and(sql`status = 'firing'`, gte(alertGroups.receivedAt, heardSince))
    const firing = db.select().from(alertGroups).where(open)
    return (await firing.orderBy(desc(alertGroups.receivedAt), desc(alertGroups.groupKey))).map(groupOf)
  },
  purge: async (heardBefore) => {
    const old = lt(alertGroups.receivedAt, heardBefore)
    return (await db.delete(alertGroups).where(old).returning({ key: alertGroups.groupKey })).length
  },
})

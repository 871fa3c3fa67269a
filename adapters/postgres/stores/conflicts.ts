import { and, asc, count, desc, eq, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Conflict, ConflictStore } from '../../../core/sync/ports.ts'
import type { Database } from '../connection.ts'
import { conflicts } from '../schema.ts'
import { behind, cursorAt, cut } from './cursor.ts'

// The words themselves and no parameter: only so the partial indexes serve.
const OPEN = sql`resolved_at is null`

export const createConflictStore = (db: Database): ConflictStore => {
  const totalOf = async (where: SQL | undefined): Promise<number> =>
    (await db.select({ total: count() }).from(conflicts).where(where))[0]?.total ?? 0

  return {
    insert: async (conflict) => {
      await db.insert(conflicts).values(rowOf(conflict))
    },
    find: async (id) => conflictOf((await db.select().from(conflicts).where(eq(conflicts.id, id)))[0]),
    lock: async (id) =>
      conflictOf((await db.select().from(conflicts).where(eq(conflicts.id, id)).for('no key update'))[0]),
    update: async (conflict) => {
      const { id, ...changed } = rowOf(conflict)
      await db.update(conflicts).set(changed).where(eq(conflicts.id, id))
    },
    page: async ({ open, taskId, ...query }) => {
      const filter = and(
        open === true ? OPEN : undefined,
        taskId === undefined ? undefined : eq(conflicts.taskId, taskId),
      )
      const rows = await db
        .select()
        .from(conflicts)
        .where(and(filter, behind(query.after, [conflicts.at, conflicts.id], 'descending')))
        .orderBy(desc(conflicts.at), desc(conflicts.id))
        .limit(query.limit + 1)
        .offset(query.offset ?? 0)
      const { page, next } = cut(rows, query.limit, ({ at, id }) => cursorAt(at, id))
      const total = query.offset === undefined ? null : await totalOf(filter)
      return { conflicts: page.map(fromRow), next, total }
    },
    latestFor: async (personId, since) => {
      const theirs = and(eq(conflicts.personId, personId), OPEN, sql`${conflicts.at} >= ${since.toISOString()}`)
      const newest = db
        .select({ at: sql`max(${conflicts.at})` })
        .from(conflicts)
        .where(theirs)
      const rows = await db
        .select()
        .from(conflicts)
        .where(and(theirs, sql`${conflicts.at} = (${newest})`))
        .orderBy(asc(conflicts.taskId), asc(conflicts.field), asc(conflicts.id))
      return rows.map(fromRow)
    },
    forget: async (personId, names) => {
      const isOne = (side: 'ours' | 'theirs') => inArray(sql`${conflicts.sides} ->> ${side}`, [...names])
      await db.delete(conflicts).where(and(eq(conflicts.field, 'assignee'), or(isOne('ours'), isOne('theirs'))))
      await db
        .update(conflicts)
        .set({ sides: sql`${conflicts.sides} #- '{theirs,assignee}'` })
        .where(
          and(eq(conflicts.field, 'deleted'), inArray(sql`${conflicts.sides} #>> '{theirs,assignee}'`, [...names])),
        )
      await db.update(conflicts).set({ personId: null }).where(eq(conflicts.personId, personId))
    },
    purge: async (before) =>
      (await db.delete(conflicts).where(lt(conflicts.at, before)).returning({ id: conflicts.id })).length,
  }
}

const fromRow = ({ sides, ...row }: typeof conflicts.$inferSelect): Conflict => ({ ...row, ...sides })

const conflictOf = (row: typeof conflicts.$inferSelect | undefined): Conflict | null =>
  row === undefined ? null : fromRow(row)

const rowOf = ({ ours, theirs, ...conflict }: Conflict) => ({ ...conflict, sides: { ours, theirs } })

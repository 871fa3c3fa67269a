import { and, eq, lt, sql } from 'drizzle-orm'
import type { IdempotencyStore } from '../../../core/kernel/idempotency.ts'
import { type Database, rowsOf } from '../connection.ts'
import { idempotencyKeys } from '../schema.ts'

export const createIdempotencyStore = (db: Database): IdempotencyStore => ({
  claim: async (scope, key) => {
    const name = JSON.stringify(['idempotency', scope, key])
    const [lock] = rowsOf(await db.execute(sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as held`))
    if (lock?.held !== true) return { state: 'running' }
    const [row] = await db
      .select({ response: idempotencyKeys.response })
      .from(idempotencyKeys)
      .where(and(eq(idempotencyKeys.scope, scope), eq(idempotencyKeys.key, key)))
    return row === undefined ? { state: 'fresh' } : { state: 'done', response: row.response }
  },
  save: async (scope, key, response, now) => {
    await db
      .insert(idempotencyKeys)
      .values({ scope, key, response, createdAt: now })
      .onConflictDoUpdate({
        target: [idempotencyKeys.scope, idempotencyKeys.key],
        set: { response, createdAt: now },
      })
  },
  purge: async (before) => {
    const old = lt(idempotencyKeys.createdAt, before)
    return (await db.delete(idempotencyKeys).where(old).returning({ key: idempotencyKeys.key })).length
  },
})

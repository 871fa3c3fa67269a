import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm'
import type { KeyStore } from '../../../core/access/ports.ts'
import type { Database } from '../connection.ts'
import { apiKeys } from '../schema.ts'
import { behind, cursorAt, cut } from './cursor.ts'
import { once } from './prepared.ts'

const TOUCH_INTERVAL_MS = 60_000

export const createKeyStore = (db: Database): KeyStore => {
  const byDigest = once(() =>
    db
      .select()
      .from(apiKeys)
      .where(eq(apiKeys.digest, sql.placeholder('digest')))
      .prepare('key_by_digest'),
  )

  const list = async () => db.select().from(apiKeys).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id))

  return {
    insert: async (key) => {
      await db.insert(apiKeys).values({ ...key, scopes: [...key.scopes] })
    },
    findByDigest: async (digest) => (await byDigest().execute({ digest }))[0] ?? null,
    list,
    lockAll: async () => {
      await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('api keys', 0))`)
      return list()
    },
    page: async ({ limit, after, offset }) => {
      const rows = await db
        .select()
        .from(apiKeys)
        .where(behind(after, [apiKeys.createdAt, apiKeys.id], 'ascending'))
        .orderBy(asc(apiKeys.createdAt), asc(apiKeys.id))
        .limit(limit + 1)
        .offset(offset ?? 0)
      const { page, next } = cut(rows, limit, ({ createdAt, id }) => cursorAt(createdAt, id))
      return { keys: page, next, total: offset === undefined ? null : await db.$count(apiKeys) }
    },
    remove: async (id) => (await db.delete(apiKeys).where(eq(apiKeys.id, id)).returning({ id: apiKeys.id })).length > 0,
    touch: async (id, at) => {
      const stale = new Date(at.getTime() - TOUCH_INTERVAL_MS)
      await db
        .update(apiKeys)
        .set({ lastUsedAt: at })
        .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lte(apiKeys.lastUsedAt, stale))))
    },
  }
}

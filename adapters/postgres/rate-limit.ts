import { sql } from 'drizzle-orm'
import type { Clock } from '../../core/kernel/clock.ts'
import type { RateLimit } from '../../core/kernel/rate-limit.ts'
import type { Connection } from './connection.ts'
import { hitCounts } from './schema.ts'

export interface PostgresRateLimitDeps {
  readonly connection: Pick<Connection, 'db'>
  readonly clock: Clock
  /** Counts while the database does not; its failures are told by all else that needs it. */
  readonly fallback: RateLimit
}

/**
 * Fixed windows for all processes on the database, each from a multiple of its length in Unix time, and kept across
 * restarts: for what costs money, and is hit rarely. A row for each key and length, so few keys. Not for use within a
 * unit of work: a hit is counted whatever becomes of the unit.
 */
export const createPostgresRateLimit = ({ connection, clock, fallback }: PostgresRateLimitDeps): RateLimit => ({
  hit: async (key, policy) => {
    const { limit, windowSeconds } = policy
    const length = windowSeconds * 1000
    const now = clock.now().getTime()
    const mine = (Math.floor(now / length) + 1) * length
    const { endsAt, hits } = hitCounts
    // A clock that is a little behind counts in the window of the others; one that was far ahead binds nobody.
    const isOn = sql`${endsAt} between ${mine}::bigint and ${mine + length}::bigint`
    try {
      const [row] = await connection.db
        .insert(hitCounts)
        .values({ key: JSON.stringify([key, windowSeconds]), endsAt: mine, hits: 1 })
        .onConflictDoUpdate({
          target: hitCounts.key,
          set: {
            endsAt: sql`case when ${isOn} then ${endsAt} else ${mine}::bigint end`,
            hits: sql`case when ${isOn} then least(${hits}, ${limit}::int) + 1 else 1 end`,
          },
        })
        .returning({ endsAt, hits })
      if (row === undefined) return await fallback.hit(key, policy)
      return {
        allowed: row.hits <= limit,
        limit,
        remaining: Math.max(0, limit - row.hits),
        resetSeconds: Math.max(1, Math.ceil((row.endsAt - now) / 1000)),
      }
    } catch {
      return fallback.hit(key, policy)
    }
  },
})

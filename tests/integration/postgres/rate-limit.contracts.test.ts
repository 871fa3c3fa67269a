import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { createClock, createMemoryRateLimit } from '../../../adapters/memory/index.ts'
import { createPostgresRateLimit } from '../../../adapters/postgres/index.ts'
import type { RateLimit } from '../../../core/kernel/rate-limit.ts'
import { describeRateLimit, type OpenRateLimitFn } from '../../contracts/index.ts'
import { type FreshDatabase, freshPglite, freshPostgres } from '../../support/databases.ts'

const clock = createClock(new Date())
const over = ({ connection }: FreshDatabase, fallback: RateLimit = createMemoryRateLimit({ clock })): RateLimit =>
  createPostgresRateLimit({ connection, clock, fallback })

const opening =
  (fresh: () => Promise<FreshDatabase>): OpenRateLimitFn =>
  async () => {
    const database = await fresh()
    const allowing: RateLimit = {
      hit: async (_, { limit }) => ({ allowed: true, limit, remaining: limit, resetSeconds: 1 }),
    }
    return {
      rateLimit: over(database, allowing),
      advance: async (ms) => clock.advance(ms),
      breakStore: async () => void (await database.connection.db.execute(sql`drop table hit_counts`)),
      close: database.close,
    }
  }

describeRateLimit('PGlite', opening(freshPglite))
describeRateLimit('PostgreSQL', opening(freshPostgres))

describe('hits counted in the database', () => {
  const DAILY = { limit: 2, windowSeconds: 86_400 }
  const opened: FreshDatabase[] = []
  const open = async () => {
    const database = await freshPostgres()
    opened.push(database)
    return database
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(({ close }) => close()))
  })

  it('are those of all processes, and do not begin anew with one', async () => {
    const database = await open()
    const allowed: boolean[] = []
    for (const _ of [1, 2, 3]) allowed.push((await over(database).hit('a', DAILY)).allowed)
    expect(allowed).toEqual([true, true, false])
  })

  it('are counted in one window by two clocks around its end', async () => {
    const database = await open()
    const at = (ms: number) => {
      const of = createClock(new Date(ms))
      return createPostgresRateLimit({
        connection: database.connection,
        clock: of,
        fallback: createMemoryRateLimit({ clock: of }),
      })
    }
    const midnight = Date.UTC(2026, 10, 29)
    const allowed: boolean[] = []
    for (const ms of [midnight - 1, midnight + 1, midnight - 1, midnight + 1])
      allowed.push((await at(ms).hit('a', DAILY)).allowed)
    expect(allowed).toEqual([true, true, true, false])
    // A clock years ahead was wrong: it stops nobody for years.
    for (const _ of [1, 2, 3]) await at(midnight + 10 * 365 * 86_400_000).hit('b', DAILY)
    expect((await at(midnight).hit('b', DAILY)).allowed).toBe(true)
  })

  it('are counted by the process while the database does not', async () => {
    const database = await open()
    const limit = over(database)
    await database.connection.db.execute(sql`drop table hit_counts`)
    const verdicts = [await limit.hit('a', DAILY), await limit.hit('a', DAILY), await limit.hit('a', DAILY)]
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, false])
  })
})

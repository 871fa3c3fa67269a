import { and, count, eq, isNotNull, min, type SQL, sql } from 'drizzle-orm'
import type { LinkCounts, MirrorName } from '../../../core/sync/ports.ts'
import type { Database } from '../connection.ts'
import { TROUBLED, taskLinks } from '../schema.ts'

const MOST_COUNTED = 100_000

/** Each count reads the index of its own rows, and stops where nobody reads the number any more. */
export const countLinks = async (db: Database, mirror: MirrorName): Promise<LinkCounts> => {
  const counted = async (where: SQL): Promise<number> => {
    const rows = db
      .select({ one: sql`1`.as('one') })
      .from(taskLinks)
      .where(and(eq(taskLinks.mirror, mirror), where))
      .limit(MOST_COUNTED)
    return (await db.select({ total: count() }).from(rows.as('counted')))[0]?.total ?? 0
  }
  const [oldest] = await db
    .select({ at: min(taskLinks.dirtySince) })
    .from(taskLinks)
    .where(and(eq(taskLinks.mirror, mirror), isNotNull(taskLinks.dirtySince)))
  return {
    linked: await counted(sql`state = 'linked'`),
    dirty: await counted(sql`dirty_since is not null`),
    troubled: await counted(TROUBLED),
    removed: await counted(sql`state = 'removed'`),
    oldestDirtyAt: oldest?.at ?? null,
  }
}

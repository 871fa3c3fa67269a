import { and, count, eq, isNotNull, min, type SQL, sql } from 'drizzle-orm'
import type { LinkCounts, MirrorName } from '../../../core/sync/ports.ts'
import type { Database } from '../connection.ts'
import { TROUBLED, taskLinks } from '../schema.ts'

const MOST_COUNTED = 100_000

/** Each count reads the index of its own rows, and stops where nobody reads the number any more. */
export const countLinks = async (db: Database, mirror: MirrorName): Promise<LinkCounts> => {
  const counted = (where: SQL) => {
    const rows = db
      .select({ one: sql`1`.as('one') })
      .from(taskLinks)
      .where(and(eq(taskLinks.mirror, mirror), where))
      .limit(MOST_COUNTED)
      .as('counted')
    return sql`(${db.select({ total: count() }).from(rows)})`.mapWith(Number)
  }
  const [found] = await db
    .select({
      linked: counted(sql`state = 'linked'`),
      dirty: counted(sql`dirty_since is not null`),
      troubled: counted(TROUBLED),
      removed: counted(sql`state = 'removed'`),
      oldestDirtyAt: min(taskLinks.dirtySince),
    })
    .from(taskLinks)
    .where(and(eq(taskLinks.mirror, mirror), isNotNull(taskLinks.dirtySince)))
  if (found === undefined) throw new Error('A count gave back no row.')
  return found
}

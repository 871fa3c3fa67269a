import { sql } from 'drizzle-orm'
import type { MirrorStore } from '../../../core/sync/ports.ts'
import type { Database } from '../connection.ts'
import { mirrorBudgets } from '../schema.ts'

/**
 * One statement, so that of many at once each counts what the others took: the row holds when the last `limit` requests
 * were, and the oldest of them has to be a window ago.
 */
export const spendFrom = async (
  db: Database,
  credential: string,
  { limit, seconds }: Parameters<MirrorStore['spend']>[1],
  now: Date,
): Promise<number | null> => {
  const { spent } = mirrorBudgets
  const at = sql`${now.getTime()}::bigint`
  const window = seconds * 1000
  const wait = sql`(${spent}[cardinality(${spent}) - ${limit}::int + 1] + ${window}::bigint - ${at})`
  // A stamp from further ahead than a window is of a clock that was wrong, and binds nobody.
  const isSpent = sql`coalesce(${wait} between 1 and ${2 * window}::bigint, false)`
  const taken = sql`(${spent} || ${at})[greatest(cardinality(${spent}) - ${limit}::int + 2, 1):]`
  const [row] = await db
    .insert(mirrorBudgets)
    .values({ credential, spent: [now.getTime()], waitMs: 0 })
    .onConflictDoUpdate({
      target: mirrorBudgets.credential,
      set: {
        spent: sql`case when ${isSpent} then ${spent} else ${taken} end`,
        waitMs: sql`case when ${isSpent} then ${wait} else 0 end`,
      },
    })
    .returning({ waitMs: mirrorBudgets.waitMs })
  return row === undefined || row.waitMs === 0 ? null : row.waitMs
}

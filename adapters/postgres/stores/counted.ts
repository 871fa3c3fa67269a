import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { type Database, rowsOf } from '../connection.ts'

/** How many rows each condition has, in one question and in its order; none is counted further than `most`. */
export const countedUpTo = async (
  db: Database,
  table: PgTable,
  conditions: readonly (SQL | undefined)[],
  most: number,
): Promise<readonly number[]> => {
  const counted = conditions.map(
    (where) => sql`(select count(*) from (select 1 from ${table} where ${where} limit ${most}) counted)`,
  )
  const result = await db.execute(sql`select array[${sql.join(counted, sql`, `)}]::int[] as counts`)
  return (rowsOf(result)[0]?.counts ?? []) as readonly number[]
}

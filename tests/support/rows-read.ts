import { drizzle } from 'drizzle-orm/pg-proxy'
import type { Connection, Database } from '../../adapters/postgres/connection.ts'

interface Plan {
  readonly 'Node Type': string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

/** How many rows the plan's scans touched. */
const touched = (plan: Plan): number => {
  const own = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)
  const scanned = plan['Node Type'].endsWith('Scan') ? own * plan['Actual Loops'] : 0
  return (plan.Plans ?? []).reduce((sum, child) => sum + touched(child), scanned)
}

/** Asks a store over this database, and says how many rows each of its questions read. */
export const rowsRead = async (
  { queueDatabase }: Pick<Connection, 'queueDatabase'>,
  ask: (db: Database) => Promise<unknown>,
): Promise<readonly number[]> => {
  const found: number[] = []
  const db = drizzle(async (statement, params, method) => {
    if (/^\s*select/.test(statement)) {
      const { rows } = await queueDatabase.executeSql(`explain (analyze, format json) ${statement}`, params)
      found.push(touched(rows[0]['QUERY PLAN'][0].Plan))
    }
    const { rows } = await queueDatabase.executeSql(statement, params)
    // What is built column by column comes as arrays, and what was written by hand as objects.
    return { rows: method === 'execute' ? rows : rows.map((row: object) => Object.values(row)) }
  })
  await ask(db)
  return found
}

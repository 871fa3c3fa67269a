import { drizzle } from 'drizzle-orm/pg-proxy'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLinkStore } from '../../../adapters/postgres/stores/links.ts'
import type { LinkStore } from '../../../core/sync/ports.ts'
import { type FreshPostgres, freshPostgres } from '../../support/databases.ts'

const TASKS = 20_000
const LIMIT = 20
const NOW = new Date('2026-03-02T12:00:00.000Z')

let database: FreshPostgres
beforeAll(async () => {
  database = await freshPostgres()
  const { queueDatabase } = database.connection
  await queueDatabase.executeSql(`
    insert into tasks (title, status, priority, time_zone, labels, channel, created_by, created_at, updated_at, version,
      search_text)
    select 'T', 'pending', 'low', 'UTC', '{}', 'api', 'p', now(), now(), 2, 't' from generate_series(1, ${TASKS})`)
  // Half are dirty, as during a backfill, and a quarter failed and wait: none of them may stand before who is due.
  await queueDatabase.executeSql(`
    insert into task_links (task_id, mirror, key, external_id, state, base, version, attempts, problems, dirty_since,
      next_try_at)
    select id, mirror, gen_random_uuid(), id, 'linked', '{}', 2, (id % 4 = 0)::int, '[]',
      case when id % 2 = 0 then timestamptz '2026-03-02 11:00:00Z' end,
      case when id % 4 = 0 then timestamptz '2026-03-02 13:00:00Z' end
    from tasks, unnest(array['notion', 'sheets']) mirror`)
  for (const table of ['tasks', 'task_links']) await queueDatabase.executeSql(`vacuum analyze ${table}`)
})
afterAll(() => database.close())

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

/** Asks a store, and says how many rows each of its questions read. */
const rowsRead = async (ask: (links: LinkStore) => Promise<unknown>): Promise<readonly number[]> => {
  const { queueDatabase } = database.connection
  const found: number[] = []
  const db = drizzle(async (statement, params) => {
    if (statement.startsWith('select')) {
      const { rows } = await queueDatabase.executeSql(`explain (analyze, format json) ${statement}`, params)
      found.push(touched(rows[0]['QUERY PLAN'][0].Plan))
    }
    const { rows } = await queueDatabase.executeSql(statement, params)
    return { rows: rows.map((row: object) => Object.values(row)) }
  })
  await ask(createLinkStore(db))
  return found
}

describe(`of ${TASKS} mirrored tasks`, () => {
  it.each<[string, (links: LinkStore) => Promise<unknown>]>([
    ['those that are due', (links) => links.due('notion', NOW, LIMIT)],
    ['the next that will be', (links) => links.nextDue('notion')],
    [
      'a page in the middle',
      (links) => links.enrol('notion', { afterTaskId: TASKS / 2, limit: LIMIT, at: NOW, newKey: () => '' }),
    ],
    [
      'a page that no sweep saw',
      (links) => links.unseen('notion', { sweep: 'sweep-1', afterTaskId: TASKS / 2, limit: LIMIT }),
    ],
    ['one’s own links', (links) => links.ofTasks([TASKS / 2])],
    ['what carries a key', (links) => links.byKeys('notion', ['nowhere'])],
    ['what is a page', (links) => links.byExternalIds('notion', ['7'])],
  ])('%s are read, and no others', async (_what, ask) => {
    const read = await rowsRead(ask)
    expect(read.length).toBeGreaterThan(0)
    expect(Math.max(...read)).toBeLessThanOrEqual(2 * LIMIT)
  })

  it('how they stand is counted from indexes that hold nothing else', async () => {
    const read = await rowsRead((links) => links.counts('notion'))
    // All are linked, a half dirty and a quarter in trouble; a count that reads the table reads far more.
    expect(Math.max(...read)).toBeLessThanOrEqual(TASKS * 1.75 + 10)
  })
})

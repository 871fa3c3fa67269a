import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLinkStore } from '../../../adapters/postgres/stores/links.ts'
import type { LinkStore } from '../../../core/sync/ports.ts'
import { type FreshPostgres, freshPostgres } from '../../support/databases.ts'
import { rowsRead } from '../../support/rows-read.ts'

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

const read = (ask: (links: LinkStore) => Promise<unknown>) =>
  rowsRead(database.connection, (db) => ask(createLinkStore(db)))

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
    ['a page of those in trouble', (links) => links.troubles({ mirror: 'notion', kind: 'troubled', limit: LIMIT })],
    ['one’s own links', (links) => links.ofTasks([TASKS / 2])],
    ['what carries a key', (links) => links.byKeys('notion', ['nowhere'])],
    ['what is a page', (links) => links.byExternalIds('notion', ['7'])],
  ])('%s are read, and no others', async (_what, ask) => {
    const found = await read(ask)
    expect(found.length).toBeGreaterThan(0)
    expect(Math.max(...found)).toBeLessThanOrEqual(2 * LIMIT)
  })

  it('how they stand is counted from indexes that hold nothing else', async () => {
    const found = await read((links) => links.counts('notion'))
    // All are linked, a half dirty and a quarter in trouble; a count that reads the table reads far more.
    expect(Math.max(...found)).toBeLessThanOrEqual(TASKS * 1.75 + 10)
  })
})

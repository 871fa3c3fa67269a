import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../adapters/postgres/connection.ts'
import { createAlertStore } from '../../../adapters/postgres/stores/alerts.ts'
import { createMessageStore } from '../../../adapters/postgres/stores/messages.ts'
import { createNotificationStore } from '../../../adapters/postgres/stores/notifications.ts'
import { createTaskStore } from '../../../adapters/postgres/stores/tasks.ts'
import { type FreshPostgres, freshPostgres } from '../../support/databases.ts'
import { rowsRead } from '../../support/rows-read.ts'

const ROWS = 20_000
const LIMIT = 20
const NOW = new Date('2026-03-02T12:00:00.000Z')

let database: FreshPostgres
beforeAll(async () => {
  database = await freshPostgres()
  const { queueDatabase } = database.connection
  const insert = (statement: string) => queueDatabase.executeSql(`${statement} from generate_series(1, ${ROWS}) i`)
  const at = `timestamptz '2026-03-02 12:00Z' - i * interval '1 minute'`
  await insert(`
    insert into messages (id, channel, external_id, person_id, sent_at, received_at, status)
    select 'm' || i, case when i % 5000 = 0 then 'sheets' else 'whatsapp' end, i, 'p' || i % 10, ${at}, ${at},
      case when i % 5000 = 1 then 'failed' else 'processed' end`)
  await insert(`
    insert into notifications (id, person_id, kind, body, chain, step, round, status, expires_at, created_at, updated_at,
      group_key)
    select 'n' || i, 'p' || i % 10, 'alert', 'x', '{}', 0, 1, case when i % 5000 = 1 then 'failed' else 'delivered' end,
      ${at}, ${at}, ${at}, 'alert:' || i / 5 || ':' || i % 5`)
  await insert(`
    insert into alert_groups (group_key, status, alerts, signature, received_at)
    select i, case when i % 5000 = 1 then 'firing' else 'resolved' end, '[]', '', ${at}`)
  await insert(`
    insert into tasks (title, status, priority, time_zone, labels, channel, created_by, created_at, updated_at, version,
      search_text, due_at)
    select 'T', case when i % 5 = 0 then 'pending' else 'completed' end, 'low', 'UTC', '{}', 'api', 'p' || i % 3, now(),
      now(), 1, 't', case when i % 100 <> 0 then ${at} end`)
  for (const table of ['messages', 'notifications', 'alert_groups', 'tasks']) {
    await queueDatabase.executeSql(`vacuum analyze ${table}`)
  }
}, 120_000)
afterAll(() => database.close())

describe(`of ${ROWS} rows`, () => {
  it.each<[string, (db: Database) => Promise<unknown>]>([
    ['a page of messages', (db) => createMessageStore(db).page({ limit: LIMIT })],
    ['those of one person', (db) => createMessageStore(db).page({ limit: LIMIT, personId: 'p3' })],
    ['those of a channel that few use', (db) => createMessageStore(db).page({ limit: LIMIT, channel: 'sheets' })],
    ['those that failed', (db) => createMessageStore(db).page({ limit: LIMIT, status: 'failed' })],
    ['a page far behind', (db) => createMessageStore(db).page({ limit: LIMIT, after: `${NOW.getTime() - 6e8}.m1` })],
    ['the news of some groups', (db) => createNotificationStore(db).ofGroups(['alert:7:1', 'alert:7:2'])],
    ['all news of one group', (db) => createNotificationStore(db).ofGroupsLike('alert:7:', LIMIT)],
    [
      'a person’s dead letters',
      (db) => createNotificationStore(db).page({ limit: LIMIT, personId: 'p1', status: 'failed' }),
    ],
    ['a page of alert groups', (db) => createAlertStore(db).page({ limit: LIMIT })],
    ['those that fire', (db) => createAlertStore(db).page({ limit: LIMIT, status: 'firing' })],
    ['one alert group', (db) => createAlertStore(db).find('nothing')],
    ['some tasks by id', (db) => createTaskStore(db).ofIds([1, 2, 3])],
  ])('%s are read, and no others', async (_what, ask) => {
    const read = await rowsRead(database.connection, ask)
    expect(read.length).toBeGreaterThan(0)
    expect(Math.max(...read)).toBeLessThanOrEqual(3 * LIMIT)
  })

  it('what there is to do is counted from the person’s open tasks alone, and no further than asked', async () => {
    const [read] = await rowsRead(database.connection, (db) => createTaskStore(db).openCounts('p1', [NOW], 100))
    expect(read).toBeLessThanOrEqual(2 * 100 + LIMIT)
  })

  it('notifications are counted no further than asked', async () => {
    const [read] = await rowsRead(database.connection, (db) => createNotificationStore(db).statusCounts(null, 100))
    expect(read).toBeLessThanOrEqual(2 * (100 + LIMIT))
  })
})

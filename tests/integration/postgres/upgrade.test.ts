import { existsSync } from 'node:fs'
import { afterEach, describe, expect, inject, it } from 'vitest'
import type { Connection } from '../../../adapters/postgres/connection.ts'
import { createJobRunner } from '../../../adapters/postgres/job-runner.ts'
import { migrate, migrationState } from '../../../adapters/postgres/migrate.ts'
import { createStorage } from '../../../adapters/postgres/unit-of-work.ts'
import { createRecorder } from '../../contracts/job-harness.ts'
import { emptyPglite, emptyPostgres } from '../../support/databases.ts'
import { migrationTags, populateAt, populationPath } from '../../support/schemas.ts'

const tags = migrationTags()
const released = tags.slice(0, -1)

/** What a migration is meant to change of rows that were there, by the migration: everything else stays as it was. */
const REWRITTEN: Readonly<Record<string, readonly string[]>> = {
  '0002_folded_search': ['tasks.search_text'],
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

const engines = {
  pglite: async () => emptyPglite(),
  'PostgreSQL 15': async () => emptyPostgres(),
  'PostgreSQL 18': async () => emptyPostgres({ server: inject('postgres18Url') }),
} as const

const opened = async (engine: keyof typeof engines): Promise<Connection> => {
  const database = await engines[engine]()
  closing.push(database.close)
  return database.connection
}

type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

/** Every row of every table, as text, so that nothing depends on a driver. */
const rowsOf = async ({ queueDatabase }: Connection): Promise<Rows> => {
  const { rows: tables } = await queueDatabase.executeSql(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  )
  const found: Record<string, readonly Readonly<Record<string, unknown>>[]> = {}
  for (const { name } of [...tables, { name: 'pgboss.job' }]) {
    const { rows } = await queueDatabase.executeSql(`select to_jsonb(t)::text as row from ${name} t order by 1`)
    found[name] = rows.map(({ row }: { row: string }) => JSON.parse(row))
  }
  return found
}

/** The rows of `after` with only the columns that there were, less those that the migrations since were to change. */
const asBefore = (rows: Rows, before: Rows, since: readonly string[]): Rows => {
  const rewritten = new Set(since.flatMap((tag) => REWRITTEN[tag] ?? []))
  const kept = (table: string, row: Readonly<Record<string, unknown>>) => {
    const columns = Object.keys(before[table]?.[0] ?? {}).filter((column) => !rewritten.has(`${table}.${column}`))
    return JSON.stringify(columns.map((column) => [column, row[column]]))
  }
  return Object.fromEntries(
    Object.keys(before).map((table) => [
      table,
      (rows[table] ?? []).map((row) => ({ row: kept(table, row) })).toSorted(byRow),
    ]),
  )
}
const byRow = (a: { row: string }, b: { row: string }): number => (a.row < b.row ? -1 : 1)

describe('the schemas of before', () => {
  it('each have a population in tests/support/schemas, so that no upgrade goes untested', () => {
    expect(released.filter((tag) => !existsSync(populationPath(tag)))).toEqual([])
  })
})

const cases = (['PostgreSQL 15', 'PostgreSQL 18', 'pglite'] as const).flatMap((engine) =>
  released.map((tag) => ({ engine, tag })),
)

describe('an upgrade', { timeout: 120_000 }, () => {
  it.each(cases)('from $tag on $engine keeps every value of every row', async ({ engine, tag }) => {
    const connection = await opened(engine)
    await populateAt(connection, tag)
    const before = await rowsOf(connection)
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([])
    expect(await migrationState(connection)).toMatchObject({ state: 'behind' })

    await migrate(connection)
    expect(await migrationState(connection)).toMatchObject({ state: 'current' })
    const since = tags.slice(tags.indexOf(tag) + 1)
    expect(asBefore(await rowsOf(connection), before, since)).toEqual(asBefore(before, before, since))

    // What was there is read by today's code, and what it made keeps its numbers to itself.
    const storage = createStorage({ connection })
    const people = await storage.read((stores) => stores.people.all())
    expect(people.map(({ id, isConfigured }) => [id, isConfigured])).toEqual([
      ['p-ana', tag !== '0000_init'],
      ['p-ben', false],
    ])
    expect(await storage.read((stores) => stores.notifications.pendingIds(10))).toEqual(['n-2'])
    const task = await storage.read((stores) => stores.tasks.find(1))
    expect(task).toMatchObject({ title: 'Comprar pão', labels: ['casa', 'a,b', 'com "aspas"', ''] })
  })

  it.each(cases.filter(({ engine }) => engine === 'PostgreSQL 15'))(
    'from $tag happens under code of before, whose statements and jobs go on',
    async ({ engine, tag }) => {
      const connection = await opened(engine)
      await populateAt(connection, tag)
      const running = await connection.queue()
      await migrate(connection)

      // The rows that the code of that release writes, in its own words: its inserts name the columns it knows.
      const { queueDatabase } = connection
      await queueDatabase.executeSql(`
        insert into people (id, name, role, locale, time_zone, created_at, updated_at, version)
          values ('p-new', 'Nova', 'member', 'pt-BR', 'UTC', now(), now(), 1);
        insert into tasks (title, status, priority, time_zone, labels, channel, created_by, created_at, updated_at, version, search_text)
          values ('De antes', 'pending', 'low', 'UTC', '{}', 'api', 'p-new', now(), now(), 1, 'de antes');
        update notifications set status = 'cancelled' where id = 'n-2';`)
      await running.send('notify.wake', { notificationId: 'n-2' })

      const storage = createStorage({ connection })
      expect((await storage.read((stores) => stores.people.find('p-new')))?.name).toBe('Nova')
      const { handlers, ran } = createRecorder()
      await createJobRunner({ connection, onFailure: () => undefined }).drain(handlers, { max: 100 })
      // The one that waited since before the upgrade, and the one of the code that outlived it.
      expect(ran.filter(({ name }) => name === 'notify.wake')).toHaveLength(2)
    },
  )
})

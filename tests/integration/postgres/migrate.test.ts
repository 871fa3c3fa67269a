import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { JOB_NAMES } from '../../../adapters/postgres/job-queues.ts'
import { migrate, migrationState, QUEUE_SCHEMA } from '../../../adapters/postgres/migrate.ts'
import { createStorage } from '../../../adapters/postgres/unit-of-work.ts'
import { folded } from '../../../core/kernel/text.ts'
import { emptyPostgres, type FreshPostgres } from '../../support/databases.ts'
import { startChild } from './children/child.ts'

const opened: FreshPostgres[] = []
const empty = async (): Promise<FreshPostgres> => {
  const database = await emptyPostgres()
  opened.push(database)
  return database
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()))
})

const known = (JSON.parse(readFileSync('migrations/meta/_journal.json', 'utf8')) as { entries: object[] }).entries
  .length

/** The folder of a later version: one migration more. */
const withMigration = async (statement: string): Promise<string> => {
  const folder = join(mkdtempSync(join(tmpdir(), 'sparkone-migrations-')), 'migrations')
  cpSync('migrations', folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal: { entries: object[] } = JSON.parse(readFileSync(path, 'utf8'))
  journal.entries.push({ idx: known, version: '7', when: 9e14, tag: 'later', breakpoints: true })
  writeFileSync(path, JSON.stringify(journal))
  writeFileSync(join(folder, 'later.sql'), statement)
  return folder
}

/** The folder as it was with so many migrations. */
const upTo = async (count: number): Promise<string> => {
  const folder = join(mkdtempSync(join(tmpdir(), 'sparkone-migrations-')), 'migrations')
  cpSync('migrations', folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal: { entries: object[] } = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }))
  return folder
}

const latest = { tables: known, queue: QUEUE_SCHEMA }
const nothing = { tables: 0, queue: 0 }

describe('migrate', () => {
  it('knows the schema of the pg-boss that is installed', () => {
    const require = createRequire(import.meta.url)
    const manifest = readFileSync(join(require.resolve('pg-boss'), '../../package.json'), 'utf8')
    expect(JSON.parse(manifest)).toMatchObject({ pgboss: { schema: QUEUE_SCHEMA } })
  })

  it('says what it did, and does nothing the second time', async () => {
    const { connection } = await empty()
    expect(await migrationState(connection)).toEqual({ applied: nothing, expected: latest, state: 'behind' })
    expect(await migrate(connection)).toEqual({ before: nothing, after: latest })
    expect(await migrate(connection)).toEqual({ before: latest, after: latest })
    expect(await migrationState(connection)).toEqual({ applied: latest, expected: latest, state: 'current' })
  })

  it('serves three processes that migrate one database at once', async () => {
    const { url, connection } = await empty()
    const children = [1, 2, 3].map(() => startChild('migrate.ts', url))
    expect(await Promise.all(children.map((child) => child.exited()))).toEqual([0, 0, 0])
    const did = children.map((child): { before: unknown; after: unknown } => JSON.parse(child.text()))
    expect(did.map((one) => one.after)).toEqual([latest, latest, latest])
    expect(did.filter((one) => JSON.stringify(one.before) === JSON.stringify(nothing))).toHaveLength(1)
    expect(await migrationState(connection)).toMatchObject({ state: 'current' })
  })

  it('gives each job name a queue, so that enqueuing works before any worker ever ran', async () => {
    const { connection } = await empty()
    await migrate(connection)
    const names = (await (await connection.queue()).getQueues()).map((queue) => queue.name)
    expect(names).toEqual(expect.arrayContaining([...JOB_NAMES]))
  })

  it('finds tasks of before by words without accents too', async () => {
    const { connection } = await empty()
    const older = await upTo(2)
    await migrate(connection, { folder: older })
    await connection.queueDatabase.executeSql(`
      insert into tasks (title, status, priority, time_zone, labels, channel, created_by, created_at, updated_at, version,
        search_text)
      values ('Ligar para o João 📞', 'pending', 'low', 'UTC', '{}', 'api', 'x', now(), now(), 1,
        'ligar para o joão 📞' || chr(31) || 'às nove, ç e ñ')`)
    await migrate(connection)
    const { rows } = await connection.queueDatabase.executeSql('select search_text from tasks')
    expect(rows).toEqual([{ search_text: folded('Ligar para o João 📞\u001fàs nove, ç e ñ') }])
  })

  it('takes the folder it is given', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'sparkone-migrations-')), 'migrations')
    cpSync('migrations', folder, { recursive: true })
    const { connection } = await empty()
    expect(await migrate(connection, { folder })).toMatchObject({ after: latest })
    await expect(migrate(connection, { folder: `${folder}/nowhere` })).rejects.toMatchObject({ kind: 'misconfigured' })
  })

  describe('on a database that a newer version migrated', () => {
    const unknown = 'insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, 9e15)'

    it('refuses what nobody said this code may run on, and touches nothing', async () => {
      const { connection } = await empty()
      await migrate(connection)
      await connection.queueDatabase.executeSql(unknown, ['newer'])
      expect(await migrationState(connection)).toMatchObject({ state: 'too-new' })
      await expect(migrate(connection)).rejects.toThrow(
        `newer SparkOne migrated this database (${known + 1} migrations`,
      )
    })

    it('refuses the schema of a newer job queue', async () => {
      const { connection } = await empty()
      await migrate(connection)
      await connection.queueDatabase.executeSql('update pgboss.version set version = version + 1')
      expect(await migrationState(connection)).toMatchObject({ state: 'too-new' })
      await expect(migrate(connection)).rejects.toMatchObject({ port: 'storage', kind: 'misconfigured' })
    })

    it('refuses a database of the same number of migrations that are not its own', async () => {
      const { connection } = await empty()
      await migrate(connection)
      await connection.queueDatabase.executeSql(
        'update drizzle.__drizzle_migrations set created_at = 9e15 where id = (select max(id) from drizzle.__drizzle_migrations)',
      )
      expect(await migrationState(connection)).toMatchObject({ state: 'too-new' })
    })

    it.each([
      { first: `-- oldest code: 000${known - 1}\n`, state: 'ahead' },
      { first: '', state: 'too-new' },
    ])(
      'that begins with "$first" finds it $state, so that only an expanding migration lets older code start',
      async ({ first, state }) => {
        const newer = await withMigration(`${first}alter table people add column nickname text;`)
        const { connection } = await empty()
        expect(await migrate(connection, { folder: newer })).toMatchObject({ after: { tables: known + 1 } })
        expect(await migrationState(connection)).toMatchObject({ state })
        expect(await migrationState(connection, { folder: newer })).toMatchObject({ state: 'current' })
      },
    )

    it('leaves it as the newer version left it, so that old code may still start afterwards', async () => {
      const newer = await withMigration(`-- oldest code: 000${known - 1}\nalter table people add column nickname text;`)
      const { connection } = await empty()
      await migrate(connection, { folder: newer })
      const there = { tables: known + 1, queue: QUEUE_SCHEMA }
      expect(await migrate(connection)).toEqual({ before: there, after: there })
      expect(await migrationState(connection)).toMatchObject({ state: 'ahead' })
    })
  })

  it('is what a storage needs: without it a unit of work says so', async () => {
    const { connection } = await empty()
    const storage = createStorage({ connection })
    await expect(storage.run(async () => undefined)).rejects.toMatchObject({ port: 'storage', kind: 'misconfigured' })
    await expect(storage.read((stores) => stores.people.all())).rejects.toMatchObject({ kind: 'misconfigured' })
    await migrate(connection)
    expect(await storage.run((stores) => stores.people.all())).toEqual([])
  })
})

import { afterEach, describe, expect, inject, it } from 'vitest'
import type { Connection } from '../../../adapters/postgres/connection.ts'
import { type Batch, type Contents, readContents, writeContents } from '../../../adapters/postgres/copy/index.ts'
import { isEmpty } from '../../../adapters/postgres/copy/write.ts'
import { createJobRunner } from '../../../adapters/postgres/job-runner.ts'
import { migrationState } from '../../../adapters/postgres/migrate.ts'
import { emptyPglite, emptyPostgres } from '../../support/databases.ts'
import { migrationTags, populateAt } from '../../support/schemas.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

const engines = {
  pglite: async (): Promise<Connection> => {
    const database = await emptyPglite()
    closing.push(database.close)
    return database.connection
  },
  'PostgreSQL 15': async (): Promise<Connection> => {
    const database = await emptyPostgres()
    closing.push(database.close)
    return database.connection
  },
  'PostgreSQL 18': async (): Promise<Connection> => {
    const database = await emptyPostgres({ server: inject('postgres18Url') })
    closing.push(database.close)
    return database.connection
  },
} as const
type Engine = keyof typeof engines

interface Copy {
  readonly contents: Contents
  readonly batches: readonly Batch[]
}

const copyOf = (connection: Connection): Promise<Copy> =>
  readContents(connection, async (contents, rows) => {
    const batches: Batch[] = []
    for await (const batch of rows) batches.push(batch)
    return { contents, batches }
  })

async function* stream(batches: readonly Batch[]): AsyncGenerator<Batch> {
  yield* batches
}

const oldest = migrationTags()[0] ?? ''
const newest = migrationTags().at(-1) ?? ''

describe('a copy of the data', { timeout: 90_000 }, () => {
  const pairs: { from: Engine; to: Engine }[] = [
    { from: 'pglite', to: 'PostgreSQL 15' },
    { from: 'PostgreSQL 15', to: 'PostgreSQL 18' },
    { from: 'PostgreSQL 18', to: 'pglite' },
  ]
  it.each(pairs)(
    'from $from to $to holds every row, value by value, and the positions of the sequences',
    async ({ from, to }) => {
      const [source, target] = [await engines[from](), await engines[to]()]
      // The tables of every release have rows then; a migration comes with its population.
      await populateAt(source, newest)
      await tick(source)
      const before = await copyOf(source)
      // Ways in that may have been revoked since are the only rows that a copy leaves behind.
      const ways = ['sessions', 'sign_in_links', 'sign_in_tries', 'verifications'].map((name) => `public.${name}`)
      const empty = before.contents.tables.filter(({ rows }) => rows === 0).map(({ name }) => name)
      expect(empty.toSorted()).toEqual(ways)
      expect(before.contents.tables.map(({ name }) => name)).toContain('pgboss.job')
      await writeContents(target, before.contents, stream(before.batches))
      const after = await copyOf(target)
      expect({ ...after.contents, server: '' }).toEqual({ ...before.contents, server: '' })
      expect(linesOf(after)).toEqual(linesOf(before))
      expect(await migrationState(target)).toMatchObject({ state: 'current' })
    },
  )
})

/** What a worker's clock leaves in the queue: a job of no use elsewhere, in a queue that is not there. */
const tick = async (connection: Connection): Promise<void> => {
  const runner = createJobRunner({ connection, onFailure: () => undefined })
  await runner.start()
  await runner.stop()
  await connection.queueDatabase.executeSql(`insert into pgboss.job (name) values ('__pgboss__send-it')`)
}

const linesOf = ({ batches }: Copy): readonly string[] =>
  batches.flatMap(({ table, lines }) => lines.map((line) => `${table} ${line}`)).toSorted()

describe('a copy that is not what was read', { timeout: 90_000 }, () => {
  const cases: { name: string; spoil: (copy: Copy) => Copy; reason: string; subject: string }[] = [
    {
      name: 'a row changed',
      spoil: ({ contents, batches }) => ({
        contents,
        batches: batches.map((batch) => ({ ...batch, lines: batch.lines.map((line) => line.replace('Ana', 'Eva')) })),
      }),
      reason: 'differs',
      subject: 'public.people',
    },
    {
      name: 'a table is missing its rows',
      spoil: ({ contents, batches }) => ({
        contents,
        batches: batches.filter(({ table }) => table !== 'public.briefs'),
      }),
      reason: 'differs',
      subject: 'public.briefs',
    },
    {
      name: 'a table is not in it',
      spoil: ({ contents, batches }) => ({
        contents: { ...contents, tables: contents.tables.filter(({ name }) => name !== 'public.pauses') },
        batches: batches.filter(({ table }) => table !== 'public.pauses'),
      }),
      reason: 'unknown-table',
      subject: 'public.pauses',
    },
    {
      name: 'it has a table nobody knows',
      spoil: ({ contents, batches }) => ({
        contents,
        batches: [...batches, { table: 'public.pg_class', lines: ['[]'] }],
      }),
      reason: 'unknown-table',
      subject: 'public.pg_class',
    },
    {
      name: 'a newer SparkOne made it',
      spoil: ({ contents, batches }) => ({
        contents: { ...contents, migrations: [...contents.migrations, 9e14] },
        batches,
      }),
      reason: 'newer',
      subject: '',
    },
  ]

  it.each(cases)(
    'because $name is refused, and the target is as empty as before',
    async ({ spoil, reason, subject }) => {
      const [source, target] = [await engines['PostgreSQL 15'](), await engines['PostgreSQL 15']()]
      await populateAt(source, oldest)
      const spoiled = spoil(await copyOf(source))
      const writing = writeContents(target, spoiled.contents, stream(spoiled.batches))
      await expect(writing).rejects.toMatchObject({ name: 'CopyRefusal', reason, subject })
      expect(await isEmpty(target.db)).toBe(true)
    },
  )

  it('is not written over anything', async () => {
    const source = await engines['PostgreSQL 15']()
    await populateAt(source, oldest)
    const before = await copyOf(source)
    const writing = writeContents(source, before.contents, stream(before.batches))
    await expect(writing).rejects.toMatchObject({ reason: 'not-empty' })
    expect(await copyOf(source)).toEqual(before)
  })
})

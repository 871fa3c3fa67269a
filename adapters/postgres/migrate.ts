import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import type { PgBoss } from 'pg-boss'
import { PortError } from '../../core/kernel/errors.ts'
import { type Connection, rowsOf } from './connection.ts'
import { guarded } from './errors.ts'
import { createQueues } from './job-queues.ts'
import { queueOptions } from './queue.ts'

/** What the database's layout is at: how many of our migrations, and which schema of pg-boss. */
export interface SchemaVersion {
  readonly tables: number
  readonly queue: number
}

export interface MigrationState {
  readonly applied: SchemaVersion
  readonly expected: SchemaVersion
  /** behind: `migrate` has work to do · ahead: a newer SparkOne migrated it, and this one may still run */
  readonly state: 'current' | 'behind' | 'ahead'
}

export interface MigrateOptions {
  /** The folder that holds `meta/_journal.json`; by default `migrations` beside the bundle or in the checkout. */
  readonly folder?: string
}

/** The schema of the pg-boss we are pinned to. A test compares it with the package. */
export const QUEUE_SCHEMA = 46

/**
 * Brings tables and job queue to the version this code expects, under one lock: any number of processes may call it
 * at once, and one that comes late finds nothing to do. Forward only. Resolves with the versions before and after.
 */
export const migrate = (
  connection: Connection,
  options: MigrateOptions = {},
): Promise<{ before: SchemaVersion; after: SchemaVersion }> =>
  guarded(() =>
    connection.exclusively(async ({ db, queueDatabase }) => {
      const before = await appliedVersion(db)
      // It only asks the database's own dialect to run the files, so that it serves PGlite as well.
      const { migrate: migrateTables } = await import('drizzle-orm/node-postgres/migrator')
      await Reflect.apply(migrateTables, undefined, [db, { migrationsFolder: folderOf(options) }])

      const { PgBoss } = await import('pg-boss')
      const setup = { ...queueOptions(connection.kind, queueDatabase), migrate: true, createSchema: true }
      const boss = new PgBoss({ ...setup, supervise: false, schedule: false, bamIntervalSeconds: 10 })
      boss.on('error', () => undefined)
      try {
        await boss.start()
        await createQueues(boss)
        await indexesBuilt(boss)
      } finally {
        await boss.stop({ graceful: false })
      }
      return { before, after: await appliedVersion(db) }
    }),
  )

/** Where the database stands against this code; for readiness. Throws PortError `unavailable` when it does not answer. */
export const migrationState = (connection: Connection, options: MigrateOptions = {}): Promise<MigrationState> =>
  guarded(async () => {
    const expected = { tables: journalOf(folderOf(options)).length, queue: QUEUE_SCHEMA }
    const applied = await appliedVersion(connection.db)
    return { applied, expected, state: compare(applied, expected) }
  })

const compare = (applied: SchemaVersion, expected: SchemaVersion): MigrationState['state'] => {
  if (applied.tables < expected.tables || applied.queue < expected.queue) return 'behind'
  return applied.tables === expected.tables && applied.queue === expected.queue ? 'current' : 'ahead'
}

const appliedVersion = async (db: Connection['db']): Promise<SchemaVersion> => {
  const [there] = rowsOf(
    await db.execute(sql`
      select to_regclass('drizzle.__drizzle_migrations') is not null as tables,
        to_regclass('pgboss.version') is not null as queue`),
  )
  const numberOf = async (query: ReturnType<typeof sql>): Promise<number> =>
    Number(rowsOf(await db.execute(query))[0]?.number ?? 0)
  return {
    tables: there?.tables ? await numberOf(sql`select count(*) as number from drizzle.__drizzle_migrations`) : 0,
    queue: there?.queue ? await numberOf(sql`select max(version) as number from pgboss.version`) : 0,
  }
}

// pg-boss builds the indexes of an upgrade after it; an upgrade is over when they are there.
const indexesBuilt = async (boss: PgBoss): Promise<void> => {
  for (;;) {
    const building = (await boss.getBamStatus()).some(({ status }) => status === 'pending' || status === 'in_progress')
    if (!building) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

const folderOf = ({ folder }: MigrateOptions): string => {
  const places = ['./migrations', '../../migrations'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
  const found = (folder === undefined ? places : [folder]).find((place) => existsSync(`${place}/meta/_journal.json`))
  if (found === undefined) throw new PortError('storage', 'misconfigured', 'The folder of migrations is not there.')
  return found
}

const journalOf = (folder: string): readonly unknown[] => {
  const journal: { entries: readonly unknown[] } = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8'))
  return journal.entries
}

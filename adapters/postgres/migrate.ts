import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import type { PgBoss } from 'pg-boss'
import { PortError } from '../../core/kernel/errors.ts'
import { journalOf, oldestCodeOf, readCompatibility, recordCompatibility } from './compatibility.ts'
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
  /**
   * behind: `migrate` has work to do · ahead: a newer SparkOne migrated it and said that this one may still run ·
   * too-new: it did not, so that this one must not start
   */
  readonly state: 'current' | 'behind' | 'ahead' | 'too-new'
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
 * Throws PortError `misconfigured`, and touches nothing, when a newer SparkOne migrated the database beyond this code.
 */
export const migrate = (
  connection: Connection,
  options: MigrateOptions = {},
): Promise<{ before: SchemaVersion; after: SchemaVersion }> =>
  guarded(() =>
    connection.exclusively(async ({ db, queueDatabase }) => {
      const found = await stateOf(db, options)
      refuseNewer(found)
      const before = found.applied
      if (found.state === 'ahead') return { before, after: before }
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
      const after = await appliedVersion(db)
      await recordCompatibility(db, {
        newest: Math.max(...(await appliedMigrations(db))),
        oldest: oldestCodeOf(folderOf(options)),
      })
      return { before, after }
    }),
  )

/** Where the database stands against this code; for readiness. Throws PortError `unavailable` when it does not answer. */
export const migrationState = (connection: Connection, options: MigrateOptions = {}): Promise<MigrationState> =>
  guarded(() => stateOf(connection.db, options))

/** Throws PortError `misconfigured` for a database that this code must not start on. */
export const refuseNewer = ({ state, applied, expected }: MigrationState): void => {
  if (state !== 'too-new') return
  throw new PortError(
    'storage',
    'misconfigured',
    `A newer SparkOne migrated this database (${applied.tables} migrations, job queue ${applied.queue}; this version ` +
      `knows ${expected.tables} and ${expected.queue}). Start that version again, or restore a backup of this one.`,
  )
}

const stateOf = async (db: Connection['db'], options: MigrateOptions): Promise<MigrationState> => {
  const journal = journalOf(folderOf(options))
  const expected = { tables: journal.length, queue: QUEUE_SCHEMA }
  const applied = await appliedVersion(db)
  const known = new Set(journal.map(({ when }) => when))
  const there = applied.tables === 0 ? [] : await appliedMigrations(db)
  if (applied.queue > expected.queue) return { applied, expected, state: 'too-new' }
  if (there.some((when) => !known.has(when))) {
    const said = await readCompatibility(db)
    const mayRun = said?.newest === Math.max(...there) && said.oldest <= expected.tables
    return { applied, expected, state: mayRun ? 'ahead' : 'too-new' }
  }
  const isBehind = applied.tables < expected.tables || applied.queue < expected.queue
  return { applied, expected, state: isBehind ? 'behind' : 'current' }
}

const appliedMigrations = async (db: Connection['db']): Promise<readonly number[]> =>
  rowsOf(await db.execute(sql`select created_at from drizzle.__drizzle_migrations`)).map((row) =>
    Number(row.created_at),
  )

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

/** The folder of migrations that belongs to this code, or the one given. */
export const folderOf = ({ folder }: MigrateOptions): string => {
  const places = ['./migrations', '../../migrations'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
  const found = (folder === undefined ? places : [folder]).find((place) => existsSync(`${place}/meta/_journal.json`))
  if (found === undefined) throw new PortError('storage', 'misconfigured', 'The folder of migrations is not there.')
  return found
}

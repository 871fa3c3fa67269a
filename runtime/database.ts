import { createMemoryRateLimit, systemClock } from '../adapters/memory/index.ts'
import {
  type Connection,
  createChanges,
  createJobRunner,
  createPostgresRateLimit,
  createStorage,
  migrate,
  migrationState,
  openPglite,
  openPostgres,
  type PostgresJobRunner,
  refuseNewer,
} from '../adapters/postgres/index.ts'
import type { DatabaseConfig } from '../config.ts'
import type { ChangeFeed } from '../core/kernel/changes.ts'
import type { JobRequest } from '../core/kernel/jobs.ts'
import type { Observer } from '../core/kernel/observer.ts'
import type { RateLimit } from '../core/kernel/rate-limit.ts'
import type { Locale } from '../core/people/index.ts'
import type { Storage } from '../core/ports.ts'
import { controlSocketOf } from './control-socket.ts'
import { wordsIn } from './words.ts'

export interface Database {
  readonly connection: Connection
  readonly storage: Storage
  readonly runner: PostgresJobRunner
  /** What changed, in whichever process. */
  readonly changes: ChangeFeed
  /** What must not begin anew with a process: of all on this database, kept there. */
  readonly budgets: RateLimit
  /** The only process that can have this database: what the last one left half done is its to take up. */
  readonly isEmbedded: boolean
  /** Where commands reach the process that has an embedded database; null for a server, which all can reach. */
  readonly controlSocket: string | null
  isMigrated(): Promise<boolean>
  /** Throws PortError `misconfigured` when a newer SparkOne migrated it beyond this code; not when it does not answer. */
  refuseNewer(): Promise<void>
  close(): Promise<void>
}

export const openConnection = (config: DatabaseConfig): Promise<Connection> =>
  config.kind === 'postgres' ? openPostgres(config.url, { poolSize: config.poolMax }) : openPglite(config.folder)

/** What a person knows the database by; never its URL, which holds a password. */
export const describeDatabase = (config: DatabaseConfig, locale: Locale): string => {
  if (config.kind === 'pglite') return wordsIn(locale).embedded(config.folder)
  const { host, pathname } = new URL(config.url)
  return wordsIn(locale).postgres(`${host}${pathname}`)
}

export const openDatabase = async (
  config: DatabaseConfig,
  hears: {
    readonly observer: Observer
    readonly onJobFailure: (error: unknown, job: JobRequest) => void
    readonly onQueueTrouble: (error: unknown) => void
  },
): Promise<Database> => {
  const connection = await openConnection(config)
  const { observer, onJobFailure, onQueueTrouble } = hears
  const clock = systemClock
  const changes = createChanges(connection)
  return {
    connection,
    changes,
    storage: createStorage({ connection, observer, changes }),
    runner: createJobRunner({ connection, observer, onFailure: onJobFailure, onError: onQueueTrouble }),
    budgets: createPostgresRateLimit({ connection, clock, fallback: createMemoryRateLimit({ clock }) }),
    isEmbedded: connection.kind === 'pglite',
    controlSocket: config.kind === 'pglite' ? controlSocketOf(config.folder) : null,
    isMigrated: async () => (await migrationState(connection)).state !== 'behind',
    refuseNewer: async () => {
      const found = await migrationState(connection).catch(() => null)
      if (found !== null) refuseNewer(found)
    },
    close: async () => {
      await changes.close()
      await connection.close()
    },
  }
}

/** Brings the database to this version; says what it did, for people. */
export const migrateDatabase = async (connection: Connection, locale: Locale): Promise<string> => {
  const { before, after } = await migrate(connection)
  const applied = after.tables - before.tables
  const words = wordsIn(locale)
  return applied === 0 && before.queue === after.queue ? words.upToDate : words.migrated(applied)
}

import type { Pool, PoolClient, PoolConfig } from 'pg'
import type { Db } from 'pg-boss'
import { PortError } from '../../core/kernel/errors.ts'
import type { Connection } from './connection.ts'
import { createListener } from './listener.ts'
import { createQueue } from './queue.ts'

export interface PostgresOptions {
  /** Connections for queries; listening and migrating take their own beside them. 10 by default, at least 2. */
  readonly poolSize?: number
  /** When the server gives up a statement, and a transaction that stands idle. 15 s by default. */
  readonly statementTimeoutMs?: number
  /** What `pg_stat_activity` shows. */
  readonly applicationName?: string
}

// "sparkone" in a bigint: the one lock of all processes that migrate this database.
const EXCLUSIVE_LOCK = 0x737061726b6f6en.toString()

/**
 * Opens no connection yet: the first query does. Throws PortError `misconfigured` for a URL that is none.
 *
 * Over `pg`, which pg-boss brings anyway, and not over postgres.js: when a connection ends in the middle of a
 * transaction that one lets later statements run outside of it, and an exception out of a timer end the process.
 */
export const openPostgres = async (url: string, options: PostgresOptions = {}): Promise<Connection> => {
  const settings = settingsOf(url, options)
  const [{ Client, Pool }, { drizzle }] = await Promise.all([import('pg'), import('drizzle-orm/node-postgres')])
  const pool = quiet(new Pool({ ...settings, max: Math.max(2, options.poolSize ?? 10) }))
  const queueDatabase = overPool(pool)
  const queue = createQueue('postgres', queueDatabase)
  const listener = createListener(() => new Client(settings))
  let closing: Promise<void> | null = null

  const close = async (): Promise<void> => {
    await listener.close()
    await queue.close()
    await pool.end()
  }

  return {
    kind: 'postgres',
    db: drizzle(pool),
    queueDatabase,
    queue: queue.get,
    listen: listener.listen,
    transaction: (work) => onOneClient(pool, (client) => work(drizzle(client))),
    exclusively: async (work) => {
      // One client holds the lock, the others do the work; none of them is bound by the statement timeout.
      const patient = { ...settings, statement_timeout: 0, idle_in_transaction_session_timeout: 0, query_timeout: 0 }
      const own = quiet(new Pool({ ...patient, max: 3 }))
      try {
        const holder = await own.connect()
        try {
          await holder.query('select pg_advisory_lock($1::bigint)', [EXCLUSIVE_LOCK])
          return await work({ db: drizzle(own), queueDatabase: overPool(own) })
        } finally {
          // Ends the session and with it the lock.
          holder.release(true)
        }
      } finally {
        await own.end()
      }
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

const settingsOf = (url: string, options: PostgresOptions): PoolConfig => {
  if (!/^postgres(ql)?:$/.test(URL.parse(url)?.protocol ?? '')) {
    // Without the URL: it holds the password.
    throw new PortError('storage', 'misconfigured', 'The database URL cannot be read.')
  }
  const timeout = options.statementTimeoutMs ?? 15_000
  return {
    connectionString: url,
    application_name: options.applicationName ?? 'sparkone',
    options: '-c TimeZone=UTC',
    statement_timeout: timeout,
    idle_in_transaction_session_timeout: timeout,
    // For a server that went away without a word and will keep no timeout of its own.
    query_timeout: timeout + 5_000,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 3_600,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  }
}

/** A connection that ends while idle or between two statements raises an event; whoever uses it next hears of it. */
const quiet = (pool: Pool): Pool =>
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined))

/** Drizzle's own transaction leaks its connection when `begin` fails, and hides the first error behind the rollback's. */
const onOneClient = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  let isOver = false
  let usable = false
  // What `work` forgot to await must not run in the transaction of whoever has the client next.
  const query = (...parameters: unknown[]): unknown =>
    isOver ? Promise.reject(new Error(OVER)) : Reflect.apply(client.query, client, parameters)
  try {
    await client.query('begin')
    const value = await work(Object.create(client, { query: { value: query } }))
    isOver = true
    await client.query('commit')
    usable = true
    return value
  } catch (error) {
    isOver = true
    usable = await client.query('rollback').then(
      () => true,
      () => false,
    )
    throw error
  } finally {
    client.release(!usable)
  }
}

const OVER = 'This unit of work is over: something inside it was not awaited.'

/** A pool as pg-boss takes databases. A script that failed may have left a transaction open: its session ends. */
const overPool = (pool: Pool): Db => ({
  executeSql: async (text, values = []) => {
    if (values.length > 0) return pool.query(text, values)
    const client = await pool.connect()
    let failed = true
    try {
      const result: unknown = await client.query(text)
      failed = false
      const results: readonly { rows: readonly unknown[] }[] = Array.isArray(result) ? result : [result]
      return { rows: results.flatMap(({ rows }) => rows ?? []) }
    } finally {
      client.release(failed)
    }
  },
})

import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from 'pg-boss'
import type { Sql, TransactionSql } from 'postgres'
import { PortError } from '../../core/kernel/errors.ts'
import type { Connection } from './connection.ts'
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
const EXCLUSIVE_LOCK = 0x737061726b6f6en
const TIMESTAMPTZ = 1184
const LISTEN_RETRY_MS = { first: 50, most: 5_000 }

/** Opens no connection yet: the first query does. Throws PortError `misconfigured` for a URL that is none. */
export const openPostgres = async (url: string, options: PostgresOptions = {}): Promise<Connection> => {
  const [{ default: postgres }, { drizzle }] = await Promise.all([
    import('postgres'),
    import('drizzle-orm/postgres-js'),
  ])
  const timeout = options.statementTimeoutMs ?? 15_000

  const connect = (more: object, statementTimeout = timeout): Sql => {
    const settings = {
      // Without it throughput falls threefold within seconds once callers exceed the pool.
      max_pipeline: 1,
      connect_timeout: 5,
      keep_alive: 15,
      onnotice: () => undefined,
      connection: {
        application_name: options.applicationName ?? 'sparkone',
        TimeZone: 'UTC',
        statement_timeout: statementTimeout,
        idle_in_transaction_session_timeout: statementTimeout,
      },
      ...more,
    }
    return postgres(url, settings)
  }

  const open = (): Sql => {
    try {
      return connect({ max: Math.max(2, options.poolSize ?? 10) })
    } catch {
      // No cause: the URL parser's error repeats the URL, which holds the password.
      throw new PortError('storage', 'misconfigured', 'The database URL cannot be read.')
    }
  }
  const client = open()
  const queueDatabase = overPostgres(client)
  const queue = createQueue('postgres', queueDatabase)
  const subscriptions = new Set<() => Promise<void>>()

  const listen: Connection['listen'] = async (channel, onNotify, onReady) => {
    let listener: Sql | null = null
    const ending = new AbortController()
    const keepListening = async (): Promise<void> => {
      let wait = LISTEN_RETRY_MS.first
      while (!ending.signal.aborted) {
        const lost = Promise.withResolvers<void>()
        listener = connect({
          max: 1,
          max_lifetime: null,
          fetch_types: false,
          onnotify: onNotify,
          onclose: lost.resolve,
        })
        try {
          await listener.unsafe(`listen "${channel}"`)
          wait = LISTEN_RETRY_MS.first
          onReady()
          await lost.promise
        } catch {
          wait = Math.min(wait * 2, LISTEN_RETRY_MS.most)
        }
        await listener.end({ timeout: 0 })
        await sleep(wait, undefined, { signal: ending.signal }).catch(() => undefined)
      }
    }
    const kept = keepListening()
    const close = async (): Promise<void> => {
      subscriptions.delete(close)
      ending.abort()
      await listener?.end({ timeout: 0 })
      await kept
    }
    subscriptions.add(close)
    return close
  }

  return {
    kind: 'postgres',
    db: drizzle(preparing(client)),
    queueDatabase,
    queue: queue.get,
    listen,
    exclusively: async (work) => {
      // One session holds the lock, the others do the work; none of them is bound by the statement timeout.
      const own = connect({ max: 3 }, 0)
      try {
        const holder = await own.reserve()
        try {
          await holder`select pg_advisory_lock(${EXCLUSIVE_LOCK.toString()}::bigint)`
          const result = await work({ db: drizzle(own), queueDatabase: overPostgres(own) })
          await holder`select pg_advisory_unlock(${EXCLUSIVE_LOCK.toString()}::bigint)`
          return result
        } finally {
          holder.release()
        }
      } finally {
        await own.end({ timeout: 1 })
      }
    },
    close: async () => {
      await Promise.all([...subscriptions].map((end) => end()))
      await queue.close()
      await client.end({ timeout: 5 })
    },
  }
}

/**
 * Drizzle sends parameters with unprepared statements, and each of those is parsed anew and asks the server twice.
 * Texts are few, and a connection that collected some lives an hour at most.
 */
const preparing = (client: Sql): Sql =>
  new Proxy(client, {
    get: (target, key) => {
      if (key === 'begin') return (work: Parameters<Sql['begin']>[1]) => target.begin((tx) => work(preparingIn(tx)))
      return key === 'unsafe' ? unsafePrepared(target) : Reflect.get(target, key)
    },
  })

const preparingIn = (tx: TransactionSql): TransactionSql =>
  new Proxy(tx, { get: (target, key) => (key === 'unsafe' ? unsafePrepared(target) : Reflect.get(target, key)) })

const unsafePrepared =
  (client: Sql | TransactionSql) =>
  (text: string, parameters: Parameters<Sql['unsafe']>[1] = []) =>
    client.unsafe(text, parameters, { prepare: parameters.length > 0 })

// Without parameters postgres.js would take a text for a script, which is never prepared.
const asStatement = { prepare: true, simple: false }

/** A postgres.js client as pg-boss takes databases. Drizzle has switched off the client's own conversions. */
const overPostgres = (client: Sql): Db => ({
  executeSql: async (text, values = []) => {
    if (!text.includes(';')) {
      const result = await client.unsafe(text, values.map(asParameter), asStatement)
      const moments = result.columns.filter((column) => column.type === TIMESTAMPTZ).map((column) => column.name)
      return { rows: result.map((row) => withDates(row, moments)) }
    }
    // A script may hold a transaction, which has to stay on one session.
    const session = await client.reserve()
    try {
      const results: readonly unknown[] = await session.unsafe(text)
      return { rows: results.flat() }
    } catch (error) {
      await session.unsafe('rollback').catch(() => undefined)
      throw error
    } finally {
      session.release()
    }
  },
})

const asParameter = (value: unknown) => {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as string | number | null)
}

const withDates = (row: Record<string, unknown>, names: readonly string[]) => {
  for (const name of names) {
    const value = row[name]
    if (typeof value === 'string') row[name] = new Date(value)
  }
  return row
}

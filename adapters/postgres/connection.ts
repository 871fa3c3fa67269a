import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Db, PgBoss } from 'pg-boss'

/** What stores are written against: the database itself or one transaction of it, whichever driver is below. */
export type Database = PgDatabase<PgQueryResultHKT>

/** One open database. Everything above this type is the same over PostgreSQL and over PGlite. */
export interface Connection {
  /** `pglite`: embedded, no other process has it, and transactions queue one after another. */
  readonly kind: 'postgres' | 'pglite'
  readonly db: Database
  /** Commits what `work` did through the database it was handed, or nothing of it. */
  transaction<T>(work: (tx: Database) => Promise<T>): Promise<T>
  /** The same database as pg-boss takes it. */
  readonly queueDatabase: Db
  /** pg-boss, started without timers of its own, for enqueuing, fetching and settling. Never first called in a transaction. */
  queue(): Promise<PgBoss>
  /**
   * Calls `onNotify` with what each notification on the channel says, and `onReady` whenever listening (again) began: what was
   * said before that may have been missed. Resolves with the function that ends it.
   */
  listen(channel: string, onNotify: (payload: string) => void, onReady: () => void): Promise<() => Promise<void>>
  /** Runs `work` while no other process or caller is inside `exclusively`, on a session without statement timeout. */
  exclusively<T>(work: (session: Pick<Connection, 'db' | 'queueDatabase'>) => Promise<T>): Promise<T>
  /** Lets what is under way finish for a few seconds, then closes. May be called twice. */
  close(): Promise<void>
}

type Row = Record<string, unknown>

/** The rows of `db.execute(…)`: both drivers give an object that holds them. */
export const rowsOf = (result: unknown): readonly Row[] => {
  if (Array.isArray(result)) return result
  if (typeof result === 'object' && result !== null && 'rows' in result && Array.isArray(result.rows)) {
    return result.rows
  }
  return []
}

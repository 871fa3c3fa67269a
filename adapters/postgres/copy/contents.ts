import { sql } from 'drizzle-orm'
import { type Database, rowsOf } from '../connection.ts'
import { lineOf, quoted, rowsFrom, type Table, tablesOf } from './tables.ts'

export interface TableContents {
  readonly name: string
  /** In the order in which a row's line holds them. */
  readonly columns: readonly string[]
  readonly rows: number
  /** The sum of what each row's line hashes to: the same in whichever order rows come. */
  readonly checksum: string
}

export interface SequenceValue {
  readonly name: string
  readonly value: string
  readonly isCalled: boolean
}

/** What a database holds, so that two of them can be compared: equal contents, equal rows. */
export interface Contents {
  /** The server's version. */
  readonly server: string
  /** The `when` of each migration applied, oldest first. */
  readonly migrations: readonly number[]
  readonly queue: number
  /** In an order in which no row refers to one that comes later. */
  readonly tables: readonly TableContents[]
  readonly sequences: readonly SequenceValue[]
}

/** What one line of a row adds to its table's checksum. The database computes the same in `contentsOf`. */
export const CHECKSUM_DIGITS = 15

// Text is how values travel, so that nothing about a session may change how they are written.
const SETTINGS = [
  `set local timezone = 'UTC'`,
  `set local datestyle = 'ISO, MDY'`,
  `set local intervalstyle = 'postgres'`,
  `set local extra_float_digits = 1`,
  `set local bytea_output = 'hex'`,
  // Whole tables are read and written here; the limits are made for requests.
  'set local statement_timeout = 0',
  'set local idle_in_transaction_session_timeout = 0',
]

export const settle = async (tx: Database): Promise<void> => {
  for (const setting of SETTINGS) await tx.execute(sql.raw(setting))
}

/** Within a transaction that was settled. */
export const contentsOf = async (tx: Database): Promise<Contents> => {
  const [head] = rowsOf(await tx.execute(sql`select current_setting('server_version') as server`))
  const migrations = rowsOf(await tx.execute(sql`select created_at from drizzle.__drizzle_migrations order by id`))
  const [queue] = rowsOf(await tx.execute(sql`select max(version) as version from pgboss.version`))
  const tables: TableContents[] = []
  for (const table of await tablesOf(tx)) {
    const columns = table.columns.map(({ name }) => name)
    tables.push({ name: table.name, columns, ...(await tallyOf(tx, table, columns)) })
  }
  return {
    server: String(head?.server),
    migrations: migrations.map((row) => Number(row.created_at)),
    queue: Number(queue?.version),
    tables,
    sequences: await sequencesOf(tx),
  }
}

/** Rows and checksum of a table, over the columns named. */
export const tallyOf = async (
  tx: Database,
  table: Table,
  columns: readonly string[],
): Promise<Pick<TableContents, 'rows' | 'checksum'>> => {
  const [row] = rowsOf(
    await tx.execute(
      sql.raw(`
        select count(*)::text as rows,
          coalesce(sum(('x' || substr(md5(line), 1, ${CHECKSUM_DIGITS}))::bit(60)::bigint), 0)::text as checksum
        from (select ${lineOf(columns)} as line from ${rowsFrom(table.name)}) as lines`),
    ),
  )
  return { rows: Number(row?.rows), checksum: String(row?.checksum) }
}

export const sequencesOf = async (tx: Database): Promise<readonly SequenceValue[]> => {
  const names = rowsOf(
    await tx.execute(sql`select sequencename as name from pg_sequences where schemaname = 'public' order by 1`),
  )
  const found: SequenceValue[] = []
  for (const { name } of names) {
    const [row] = rowsOf(
      await tx.execute(sql.raw(`select last_value::text as value, is_called from public.${quoted(String(name))}`)),
    )
    found.push({ name: String(name), value: String(row?.value), isCalled: row?.is_called === true })
  }
  return found
}

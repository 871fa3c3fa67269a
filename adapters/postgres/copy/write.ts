import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { journalOf } from '../compatibility.ts'
import { type Connection, type Database, rowsOf } from '../connection.ts'
import { guarded } from '../errors.ts'
import { folderOf, migrate, QUEUE_SCHEMA } from '../migrate.ts'
import { type Contents, sequencesOf, settle, tallyOf } from './contents.ts'
import type { Batch } from './read.ts'
import { CopyRefusal } from './refusal.ts'
import { quoted, type Table, tablesOf } from './tables.ts'

/**
 * Fills an empty database with what was read from another: the tables as they were then, the rows, a comparison of
 * both, and only then the migrations that came since. Throws CopyRefusal, and leaves the database empty, for a target
 * that is not empty, contents of a newer SparkOne, and rows that are not those of `contents`.
 */
export const writeContents = async (
  connection: Connection,
  contents: Contents,
  rows: AsyncIterable<Batch>,
): Promise<void> => {
  const level = levelOf(contents)
  await guarded(async () => {
    if (!(await isEmpty(connection.db))) throw new CopyRefusal('not-empty')
    try {
      await migrateTo(connection, level)
      await connection.exclusively(({ db }) =>
        db.transaction(async (tx) => {
          await settle(tx)
          await fill(tx, contents, rows)
        }),
      )
      await migrate(connection)
    } catch (error) {
      // It was empty, so that all there is was made above.
      await clear(connection.db).catch(() => undefined)
      throw error
    }
  })
}

/** How many of our migrations the contents had seen. Throws CopyRefusal `newer` for those this code does not know. */
export const levelOf = ({ migrations, queue }: Pick<Contents, 'migrations' | 'queue'>): number => {
  const journal = journalOf(folderOf({}))
  const isKnown = migrations.every((when, index) => journal[index]?.when === when)
  if (!isKnown || queue > QUEUE_SCHEMA) throw new CopyRefusal('newer')
  return migrations.length
}

/** Migrates up to the first `level` migrations, as the SparkOne did that knew no more. */
export const migrateTo = async (connection: Connection, level: number): Promise<void> => {
  const source = folderOf({})
  const folder = mkdtempSync(join(tmpdir(), 'sparkone-migrations-'))
  try {
    cpSync(source, folder, { recursive: true })
    const journal = { version: '7', dialect: 'postgresql', entries: journalOf(source).slice(0, level) }
    writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify(journal))
    await migrate(connection, { folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const fill = async (tx: Database, contents: Contents, rows: AsyncIterable<Batch>): Promise<void> => {
  const tables = matched(contents, await tablesOf(tx))
  for await (const { table, lines } of rows) {
    const into = tables.get(table)
    if (into === undefined) throw new CopyRefusal('unknown-table', table)
    await insert(tx, into, lines)
  }
  for (const { name, value, isCalled } of contents.sequences) {
    await tx.execute(sql`select setval(to_regclass(${`public.${quoted(name)}`}), ${value}::bigint, ${isCalled})`)
  }
  for (const { name, rows: count, checksum, columns } of contents.tables) {
    const table = tables.get(name)
    const tally = table === undefined ? null : await tallyOf(tx, table, columns)
    if (tally?.rows !== count || tally.checksum !== checksum) throw new CopyRefusal('differs', name)
  }
  if (JSON.stringify(await sequencesOf(tx)) !== JSON.stringify(contents.sequences)) {
    throw new CopyRefusal('differs', 'sequences')
  }
}

/** Each table of the contents as the target has it, with the columns of the contents in their order. */
const matched = (contents: Contents, there: readonly Table[]): ReadonlyMap<string, Table> => {
  const targets = new Map(there.map((table) => [table.name, table]))
  const missing = there.find(({ name }) => !contents.tables.some((table) => table.name === name))
  if (missing !== undefined) throw new CopyRefusal('unknown-table', missing.name)
  return new Map(
    contents.tables.map(({ name, columns }) => {
      const target = targets.get(name)
      const found = columns.flatMap((column) => target?.columns.filter((one) => one.name === column) ?? [])
      if (target === undefined || found.length < columns.length) throw new CopyRefusal('unknown-table', name)
      return [name, { ...target, columns: found }]
    }),
  )
}

const insert = async (tx: Database, table: Table, lines: readonly string[]): Promise<void> => {
  // The names and types are the target's own; of what came only values get here, and they as one parameter.
  const names = table.columns.map(({ name }) => quoted(name)).join(', ')
  const values = table.columns.map(({ type }, index) => `(line->>${index})::${type}`).join(', ')
  await tx.execute(sql`
    insert into ${sql.raw(`${table.quoted} (${names})`)} overriding system value
    select ${sql.raw(values)} from json_array_elements(${`[${lines.join(',')}]`}::json) as lines(line)`)
}

/** Nothing in it but what extensions brought. */
export const isEmpty = async (db: Database): Promise<boolean> => {
  const [row] = rowsOf(
    await db.execute(sql`
      select count(*)::int as number from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'drizzle', 'pgboss') and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`),
  )
  return Number(row?.number) === 0
}

const clear = async (db: Database): Promise<void> => {
  const tables = (await tablesOf(db)).filter(({ name }) => name.startsWith('public.'))
  for (const table of tables) await db.execute(sql.raw(`drop table if exists ${table.quoted} cascade`))
  for (const schema of ['pgboss', 'drizzle']) await db.execute(sql.raw(`drop schema if exists ${schema} cascade`))
}

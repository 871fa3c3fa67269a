import { sql } from 'drizzle-orm'
import { type Database, rowsOf } from '../connection.ts'

export interface Column {
  readonly name: string
  /** As a cast takes it. */
  readonly type: string
}

export interface Table {
  /** Schema and name, such as `public.tasks`. */
  readonly name: string
  readonly quoted: string
  readonly columns: readonly Column[]
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Ways in that a copy must not bring back: what was revoked since would be good again. People sign in anew. */
const OF_ONE_PLACE = new Set(
  ['sessions', 'verifications', 'sign_in_links', 'sign_in_tries'].map((it) => `public.${it}`),
)

/**
 * What to read a table's rows from. The queue's own jobs (the ticks of its clock) are left out: their queue is made by
 * whoever keeps that clock, and each is of one moment.
 */
export const rowsFrom = (name: string): string => {
  const table = name.split('.').map(quoted).join('.')
  if (OF_ONE_PLACE.has(name)) return `(select * from ${table} where false) as none`
  return name === 'pgboss.job' ? `(select * from ${table} where name not like '\\_\\_pgboss\\_\\_%') as jobs` : table
}

/** A row as one line: a JSON array of its values as text, in the order of the columns named. */
export const lineOf = (columns: readonly string[]): string =>
  `json_build_array(${columns.map((name) => `${quoted(name)}::text`).join(', ')})::text`

/**
 * The tables whose rows are SparkOne's data, none before one it refers to: all of ours, and the jobs. The rest of the
 * job queue's tables are made and kept by its own start.
 */
export const tablesOf = async (tx: Database): Promise<readonly Table[]> => {
  const rows = rowsOf(
    await tx.execute(sql`
      select n.nspname as schema, c.relname as name, a.attname as column,
        format_type(a.atttypid, a.atttypmod) as type
      from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where (n.nspname = 'public' and c.relkind = 'r' or n.nspname = 'pgboss' and c.relname = 'job')
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      order by n.nspname collate "C" desc, c.relname collate "C", a.attname collate "C"`),
  )
  const found = new Map<string, { name: string; quoted: string; columns: Column[] }>()
  for (const row of rows) {
    const [schema, table] = [String(row.schema), String(row.name)]
    const name = `${schema}.${table}`
    const entry = found.get(name) ?? { name, quoted: `${quoted(schema)}.${quoted(table)}`, columns: [] }
    entry.columns.push({ name: String(row.column), type: String(row.type) })
    found.set(name, entry)
  }
  return inOrder([...found.values()], await referencesOf(tx))
}

type References = ReadonlyMap<string, ReadonlySet<string>>

const referencesOf = async (tx: Database): Promise<References> => {
  const rows = rowsOf(
    await tx.execute(sql`
      select 'public.' || c.relname as child, 'public.' || p.relname as parent
      from pg_constraint k
        join pg_class c on c.oid = k.conrelid
        join pg_class p on p.oid = k.confrelid
      where k.contype = 'f' and k.conrelid <> k.confrelid and k.connamespace = 'public'::regnamespace`),
  )
  const parents = new Map<string, Set<string>>()
  for (const row of rows) {
    const child = String(row.child)
    parents.set(child, (parents.get(child) ?? new Set()).add(String(row.parent)))
  }
  return parents
}

const inOrder = (tables: readonly Table[], references: References): readonly Table[] => {
  const ordered: Table[] = []
  const seen = new Set<string>()
  const byName = new Map(tables.map((table) => [table.name, table]))
  const visit = (table: Table): void => {
    if (seen.has(table.name)) return
    seen.add(table.name)
    for (const parent of references.get(table.name) ?? []) {
      const found = byName.get(parent)
      if (found !== undefined) visit(found)
    }
    ordered.push(table)
  }
  for (const table of tables) visit(table)
  return ordered
}

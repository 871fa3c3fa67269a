import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { type Connection, rowsOf } from './connection.ts'

export interface JournalEntry {
  readonly tag: string
  /** What the database keeps of an applied migration. */
  readonly when: number
}

export const journalOf = (folder: string): readonly JournalEntry[] => {
  const journal: { entries: readonly JournalEntry[] } = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8'))
  return journal.entries
}

/**
 * How many migrations code must know to run on a database at the end of this folder. A migration that only expands
 * says so in its first line, `-- oldest code: 0003`: code that knows 0003 runs on it. Without the line, only code that
 * knows the migration itself does.
 */
export const oldestCodeOf = (folder: string): number =>
  Math.max(0, ...journalOf(folder).map(({ tag }, index) => oldestOf(`${folder}/${tag}.sql`, index)))

const oldestOf = (file: string, index: number): number => {
  const said = /^-- oldest code: (\d{4})\b/.exec(readFileSync(file, 'utf8'))?.[1]
  return 1 + (said === undefined ? index : Number(said))
}

/** What the newest code that migrated a database said of older code. */
export interface Compatibility {
  /** The `when` of the newest migration then: one that came later on other ways is not spoken of. */
  readonly newest: number
  readonly oldest: number
}

// A comment, because it needs no table, commits with what it speaks of, and is part of every dump.
const MARK = /^sparkone: up to (\d+), for code that knows (\d+) migrations or more$/

export const recordCompatibility = async (db: Connection['db'], { newest, oldest }: Compatibility): Promise<void> => {
  const mark = `sparkone: up to ${newest}, for code that knows ${oldest} migrations or more`
  await db.execute(sql.raw(`comment on table drizzle.__drizzle_migrations is '${mark}'`))
}

/** null: nobody said anything, as before this was recorded. */
export const readCompatibility = async (db: Connection['db']): Promise<Compatibility | null> => {
  const [row] = rowsOf(
    await db.execute(sql`select obj_description(to_regclass('drizzle.__drizzle_migrations'), 'pg_class') as mark`),
  )
  const [, newest, oldest] = MARK.exec(String(row?.mark)) ?? []
  return newest === undefined ? null : { newest: Number(newest), oldest: Number(oldest) }
}

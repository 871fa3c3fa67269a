import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Connection } from '../../adapters/postgres/connection.ts'
import { migrateTo } from '../../adapters/postgres/copy/write.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The migrations there are, oldest first. */
export const migrationTags = (): readonly string[] => {
  const journal: { entries: { tag: string }[] } = JSON.parse(
    readFileSync(`${root}/migrations/meta/_journal.json`, 'utf8'),
  )
  return journal.entries.map(({ tag }) => tag)
}

/** Rows in every table, as code kept them whose newest migration was the one named. */
export const populationPath = (tag: string): string => `${root}/tests/support/schemas/${tag}.sql`

/** Makes an empty database one of an earlier release, with rows in every table. */
export const populateAt = async (connection: Connection, tag: string): Promise<void> => {
  await migrateTo(connection, migrationTags().indexOf(tag) + 1)
  await connection.queueDatabase.executeSql(readFileSync(populationPath(tag), 'utf8'))
}

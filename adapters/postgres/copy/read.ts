import { sql } from 'drizzle-orm'
import { type Connection, type Database, rowsOf } from '../connection.ts'
import { guarded } from '../errors.ts'
import { type Contents, contentsOf, settle } from './contents.ts'
import { lineOf, rowsFrom } from './tables.ts'

/** Some rows of one table, each as its line. */
export interface Batch {
  readonly table: string
  readonly lines: readonly string[]
}

const BATCH = 500

/**
 * Reads everything as of one moment: hands `work` what there is and then, at its pace, the rows, table by table in
 * the order of the contents. No migration runs meanwhile; on an embedded database nothing else does.
 */
export const readContents = <T>(
  connection: Connection,
  work: (contents: Contents, rows: AsyncIterable<Batch>) => Promise<T>,
): Promise<T> =>
  guarded(() =>
    connection.exclusively(({ db }) =>
      db.transaction(
        async (tx) => {
          await settle(tx)
          const contents = await contentsOf(tx)
          return work(contents, rowsIn(tx, contents))
        },
        { isolationLevel: 'repeatable read', accessMode: 'read only' },
      ),
    ),
  )

async function* rowsIn(tx: Database, contents: Contents): AsyncGenerator<Batch> {
  for (const { name, columns } of contents.tables) {
    const select = `select ${lineOf(columns)} as line from ${rowsFrom(name)}`
    await tx.execute(sql.raw(`declare copied no scroll cursor for ${select}`))
    for (;;) {
      const lines = rowsOf(await tx.execute(sql.raw(`fetch ${BATCH} from copied`))).map((row) => String(row.line))
      if (lines.length === 0) break
      yield { table: name, lines }
    }
    await tx.execute(sql.raw('close copied'))
  }
}

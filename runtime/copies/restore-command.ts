import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../../adapters/memory/index.ts'
import { type Connection, CopyRefusal, levelOf, replaceFolder, writeContents } from '../../adapters/postgres/index.ts'
import type { DatabaseConfig } from '../../config.ts'
import type { Locale } from '../../core/people/index.ts'
import { CommandFailed, onlyWord } from '../../handlers/cli/command.ts'
import { openConnection } from '../database.ts'
import { holdBack, rowsOf, watched } from './copied.ts'
import { checkBackup, rowsInBackup } from './read-backup.ts'
import { inTenths, told } from './told.ts'
import { type DataWords, dataWordsIn } from './words.ts'

export interface Dialogue {
  readonly locale: Locale
  readonly print: (text: string) => void
  /** null: nobody is there to answer. */
  readonly ask: ((question: string) => Promise<string>) | null
}

/**
 * The command `restore`: puts a backup's data in the place of those there are. The embedded database is built anew
 * beside the old one, which is kept; a PostgreSQL must be empty. Sending
 * and mirrors start paused.
 */
export const restoreCommand = async (
  database: DatabaseConfig,
  args: readonly string[],
  { locale, print, ask }: Dialogue,
): Promise<number> => {
  const words = dataWordsIn(locale)
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { yes: { type: 'boolean', short: 'y' } },
  })
  const file = resolve(onlyWord(positionals, words.whichFile))
  print(words.checking)
  const header = await told(words, async () => {
    const found = await checkBackup(file)
    levelOf(found)
    return found
  })
  print(words.checked(header.created_at, header.version, rowsOf(header)))
  if (values.yes !== true) await confirmed(words, ask)

  const fill = async (connection: Connection): Promise<void> => {
    const onProgress = inTenths((percent) => print(words.writing(percent)))
    await writeContents(connection, header, watched(rowsInBackup(file), rowsOf(header), onProgress))
    await holdBack(connection)
  }
  const kept = await told(words, () =>
    database.kind === 'pglite'
      ? replaceFolder(database.folder, systemClock.now(), fill)
      : intoServer(database, words, fill),
  )
  print(words.restored(kept))
  return 0
}

const confirmed = async (words: DataWords, ask: Dialogue['ask']): Promise<void> => {
  if (ask === null) throw new CommandFailed(words.needsYes)
  if (!words.yes.test((await ask(words.confirm)).trim())) throw new CommandFailed(words.notDone)
}

const intoServer = async (
  database: DatabaseConfig,
  words: DataWords,
  fill: (connection: Connection) => Promise<void>,
): Promise<null> => {
  const connection = await openConnection(database)
  try {
    await fill(connection)
    return null
  } catch (error) {
    if (error instanceof CopyRefusal && error.reason === 'not-empty') throw new CommandFailed(words.useScript)
    throw error
  } finally {
    await connection.close()
  }
}

import { parseArgs } from 'node:util'
import { openPglite, openPostgres, readContents, writeContents } from '../../adapters/postgres/index.ts'
import type { DatabaseConfig } from '../../config.ts'
import { CommandFailed, UsageError } from '../../handlers/cli/command.ts'
import { rowsOf, watched } from './copied.ts'
import type { Dialogue } from './restore-command.ts'
import { inTenths, told } from './told.ts'
import { dataWordsIn } from './words.ts'

/**
 * The command `move`: carries the embedded database to an empty PostgreSQL and compares both row by row. The folder
 * stays as it is, and nobody else may have it meanwhile, so that nothing written is left behind.
 */
export const moveCommand = async (
  database: DatabaseConfig,
  args: readonly string[],
  { locale, print }: Pick<Dialogue, 'locale' | 'print'>,
): Promise<number> => {
  const words = dataWordsIn(locale)
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { to: { type: 'string' } },
  })
  if (positionals.length > 0) throw new UsageError(words.noMoreThan)
  if (values.to === undefined) throw new UsageError(words.needsTarget)
  if (database.kind !== 'pglite') throw new CommandFailed(words.notEmbedded)

  const target = await openPostgres(values.to)
  const source = await openPglite(database.folder)
  const onProgress = inTenths((percent) => print(words.copying(percent)))
  try {
    const rows = await told(words, () =>
      readContents(source, async (contents, found) => {
        await writeContents(target, contents, watched(found, rowsOf(contents), onProgress))
        return rowsOf(contents)
      }),
    )
    print(words.moved(rows))
    return 0
  } finally {
    await source.close()
    await target.close()
  }
}

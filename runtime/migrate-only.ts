import type { Config } from '../config.ts'
import type { Locale } from '../core/people/index.ts'
import { describeDatabase, migrateDatabase, openConnection } from './database.ts'
import { wordsIn } from './words.ts'

/** The command `migrate`: says which database, brings it up to date, says what it did. */
export const migrateOnly = async (config: Config, locale: Locale, print: (text: string) => void): Promise<number> => {
  print(wordsIn(locale).migrating(describeDatabase(config.database, locale)))
  const connection = await openConnection(config.database)
  try {
    print(await migrateDatabase(connection, locale))
    return 0
  } finally {
    await connection.close()
  }
}

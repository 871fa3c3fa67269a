import type { Config } from '../config.ts'
import { describeDatabase, migrateDatabase, openConnection } from './database.ts'

/** The command `migrate`: says which database, brings it up to date, says what it did. */
export const migrateOnly = async (config: Config, print: (text: string) => void): Promise<number> => {
  print(`Migrating the ${describeDatabase(config.database)} …`)
  const connection = await openConnection(config.database)
  try {
    print(await migrateDatabase(connection))
    return 0
  } finally {
    await connection.close()
  }
}

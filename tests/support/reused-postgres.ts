import { sql } from 'drizzle-orm'
import { afterAll } from 'vitest'
import { openPostgres } from '../../adapters/postgres/open-postgres.ts'
import { EMPTYING, type FreshDatabase, type FreshOptions, type FreshPostgres, freshPostgres } from './databases.ts'

// Whoever a test left behind in its database, a runner or a transaction, must not be seen by the next one.
const ALONE = `
  select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`

/**
 * Migrated, empty databases like those of `freshPostgres`, each emptied and used again: making one takes a fifth of a
 * second, emptying it takes milliseconds. For tests that change rows alone: tables, queues and settings stay as a test
 * leaves them. Called once in a test file, which drops them after its last test.
 */
export const reusedPostgres = (options: () => FreshOptions = () => ({})): (() => Promise<FreshDatabase>) => {
  const idle: FreshPostgres[] = []
  afterAll(async () => {
    await Promise.all(idle.map((database) => database.close()))
  })
  return async () => {
    const database = idle.pop() ?? (await freshPostgres(options()))
    const connection = await openPostgres(database.url, options())
    return {
      connection,
      close: async () => {
        await connection.close()
        await database.connection.db.execute(sql.raw(ALONE))
        await database.connection.db.execute(sql.raw(EMPTYING))
        idle.push(database)
      },
    }
  }
}

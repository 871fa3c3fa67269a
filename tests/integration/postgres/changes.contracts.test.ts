import { sql } from 'drizzle-orm'
import type { Connection } from '../../../adapters/postgres/connection.ts'
import { createChanges, createStorage, openPostgres, type PostgresChanges } from '../../../adapters/postgres/index.ts'
import { describeChanges } from '../../contracts/index.ts'
import { freshPglite, freshPostgres } from '../../support/databases.ts'

const over = (connection: Connection) => {
  const changes = createChanges(connection)
  return { changes, feed: changes, storage: createStorage({ connection, changes }) }
}

describeChanges('PostgreSQL', async () => {
  const database = await freshPostgres()
  const opened: { readonly changes: PostgresChanges; readonly connection: Connection }[] = []
  const process = async () => {
    const connection = await openPostgres(database.url)
    const made = over(connection)
    opened.push({ connection, changes: made.changes })
    return made
  }
  return {
    ...(await process()),
    another: process,
    interrupt: async () => {
      await database.connection.db.execute(sql`
        select pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = current_database() and query like 'listen %'`)
    },
    close: async () => {
      for (const { changes, connection } of opened) {
        await changes.close()
        await connection.close()
      }
      await database.close()
    },
  }
})

describeChanges('PGlite', async () => {
  const { connection, close } = await freshPglite()
  return {
    ...over(connection),
    another: 'an embedded database belongs to one process',
    interrupt: 'nothing is listened on within a process',
    close,
  }
})

import postgres from 'postgres'
import { createStorage, openPostgres } from '../../../adapters/postgres/index.ts'
import type { JobRequest } from '../../../core/kernel/jobs.ts'

/** So late that no worker takes it before it has failed. */
const LATER = new Date(Date.now() + 86_400_000)

export interface Queue {
  /** Puts a job there that has failed at its last attempt. On the database: real failing takes minutes of waiting. */
  kill(job: JobRequest): Promise<void>
  /** How many of these a worker has done. */
  done(name: JobRequest['name']): Promise<number>
  close(): Promise<void>
}

export const openQueue = async (databaseUrl: string): Promise<Queue> => {
  const connection = await openPostgres(databaseUrl)
  const storage = createStorage({ connection })
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  return {
    kill: async (job) => {
      await storage.run((stores) => stores.jobs.enqueue({ ...job, runAt: LATER }))
      const waiting = await sql<{ id: string }[]>`
        update pgboss.job set retry_count = retry_limit where name = ${job.name} and state = 'created' returning id`
      const boss = await connection.queue()
      for (const { id } of waiting) await boss.fail(job.name, id, { error: 'RangeError' })
    },
    done: async (name) => {
      const [found] = await sql<{ total: string }[]>`
        select count(*) as total from pgboss.job where name = ${name} and state = 'completed'`
      return Number(found?.total)
    },
    close: async () => {
      await sql.end()
      await connection.close()
    },
  }
}

import { type SQL, sql } from 'drizzle-orm'
import type { PgBoss } from 'pg-boss'
import type { JobRequest } from '../../core/kernel/jobs.ts'
import { type Database, rowsOf } from './connection.ts'

/** Told within the transaction, so that workers everywhere hear of it at the commit and never before. */
export const JOBS_CHANNEL = 'sparkone_jobs'

/** Enqueues in the caller's transaction: one statement for each job name, and one notification in all. */
export const enqueueWithin = async (tx: Database, boss: PgBoss, requests: readonly JobRequest[]): Promise<void> => {
  if (requests.length === 0) return
  const { fromDrizzle } = await import('pg-boss')
  const db = fromDrizzle({ execute: async (query) => [...rowsOf(await tx.execute(query as SQL))] }, sql)
  const now = Date.now()
  const jobs = requests.map(({ name, data, runAt }) => ({
    name,
    insert: runAt === undefined || runAt.getTime() <= now ? { data } : { data, startAfter: runAt },
  }))
  for (const [name, group] of Map.groupBy(jobs, (job) => job.name)) {
    await boss.insert(
      name,
      group.map((job) => job.insert),
      { db },
    )
  }
  if (jobs.some(({ insert }) => !('startAfter' in insert))) await tx.execute(sql`select pg_notify(${JOBS_CHANNEL}, '')`)
}

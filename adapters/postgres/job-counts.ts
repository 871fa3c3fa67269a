import { sql } from 'drizzle-orm'
import type { JobName, JobRunner } from '../../core/kernel/jobs.ts'
import { type Connection, rowsOf } from './connection.ts'
import { DEAD_LETTERS, JOB_NAMES } from './job-queues.ts'

const names = sql.raw(
  `unnest(array[${JOB_NAMES.map((name) => `'${name}'`).join(', ')}]) with ordinality as n(name, place)`,
)

/** The names that have a job to fetch now: one question, where asking each queue would be seven. */
export const dueNames = async ({ db }: Connection): Promise<readonly JobName[]> => {
  const result = await db.execute(sql`
    select n.name from ${names} where exists (
      select 1 from pgboss.job j
      where j.name = n.name and j.state < 'active' and not j.blocked and j.start_after <= now())
    order by n.place`)
  return rowsOf(result).map((row) => row.name as JobName)
}

/** All names, also those without a job. `queued` counts what waits for its time too, `oldestSeconds` only what is due. */
export const depthOf = async ({ db }: Connection): ReturnType<JobRunner['depth']> => {
  const result = await db.execute(sql`
    select n.name,
      count(j.id) filter (where j.state < 'active') as queued,
      count(j.id) filter (where j.state = 'active') as active,
      coalesce(extract(epoch from now() - min(j.start_after)
        filter (where j.state < 'active' and j.start_after <= now())), 0) as oldest,
      (select count(*) from pgboss.job d
        where d.name = ${DEAD_LETTERS} and d.source_name = n.name and d.state < 'completed') as dead
    from ${names} left join pgboss.job j on j.name = n.name and j.state < 'completed'
    group by n.name, n.place order by n.place`)
  return rowsOf(result).map((row) => ({
    name: row.name as JobName,
    queued: Number(row.queued),
    active: Number(row.active),
    dead: Number(row.dead),
    oldestSeconds: Number(row.oldest),
  }))
}

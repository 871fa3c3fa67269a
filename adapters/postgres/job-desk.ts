import { sql } from 'drizzle-orm'
import type { JobName } from '../../core/kernel/jobs.ts'
import type { DeadJob, JobDesk } from '../../core/upkeep/ports.ts'
import { type Connection, rowsOf } from './connection.ts'
import { guarded } from './errors.ts'
import { depthOf } from './job-counts.ts'
import { DEAD_LETTERS } from './job-queues.ts'
import { cursorAt, cut, positionOf } from './stores/cursor.ts'

/** Those that may be given back: what a redrive could not place stays in the queue's table as failed. */
const DEAD = sql`name = ${DEAD_LETTERS} and state < 'active'`
// To the millisecond, as a cursor has it.
const DIED_AT = sql`date_trunc('milliseconds', created_on)`

export const createJobDesk = (connection: Connection): JobDesk => {
  const redrive = async (filter: { sourceName?: string; ids?: string[] }): Promise<number> =>
    (await connection.queue()).redrive(DEAD_LETTERS, filter)

  return {
    depth: () => guarded(() => depthOf(connection)),
    dead: ({ name, after, limit, offset }) =>
      guarded(async () => {
        const of = name === undefined ? DEAD : sql`${DEAD} and source_name = ${name}`
        const position = after === undefined ? null : positionOf(after)
        const behind = position === null ? sql`true` : sql`(${DIED_AT}, id::text) < (${position.at}, ${position.id})`
        const found = await connection.db.execute(sql`
          select id::text as id, source_name, data, coalesce(source_output, output) ->> 'error' as error,
            extract(epoch from source_created_on) * 1000 as made, extract(epoch from ${DIED_AT}) * 1000 as died
          from pgboss.job where ${of} and ${behind}
          order by ${DIED_AT} desc, id::text desc limit ${limit + 1} offset ${offset ?? 0}`)
        const { page, next } = cut(rowsOf(found).map(deadJobOf), limit, ({ diedAt, id }) => cursorAt(diedAt, id))
        if (offset === undefined) return { jobs: page, next, total: null }
        const counted = await connection.db.execute(sql`select count(*) as total from pgboss.job where ${of}`)
        return { jobs: page, next, total: Number(rowsOf(counted)[0]?.total ?? 0) }
      }),
    redrive: (name) => guarded(() => redrive(name === undefined ? {} : { sourceName: name })),
    redriveOne: (id) => guarded(async () => UUID.test(id) && (await redrive({ ids: [id] })) > 0),
  }
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

const deadJobOf = (row: Readonly<Record<string, unknown>>): DeadJob => {
  const diedAt = new Date(Math.round(Number(row.died)))
  return {
    id: String(row.id),
    name: row.source_name as JobName,
    data: (row.data ?? {}) as DeadJob['data'],
    error: typeof row.error === 'string' ? row.error : null,
    createdAt: row.made === null ? diedAt : new Date(Math.round(Number(row.made))),
    diedAt,
  }
}

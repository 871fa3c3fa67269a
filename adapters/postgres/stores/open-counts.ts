import { and, isNull, type SQL, sql } from 'drizzle-orm'
import type { TaskStore } from '../../../core/tasks/ports.ts'
import { type Database, rowsOf } from '../connection.ts'
import { OPEN, tasks } from '../schema.ts'

/** In one question, over the owner's open tasks alone, each stretch no further than `max`. */
export const countOpen = async (
  db: Database,
  ownedBy: string,
  bounds: readonly Date[],
  max: number,
): ReturnType<TaskStore['openCounts']> => {
  const isTheirs = sql`coalesce(${tasks.assigneeId}, ${tasks.createdBy}) = ${ownedBy}`
  const mine = and(OPEN, isNull(tasks.deletedAt), isTheirs)
  const counted = bounds.map((bound, index) => {
    const from = bounds[index - 1]
    const after = from === undefined ? undefined : sql`${tasks.dueAt} >= ${from.toISOString()}`
    const within = and(mine, after, sql`${tasks.dueAt} < ${bound.toISOString()}`)
    return counting(within, max)
  })
  const undated = counting(and(mine, isNull(tasks.dueAt)), max)
  const result = await db.execute(sql`select array[${sql.join([...counted, undated], sql`, `)}]::int[] as counts`)
  const [row] = rowsOf(result)
  const counts = (row?.counts ?? []) as readonly number[]
  return { dueBefore: counts.slice(0, -1), undated: counts.at(-1) ?? 0 }
}

const counting = (where: SQL | undefined, max: number): SQL =>
  sql`(select count(*) from (select 1 from ${tasks} where ${where} limit ${max}) counted)`

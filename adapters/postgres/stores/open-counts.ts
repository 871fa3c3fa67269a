import { and, isNull, sql } from 'drizzle-orm'
import type { TaskStore } from '../../../core/tasks/ports.ts'
import { type Database, rowsOf } from '../connection.ts'
import { OPEN, tasks } from '../schema.ts'

/** In one question, over the owner's open tasks alone and no further than the last bound. */
export const countOpen = async (
  db: Database,
  ownedBy: string,
  bounds: readonly Date[],
): ReturnType<TaskStore['openCounts']> => {
  const isTheirs = sql`coalesce(${tasks.assigneeId}, ${tasks.createdBy}) = ${ownedBy}`
  const mine = and(OPEN, isNull(tasks.deletedAt), isTheirs)
  const counted = bounds.map((bound, index) => {
    const from = bounds[index - 1]
    const after = from === undefined ? undefined : sql`${tasks.dueAt} >= ${from.toISOString()}`
    const within = and(mine, after, sql`${tasks.dueAt} < ${bound.toISOString()}`)
    return sql`(select count(*) from ${tasks} where ${within})`
  })
  const undated = sql`(select count(*) from ${tasks} where ${and(mine, isNull(tasks.dueAt))})`
  const result = await db.execute(sql`select array[${sql.join([...counted, undated], sql`, `)}]::int[] as counts`)
  const [row] = rowsOf(result)
  const counts = (row?.counts ?? []) as readonly number[]
  return { dueBefore: counts.slice(0, -1), undated: counts.at(-1) ?? 0 }
}

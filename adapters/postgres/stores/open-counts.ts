import { and, isNull, sql } from 'drizzle-orm'
import type { TaskStore } from '../../../core/tasks/ports.ts'
import type { Database } from '../connection.ts'
import { OPEN, tasks } from '../schema.ts'
import { countedUpTo } from './counted.ts'

/** In one question, over the owner's open tasks alone, each stretch no further than `max`. */
export const countOpen = async (
  db: Database,
  ownedBy: string,
  bounds: readonly Date[],
  max: number,
): ReturnType<TaskStore['openCounts']> => {
  const isTheirs = sql`coalesce(${tasks.assigneeId}, ${tasks.createdBy}) = ${ownedBy}`
  const mine = and(OPEN, isNull(tasks.deletedAt), isTheirs)
  const stretches = bounds.map((bound, index) => {
    const from = bounds[index - 1]
    const after = from === undefined ? undefined : sql`${tasks.dueAt} >= ${from.toISOString()}`
    return and(mine, after, sql`${tasks.dueAt} < ${bound.toISOString()}`)
  })
  const counts = await countedUpTo(db, tasks, [...stretches, and(mine, isNull(tasks.dueAt))], max)
  return { dueBefore: counts.slice(0, -1), undated: counts.at(-1) ?? 0 }
}

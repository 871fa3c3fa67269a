import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { folded } from '../../../core/kernel/text.ts'
import type { Task, TaskPage, TaskQuery } from '../../../core/tasks/ports.ts'
import type { Database } from '../connection.ts'
import { OPEN, tasks } from '../schema.ts'
import { taskColumns } from './task-columns.ts'

/** One stretch of a sort order that one index serves from the cursor on. */
interface Stretch {
  readonly where: SQL | undefined
  readonly order: readonly SQL[]
}

/** The page a query asks for. Without an offset its cost does not grow with how far the cursor is. */
export const pageOfTasks = async (db: Database, query: TaskQuery): Promise<TaskPage> => {
  const filter = and(isNull(tasks.deletedAt), ...conditions(query))
  const wanted = query.limit + 1
  const found: Task[] = []
  for (const { where, order } of query.offset === undefined ? stretches(query) : [whole(query)]) {
    const rows = await db
      .select(taskColumns)
      .from(tasks)
      .where(and(filter, where))
      .orderBy(...order)
      .limit(wanted - found.length)
      .offset(query.offset ?? 0)
    found.push(...rows)
    if (found.length === wanted) break
  }
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  const total = query.offset === undefined ? null : await totalOf(db, filter)
  const hasMore = found.length > query.limit
  return { tasks: page, next: hasMore && last !== undefined ? { id: last.id, dueAt: last.dueAt } : null, total }
}

const totalOf = async (db: Database, filter: SQL | undefined): Promise<number> => {
  const [row] = await db.select({ total: count() }).from(tasks).where(filter)
  return row?.total ?? 0
}

const dueOrders = {
  due: [asc(tasks.dueAt), asc(tasks.id)],
  '-due': [sql`${tasks.dueAt} desc nulls last`, asc(tasks.id)],
}
const orders = { ...dueOrders, created: [asc(tasks.id)], '-created': [desc(tasks.id)] }

/** The order in one piece, for pages by offset. */
const whole = ({ sort, after }: TaskQuery): Stretch => {
  const order = orders[sort]
  if (after === undefined) return { where: undefined, order }
  const rest = stretches({ sort, after }).map(({ where }) => where)
  // The dated stretch alone would leave the undated out, and the other way round.
  return { where: or(...rest), order }
}

/** By due date the dated come first and the undated after them, each with an index of their own. */
const stretches = ({ sort, after }: Pick<TaskQuery, 'sort' | 'after'>): readonly Stretch[] => {
  if (sort === 'created' || sort === '-created') {
    const passed =
      after === undefined ? undefined : sort === 'created' ? gt(tasks.id, after.id) : lt(tasks.id, after.id)
    return [{ where: passed, order: orders[sort] }]
  }
  const undated = (where?: SQL): Stretch => ({ where: and(isNull(tasks.dueAt), where), order: [asc(tasks.id)] })
  if (after === undefined) return [{ where: isNotNull(tasks.dueAt), order: orders[sort] }, undated()]
  if (after.dueAt === null) return [undated(gt(tasks.id, after.id))]
  return [{ where: behind(sort, { id: after.id, dueAt: after.dueAt }), order: orders[sort] }, undated()]
}

// The plain bound is what the index starts from; the rest only tells apart those due at the same instant.
const behind = (sort: 'due' | '-due', { id, dueAt }: { id: number; dueAt: Date }): SQL | undefined =>
  sort === 'due'
    ? and(gte(tasks.dueAt, dueAt), or(gt(tasks.dueAt, dueAt), gt(tasks.id, id)))
    : and(lte(tasks.dueAt, dueAt), or(lt(tasks.dueAt, dueAt), gt(tasks.id, id)))

const conditions = (query: TaskQuery): readonly (SQL | undefined)[] => {
  const { visibleTo, ownedBy, statuses, priority, channel, assigneeId, label, text } = query
  const { dueBefore, dueAfter, completedFrom, completedUntil, overdueAt } = query
  return [
    visibleTo === null ? undefined : or(eq(tasks.createdBy, visibleTo), eq(tasks.assigneeId, visibleTo)),
    ownedBy === undefined ? undefined : sql`coalesce(${tasks.assigneeId}, ${tasks.createdBy}) = ${ownedBy}`,
    statuses === undefined ? undefined : hasStatus(statuses),
    priority === undefined ? undefined : eq(tasks.priority, priority),
    channel === undefined ? undefined : sql`${tasks.channel} = ${channel}`,
    assigneeId === undefined ? undefined : eq(tasks.assigneeId, assigneeId),
    label === undefined ? undefined : sql`${tasks.labels} @> array[${label}]::text[]`,
    dueBefore === undefined ? undefined : lt(tasks.dueAt, dueBefore),
    dueAfter === undefined ? undefined : gte(tasks.dueAt, dueAfter),
    query.isUndated === undefined ? undefined : isNull(tasks.dueAt),
    completedFrom === undefined ? undefined : gte(tasks.completedAt, completedFrom),
    completedUntil === undefined ? undefined : lt(tasks.completedAt, completedUntil),
    overdueAt === undefined ? undefined : and(OPEN, lte(tasks.dueAt, overdueAt)),
    text === undefined ? undefined : like(tasks.searchText, `%${literal(folded(text))}%`),
  ]
}

// As the words themselves and not as parameters where they are the open ones: only so the partial indexes serve.
const hasStatus = (statuses: readonly Task['status'][]): SQL => {
  const wanted = new Set(statuses)
  const open = wanted.size === 2 && wanted.has('pending') && wanted.has('in_progress')
  return open ? OPEN : inArray(tasks.status, [...wanted])
}

const literal = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&')

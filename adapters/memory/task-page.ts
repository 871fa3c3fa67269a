import { folded } from '../../core/kernel/text.ts'
import {
  isOverdue,
  type Task,
  type TaskCursor,
  type TaskPage,
  type TaskQuery,
  type TaskSort,
} from '../../core/tasks/ports.ts'
import { compare } from './values.ts'

/** The page of `tasks` (none deleted) that a query asks for. */
export const pageOfTasks = (tasks: readonly Task[], query: TaskQuery): TaskPage => {
  const order = ORDERS[query.sort]
  const matching = tasks.filter((task) => matches(task, query)).sort(order)
  const { after, offset } = query
  const rest = after === undefined ? matching : matching.filter((task) => order(task, after) > 0)
  const page = rest.slice(offset ?? 0, (offset ?? 0) + query.limit)
  const last = page.at(-1)
  const more = rest.length > (offset ?? 0) + page.length
  return {
    tasks: page,
    next: more && last !== undefined ? { id: last.id, dueAt: last.dueAt } : null,
    total: offset === undefined ? null : matching.length,
  }
}

type Order = (a: TaskCursor, b: TaskCursor) => number

const byId: Order = (a, b) => compare(a.id, b.id)

const byDue =
  (direction: 1 | -1): Order =>
  (a, b) => {
    if (a.dueAt === null || b.dueAt === null) {
      return compare(Number(a.dueAt === null), Number(b.dueAt === null)) || byId(a, b)
    }
    return direction * compare(a.dueAt, b.dueAt) || byId(a, b)
  }

const ORDERS: { readonly [S in TaskSort]: Order } = {
  created: byId,
  '-created': (a, b) => byId(b, a),
  due: byDue(1),
  '-due': byDue(-1),
}

const matches = (task: Task, query: TaskQuery): boolean =>
  belongs(task, query) &&
  (query.statuses?.includes(task.status) ?? true) &&
  (query.priority === undefined || task.priority === query.priority) &&
  (query.channel === undefined || task.channel === query.channel) &&
  (query.assigneeId === undefined || task.assigneeId === query.assigneeId) &&
  (query.label === undefined || task.labels.includes(query.label)) &&
  (query.isUndated === undefined || task.dueAt === null) &&
  within(task.dueAt, query.dueAfter, query.dueBefore) &&
  within(task.completedAt, query.completedFrom, query.completedUntil) &&
  (query.overdueAt === undefined || isOverdue(task, query.overdueAt)) &&
  (query.text === undefined || mentions(task, query.text))

const belongs = ({ createdBy, assigneeId }: Task, { visibleTo, ownedBy }: TaskQuery): boolean =>
  (visibleTo === null || createdBy === visibleTo || assigneeId === visibleTo) &&
  (ownedBy === undefined || (assigneeId ?? createdBy) === ownedBy)

/** from <= instant < until, where a bound is given. */
const within = (instant: Date | null, from: Date | undefined, until: Date | undefined): boolean => {
  if (from === undefined && until === undefined) return true
  if (instant === null) return false
  return (from === undefined || instant >= from) && (until === undefined || instant < until)
}

const mentions = (task: Task, text: string): boolean => {
  const wanted = folded(text)
  return [task.title, task.description ?? ''].some((field) => folded(field).includes(wanted))
}

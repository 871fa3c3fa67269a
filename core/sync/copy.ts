import { isLocalDate, localDate, localTime } from '../kernel/time.ts'
import type { Person } from '../people/person.ts'
import type { Task, TaskFields } from '../tasks/task.ts'
import type { Copy, CopyDue, CopyField } from './mirror.ts'
import { nameOf, personNamed } from './names.ts'

/** What a mirror is to show of a task. */
export const copyOf = (task: Task, people: readonly Person[]): Copy => ({
  title: task.title,
  description: textOf(task.description),
  status: task.status,
  priority: task.priority,
  due: dueOf(task),
  labels: [...new Set(task.labels)].sort(),
  assignee: nameOf(task.assigneeId, people),
})

/** A text as mirrors show it: one kind of line break, nothing blank at its ends; null when that is all. */
export const textOf = (text: string | null): string | null => text?.replaceAll('\r\n', '\n').trim() || null

const dueOf = ({ dueDate, dueTime, dueAt }: Task): CopyDue | null => {
  if (dueDate === null) return null
  return dueTime === null || dueAt === null ? { date: dueDate } : { at: `${dueAt.toISOString().slice(0, 19)}Z` }
}

/** The fields of a task that values of a copy make, by the task's own clock. The values are readable ones. */
export const taskFieldsOf = (
  copy: Partial<Copy>,
  timeZone: string,
  people: readonly Person[],
): Partial<Omit<TaskFields, 'completedAt' | 'deletedAt'>> => {
  const { due, assignee, ...plain } = copy
  return {
    ...plain,
    ...(due === undefined ? {} : wallTimeOf(due, timeZone)),
    ...(assignee === undefined
      ? {}
      : { assigneeId: assignee === null ? null : (personNamed(assignee, people)?.id ?? null) }),
  }
}

const wallTimeOf = (due: CopyDue | null, timeZone: string): Pick<TaskFields, 'dueDate' | 'dueTime'> => {
  if (due === null) return { dueDate: null, dueTime: null }
  if ('date' in due) return { dueDate: due.date, dueTime: null }
  const at = new Date(due.at)
  return { dueDate: localDate(at, timeZone), dueTime: localTime(at, timeZone) }
}

/** A date that a task may have, as people's own input is checked. */
export const isPossible = (due: CopyDue): boolean => {
  const date = 'date' in due ? due.date : due.at.slice(0, 10)
  const year = Number(date.slice(0, 4))
  if ('at' in due && Number.isNaN(Date.parse(due.at))) return false
  // A day from either end, so that no time zone leads beyond it.
  return isLocalDate(date) && date > '1970-01-01' && year <= 9998 && date < '9998-12-31'
}

/** Equality of values of one field. A value that is not there equals only one that is not there. */
export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0)

/** Some fields of a copy. */
export const pick = (copy: Partial<Copy>, fields: readonly CopyField[]): Partial<Copy> =>
  Object.fromEntries(fields.filter((field) => field in copy).map((field) => [field, copy[field]]))

import type { ChannelSource } from '../kernel/actor.ts'
import { addDays, instantOf, type LocalDate, type LocalTime, localDate, localTime, startOfDay } from '../kernel/time.ts'

export const TASK_STATUSES = ['pending', 'in_progress', 'completed', 'cancelled'] as const
export type TaskStatus = (typeof TASK_STATUSES)[number]
export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const
export type Priority = (typeof PRIORITIES)[number]

/** The parts of a task that people change; each may appear in the journal. */
export interface TaskFields {
  readonly title: string
  readonly description: string | null
  readonly status: TaskStatus
  readonly priority: Priority
  readonly dueDate: LocalDate | null
  /** null: all day. Never set without `dueDate`. */
  readonly dueTime: LocalTime | null
  readonly timeZone: string
  readonly labels: readonly string[]
  readonly assigneeId: string | null
  readonly completedAt: Date | null
  /** Set: gone for everyone but undo; purged after 30 days. */
  readonly deletedAt: Date | null
}

export interface Task extends TaskFields {
  /** What people type: small, ascending, never used twice. */
  readonly id: number
  /** Derived: the instant of date and time in the zone; for an all-day task the start of the next local day. */
  readonly dueAt: Date | null
  readonly channel: ChannelSource
  /** What an API client said about where it came from; never a phone of ours. */
  readonly sender: string | null
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
  /** 1 at creation, one more at each change: the ETag. */
  readonly version: number
}

export type JournalAction = 'created' | 'updated' | 'status_changed' | 'deleted' | 'undone'

/** One change of one task. `changes` holds only the fields that differ, in JSON-able values (dates as ISO strings). */
export interface JournalEntry {
  readonly taskId: number
  /** The version that this change made. */
  readonly version: number
  readonly action: JournalAction
  readonly actorId: string
  readonly channel: ChannelSource
  readonly at: Date
  readonly changes: Readonly<Partial<Record<keyof TaskFields, { from: unknown; to: unknown }>>>
  /** For `undone`: the version whose change was reverted. */
  readonly reverts: number | null
}

export const isOpen = (task: Pick<TaskFields, 'status'>): boolean =>
  task.status === 'pending' || task.status === 'in_progress'

export const isOverdue = (task: Pick<Task, 'status' | 'dueAt'>, now: Date): boolean =>
  isOpen(task) && task.dueAt !== null && task.dueAt <= now

/** Timed: that moment. All day: when the local day ends. Undated: null. */
export const dueAtOf = (due: Pick<TaskFields, 'dueDate' | 'dueTime' | 'timeZone'>): Date | null => {
  if (due.dueDate === null) return null
  return due.dueTime === null
    ? startOfDay(addDays(due.dueDate, 1), due.timeZone)
    : instantOf(due.dueDate, due.dueTime, due.timeZone)
}

/** Date and time as the clock of another zone shows them; an all-day task keeps its date. */
export const dueIn = (task: Task, zone: string): Pick<TaskFields, 'dueDate' | 'dueTime'> =>
  task.dueTime === null || task.dueAt === null || task.timeZone === zone
    ? { dueDate: task.dueDate, dueTime: task.dueTime }
    : { dueDate: localDate(task.dueAt, zone), dueTime: localTime(task.dueAt, zone) }

/** The task with some fields changed, and what follows from them: completion time, due instant, version. */
export const changed = (task: Task, fields: Partial<TaskFields>, now: Date): Task => {
  const next = { ...task, ...fields }
  const completedAt =
    fields.completedAt !== undefined
      ? fields.completedAt
      : next.status !== 'completed'
        ? null
        : task.status === 'completed'
          ? task.completedAt
          : now
  return { ...next, completedAt, dueAt: dueAtOf(next), updatedAt: now, version: task.version + 1 }
}

/** A task of which nothing was said. */
export const NOTHING: TaskFields = {
  title: '',
  description: null,
  status: 'pending',
  priority: 'medium',
  dueDate: null,
  dueTime: null,
  timeZone: '',
  labels: [],
  assigneeId: null,
  completedAt: null,
  deletedAt: null,
}

const FIELDS = [
  'title',
  'description',
  'status',
  'priority',
  'dueDate',
  'dueTime',
  'timeZone',
  'labels',
  'assigneeId',
  'completedAt',
  'deletedAt',
] as const satisfies readonly (keyof TaskFields)[]

const plain = (value: TaskFields[keyof TaskFields]): unknown => (value instanceof Date ? value.toISOString() : value)

/** What differs between two states of one task, as the journal keeps it. */
export const differences = (before: TaskFields, after: TaskFields): JournalEntry['changes'] => {
  const changes: Partial<Record<keyof TaskFields, { from: unknown; to: unknown }>> = {}
  for (const field of FIELDS) {
    const [from, to] = [plain(before[field]), plain(after[field])]
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[field] = { from, to }
  }
  return changes
}

/** Whether a task still has what a journal entry's changes gave it. */
export const stands = (task: TaskFields, changes: JournalEntry['changes']): boolean =>
  FIELDS.every((field) => {
    const change = changes[field]
    return change === undefined || JSON.stringify(plain(task[field])) === JSON.stringify(change.to)
  })

const instant = (value: unknown): Date | null => (typeof value === 'string' ? new Date(value) : null)

/** The fields that undo a journal entry's changes, read back from their stored form. */
export const reversal = (changes: JournalEntry['changes']): Partial<TaskFields> => {
  const fields: Record<string, unknown> = {}
  for (const field of FIELDS) {
    const change = changes[field]
    if (change === undefined) continue
    fields[field] = field === 'completedAt' || field === 'deletedAt' ? instant(change.from) : change.from
  }
  return fields
}

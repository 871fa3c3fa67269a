import type { JournalEntry, Priority, Task, TaskStatus } from './task.ts'

export {
  isOpen,
  isOverdue,
  type JournalAction,
  type JournalEntry,
  type Priority,
  type Task,
  type TaskFields,
  type TaskStatus,
} from './task.ts'

export const TASK_SORTS = ['created', '-created', 'due', '-due'] as const
export type TaskSort = (typeof TASK_SORTS)[number]

export interface TaskQuery {
  /** Only tasks this person created or is assigned; null: all. */
  readonly visibleTo: string | null
  /** Only tasks this person has to do: assignee, or creator where nobody is assigned. */
  readonly ownedBy?: string
  readonly statuses?: readonly TaskStatus[]
  readonly priority?: Priority
  readonly channel?: string
  readonly assigneeId?: string
  readonly label?: string
  /** dueAt < */
  readonly dueBefore?: Date
  /** dueAt >= */
  readonly dueAfter?: Date
  /** Only tasks without a date. */
  readonly isUndated?: true
  /** completedAt >= and < */
  readonly completedFrom?: Date
  readonly completedUntil?: Date
  /** Open tasks whose dueAt <= this instant. */
  readonly overdueAt?: Date
  /** Title or description contains it, whatever the case and the accents. Matched literally: `%` is a percent. */
  readonly text?: string
  /** created: by id. due: by dueAt, undated last in both directions, then by id ascending. */
  readonly sort: TaskSort
  readonly limit: number
  readonly after?: TaskCursor
  /** With an offset the page carries the exact `total`. */
  readonly offset?: number
}

/** The position after a task in a sort order; cost of the next page does not depend on how far it is. */
export interface TaskCursor {
  readonly id: number
  readonly dueAt: Date | null
}

export interface TaskPage {
  readonly tasks: readonly Task[]
  readonly next: TaskCursor | null
  readonly total: number | null
}

/** Tasks and their journal. Deleted tasks (`deletedAt` set) appear only where a method says so. */
export interface TaskStore {
  /** Gives the id. Returns what is stored. */
  insert(task: Omit<Task, 'id'>): Promise<Task>
  find(id: number): Promise<Task | null>
  /** As `find`, deleted ones too. */
  findAny(id: number): Promise<Task | null>
  /** Deleted ones too. Holds the row against other units of work until this one ends. */
  lock(id: number): Promise<Task | null>
  /** Writes all fields. False, and nothing written, when the stored version is not `task.version - 1`. */
  update(task: Task): Promise<boolean>
  page(query: TaskQuery): Promise<TaskPage>
  /** Those that are there, by id. */
  ofIds(ids: readonly number[]): Promise<readonly Task[]>
  /**
   * How many open tasks a person has to do (assignee, or creator where nobody is assigned): of those due, per bound how
   * many fall before it and not before an earlier one; and how many have no date. Bounds ascend. Each is counted to
   * `max` and no further, so that its cost has an end.
   */
  openCounts(
    ownedBy: string,
    bounds: readonly Date[],
    max: number,
  ): Promise<{ readonly dueBefore: readonly number[]; readonly undated: number }>
  append(entry: JournalEntry): Promise<void>
  /** Oldest first. */
  history(taskId: number): Promise<readonly JournalEntry[]>
  /** The actor's newest entries since then, newest first, at most 20. */
  latestBy(actorId: string, since: Date): Promise<readonly JournalEntry[]>
  /** Deletes rows (and journals) deleted before then; returns how many. */
  purge(deletedBefore: Date): Promise<number>
}

export type ReminderKind = 'due' | 'lead'

export interface Reminder {
  readonly id: string
  readonly taskId: number
  readonly personId: string
  readonly kind: ReminderKind
  readonly at: Date
  /** planned: will be sent at `at` · sent · dropped: the task changed before */
  readonly state: 'planned' | 'sent' | 'dropped'
}

/** Unique by (task, person, kind, at), so that one moment is announced once whatever happens to the task. */
export interface ReminderStore {
  /**
   * Makes `wanted` the task's planned reminders: drops planned ones not wanted, plans new ones, revives dropped ones
   * with their old id, leaves sent ones alone. Returns those now planned that were not planned before.
   */
  plan(taskId: number, wanted: readonly Omit<Reminder, 'state'>[]): Promise<readonly Reminder[]>
  find(id: string): Promise<Reminder | null>
  /** planned -> sent; false when it was not planned (any more). */
  claim(id: string): Promise<boolean>
}

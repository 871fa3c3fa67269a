import type { CoreDeps } from '../deps.ts'
import type { Actor, ChannelSource } from '../kernel/actor.ts'
import type { LocalDate, LocalTime } from '../kernel/time.ts'
import { type BulkChange, type BulkResult, makeBulk } from './bulk.ts'
import { makeCreateTask } from './create.ts'
import { makePatchTask, makeSetStatus } from './patch.ts'
import type { TaskPage, TaskQuery } from './ports.ts'
import { makeGetTask, makeListTasks, makeTaskHistory, makeTasksOfIds } from './read.ts'
import { makeReadDue } from './read-due.ts'
import { makeRemind } from './remind.ts'
import { makeRemoveTask } from './remove.ts'
import { makeSnooze } from './snooze.ts'
import type { JournalEntry, Priority, Task, TaskStatus } from './task.ts'
import { makeToday, type Today } from './today.ts'
import { makeUndoLatest, makeUndoTask } from './undo.ts'
import { makeUndoChange, makeUndoChanges } from './undo-change.ts'

export { isVisible } from './access.ts'
export { BULK_MAX, type BulkChange, type BulkResult } from './bulk.ts'
export { checkTime } from './due.ts'
export { checkLabel, checkTitle, DESCRIPTION_MAX, LABEL_MAX, LABELS_MAX, TITLE_MAX } from './fields.ts'
export { TASK_SORTS, type TaskCursor, type TaskPage, type TaskQuery, type TaskSort } from './ports.ts'
export { makeRecordChange, makeRecordCreation } from './record.ts'
export {
  changed,
  dueAtOf,
  dueIn,
  isOverdue,
  type JournalAction,
  type JournalEntry,
  NOTHING,
  PRIORITIES,
  type Priority,
  TASK_STATUSES,
  type Task,
  type TaskFields,
  type TaskStatus,
} from './task.ts'
export { TODAY_COUNTED_MAX, type Today, type TodaySection } from './today.ts'

export interface CreateTask {
  readonly title: string
  readonly description?: string | null
  readonly priority?: Priority
  readonly labels?: readonly string[]
  /** An operator may name anybody, a member only themselves. Absent: the actor. null: nobody. */
  readonly assigneeId?: string | null
  /** Absent: the assignee's zone, else the actor's. */
  readonly timeZone?: string
  readonly due?: DueInput
  readonly channel?: ChannelSource
  readonly sender?: string | null
}

/** One of: an instant, its seconds dropped; a wall date with or without a time; words such as "amanhã às 14h". */
export type DueInput =
  | { readonly at: Date }
  | { readonly date: LocalDate; readonly time: LocalTime | null }
  | { readonly words: string }

/** Absent means untouched, null means clear. */
export interface PatchTask {
  readonly title?: string
  readonly description?: string | null
  readonly status?: TaskStatus
  readonly priority?: Priority
  readonly labels?: readonly string[]
  readonly assigneeId?: string | null
  readonly timeZone?: string
  /** null clears date and time. */
  readonly due?: DueInput | null
  readonly dueDate?: LocalDate | null
  readonly dueTime?: LocalTime | null
}

export interface Expectation {
  /** The version the caller saw; another one refuses with `stale_version`. */
  readonly version?: number
}

export type ListTasks = Omit<TaskQuery, 'visibleTo'>

export interface Undone {
  readonly task: Task
  readonly reverted: JournalEntry
}

/** Words as a due date, or what to tell a person who wrote them, in their language. */
export type DueRead =
  | {
      readonly ok: true
      readonly dueDate: LocalDate | null
      readonly dueTime: LocalTime | null
      readonly timeZone: string
      /** "sex., 27 nov. 2026, 10:00", "sem data". */
      readonly reading: string
    }
  | { readonly ok: false; readonly problem: string }

/** A task that the actor may not see is `task_not_found`, like one that is not there. */
export interface Tasks {
  create(actor: Actor, input: CreateTask): Promise<Task>
  get(actor: Actor, id: number): Promise<Task>
  list(actor: Actor, query: ListTasks): Promise<TaskPage>
  /** By id; what the actor may not see is absent, like what is not there. */
  ofIds(actor: Actor, ids: readonly number[]): Promise<ReadonlyMap<number, Task>>
  /**
   * What a person has to do by their own clock: as many as `limit` of each stretch (50), and how many there are, up to
   * TODAY_COUNTED_MAX. Their
   * own tasks: assignee, or creator where nobody is assigned. Somebody else's day is an operator's to ask for:
   * `person_not_found`.
   */
  today(actor: Actor, query?: { personId?: string; limit?: number; now?: Date }): Promise<Today>
  patch(actor: Actor, id: number, patch: PatchTask, expect?: Expectation): Promise<Task>
  setStatus(actor: Actor, id: number, status: TaskStatus, expect?: Expectation): Promise<Task>
  remove(actor: Actor, id: number, expect?: Expectation): Promise<void>
  /** Moves the due date, by the actor's clock and from now on; the task keeps its time unless one is said. */
  snooze(actor: Actor, id: number, until: DueInput, expect?: Expectation): Promise<Task>
  /**
   * The same to up to BULK_MAX tasks in one unit of work: a result for each, in the order given, each id once. What would
   * be a mistake for any task is `invalid_input`, and nothing is changed.
   */
  bulk(
    actor: Actor,
    refs: readonly ({ readonly id: number } & Expectation)[],
    change: BulkChange,
  ): Promise<readonly BulkResult[]>
  /** Of a deleted task too, as long as it may be undone. */
  history(actor: Actor, id: number): Promise<readonly JournalEntry[]>
  /** Reverts the newest change not yet reverted; undoing a creation deletes. `nothing_to_undo` when there is none. */
  undo(actor: Actor, id: number): Promise<Task>
  /**
   * Reverts the change that made this version, also when others followed that left its fields alone: `stale_version`
   * when they did not, `nothing_to_undo` when it is reverted already, or an undo itself.
   */
  undoChange(actor: Actor, id: number, version: number): Promise<Task>
  /** As `undoChange` for each, in one unit of work; for taking back what `bulk` did. */
  undoChanges(
    actor: Actor,
    changes: readonly { readonly id: number; readonly version: number }[],
  ): Promise<readonly BulkResult[]>
  /** Reverts the actor's newest change of the last day, on all the tasks it was made to; empty when there is none. */
  undoLatest(actor: Actor): Promise<readonly Undone[]>
  /**
   * What a patch with these words as its due date would set, by the actor's clock or in another zone. No words, or "sem
   * data", are no date. Writes nothing.
   */
  readDue(actor: Actor, words: string, options?: { readonly now?: Date; readonly timeZone?: string }): Promise<DueRead>
  /** The job of a reminder: tells the person once, if it is still planned. */
  remind(reminderId: string): Promise<void>
}

export const makeTasks = (deps: CoreDeps): Tasks => ({
  create: makeCreateTask(deps),
  get: makeGetTask(deps),
  list: makeListTasks(deps),
  ofIds: makeTasksOfIds(deps),
  today: makeToday(deps),
  patch: makePatchTask(deps),
  setStatus: makeSetStatus(deps),
  remove: makeRemoveTask(deps),
  snooze: makeSnooze(deps),
  bulk: makeBulk(deps),
  history: makeTaskHistory(deps),
  undo: makeUndoTask(deps),
  undoChange: makeUndoChange(deps),
  undoChanges: makeUndoChanges(deps),
  undoLatest: makeUndoLatest(deps),
  readDue: makeReadDue(deps),
  remind: makeRemind(deps),
})

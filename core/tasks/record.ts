import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import type { MirrorName } from '../kernel/mirror-name.ts'
import type { Stores } from '../ports.ts'
import { stale } from './access.ts'
import { markDirty } from './mark-dirty.ts'
import { planReminders } from './plan-reminders.ts'
import { differences, type JournalAction, type JournalEntry, NOTHING, type Task } from './task.ts'

const MOVES_REMINDERS = ['status', 'dueDate', 'dueTime', 'timeZone', 'assigneeId', 'deletedAt'] as const

/**
 * Writes a changed task, its journal entry and its new reminders, and marks its copies: every change goes through here.
 * A change that changes nothing is not written and returns the task as it was.
 */
export const makeRecordChange =
  (deps: CoreDeps) =>
  async (stores: ChangeStores, actor: Actor, change: Change): Promise<Task> => {
    const { before, after, action } = change
    const changes = differences(before, after)
    if (Object.keys(changes).length === 0) return before
    if (!(await stores.tasks.update(after))) throw stale()
    await stores.tasks.append({
      ...entryOf(after, actor, action, changes, change.reverts ?? null),
      at: change.at ?? after.updatedAt,
    })
    // A new title must not drop a reminder that is due this moment and not sent yet.
    if (MOVES_REMINDERS.some((field) => field in changes)) await planReminders(deps, stores, after)
    await markDirty(deps, stores, after.id, change.from)
    return after
  }

/** Inserts a task with its journal entry, reminders and marks, as `makeRecordChange` does a change. */
export const makeRecordCreation =
  (deps: CoreDeps) =>
  async (
    stores: ChangeStores,
    actor: Actor,
    draft: Omit<Task, 'id'>,
    outside: Pick<Change, 'at' | 'from'> = {},
  ): Promise<Task> => {
    const task = await stores.tasks.insert(draft)
    const entry = entryOf(task, actor, 'created', differences(NOTHING, task))
    await stores.tasks.append({ ...entry, at: outside.at ?? entry.at })
    await planReminders(deps, stores, task)
    await markDirty(deps, stores, task.id, outside.from)
    return task
  }

export type ChangeStores = Pick<Stores, 'tasks' | 'reminders' | 'links' | 'jobs'>

export interface Change {
  readonly before: Task
  readonly after: Task
  readonly action: JournalAction
  readonly reverts?: number
  /** When it was made outside; absent: now. */
  readonly at?: Date
  /** The mirror it came from, whose copy has it already. */
  readonly from?: MirrorName
}

const entryOf = (
  task: Task,
  actor: Actor,
  action: JournalAction,
  changes: JournalEntry['changes'],
  reverts: number | null = null,
): JournalEntry => ({
  taskId: task.id,
  version: task.version,
  action,
  actorId: actor.personId,
  channel: actor.channel,
  at: task.updatedAt,
  changes,
  reverts,
})

import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Stores } from '../ports.ts'
import { stale } from './access.ts'
import { planReminders } from './plan-reminders.ts'
import { differences, type JournalAction, type JournalEntry, type Task } from './task.ts'

const MOVES_REMINDERS = ['status', 'dueDate', 'dueTime', 'timeZone', 'assigneeId', 'deletedAt'] as const

/**
 * Writes a changed task, its journal entry and its new reminders: every change goes through here. A change that
 * changes nothing is not written and returns the task as it was.
 */
export const makeRecordChange =
  (deps: CoreDeps) =>
  async (
    stores: Pick<Stores, 'tasks' | 'reminders' | 'jobs'>,
    actor: Actor,
    change: { before: Task; after: Task; action: JournalAction; reverts?: number },
  ): Promise<Task> => {
    const { before, after, action } = change
    const changes = differences(before, after)
    if (Object.keys(changes).length === 0) return before
    if (!(await stores.tasks.update(after))) throw stale()
    await stores.tasks.append(entryOf(after, actor, action, changes, change.reverts ?? null))
    // A new title must not drop a reminder that is due this moment and not sent yet.
    if (MOVES_REMINDERS.some((field) => field in changes)) await planReminders(deps, stores, after)
    return after
  }

export const entryOf = (
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

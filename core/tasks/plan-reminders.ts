import type { CoreDeps } from '../deps.ts'
import type { Stores } from '../ports.ts'
import type { Reminder, ReminderKind } from './ports.ts'
import { isOpen, type Task } from './task.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** When a task wants its person told: at its moment, and some hours before when the installation says so. */
const moments = (task: Task, leadHours: number | null): readonly { kind: ReminderKind; at: Date }[] => {
  if (!isOpen(task) || task.deletedAt !== null || task.dueTime === null || task.dueAt === null) return []
  const due = { kind: 'due' as const, at: task.dueAt }
  if (leadHours === null) return [due]
  return [due, { kind: 'lead', at: new Date(task.dueAt.getTime() - leadHours * HOUR_MS) }]
}

/** Plans anew after a change, in its unit of work: what no longer fits is dropped, what was said is not said again. */
export const planReminders = async (
  deps: Pick<CoreDeps, 'clock' | 'ids' | 'settings'>,
  stores: Pick<Stores, 'reminders' | 'jobs'>,
  task: Task,
): Promise<void> => {
  // Tasks are due to the minute: what is due in the one that runs is told at once, not passed over.
  const since = Math.floor(deps.clock.now().getTime() / MINUTE_MS) * MINUTE_MS
  const wanted: Omit<Reminder, 'state'>[] = moments(task, deps.settings.reminderLeadHours)
    .filter(({ at }) => at.getTime() >= since)
    .map(({ kind, at }) => ({
      id: deps.ids.uuid(),
      taskId: task.id,
      personId: task.assigneeId ?? task.createdBy,
      kind,
      at,
    }))
  const planned = await stores.reminders.plan(task.id, wanted)
  await stores.jobs.enqueue(
    ...planned.map(({ id, at }) => ({ name: 'tasks.remind' as const, data: { reminderId: id }, runAt: at })),
  )
}

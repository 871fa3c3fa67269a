import type { Person } from '../people/person.ts'
import type { Stores } from '../ports.ts'
import { changed, type Task } from '../tasks/index.ts'
import { actorOf, type Run } from './context.ts'
import { taskFieldsOf } from './copy.ts'
import type { Copy, RemoteEntry } from './ports.ts'

/** The task with what was changed outside, journalled as the mirror's, at the time it was changed there. */
export const applyTo = (
  run: Run,
  stores: Stores,
  task: Task,
  {
    toTask,
    entry,
    people,
    back = false,
  }: {
    toTask: Partial<Copy>
    entry: RemoteEntry
    people: readonly Person[]
    /** Out of the trash too. */
    back?: boolean
  },
): Promise<Task> => {
  const now = run.deps.clock.now()
  const fields = { ...taskFieldsOf(toTask, task.timeZone, people), ...(back ? { deletedAt: null } : {}) }
  const isStatus = !back && Object.keys(toTask).join() === 'status'
  return run.recordChange(stores, actorOf(run.mirror.name), {
    before: task,
    after: changed(task, fields, now),
    action: isStatus ? 'status_changed' : 'updated',
    at: entry.editedAt ?? now,
    from: run.mirror.name,
  })
}

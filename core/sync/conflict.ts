import type { Stores } from '../ports.ts'
import type { Task } from '../tasks/task.ts'
import type { Run } from './context.ts'
import type { Conflict } from './ports.ts'

/** Whom a task concerns: its assignee, else who made it. */
export const concernedBy = ({ assigneeId, createdBy }: Pick<Task, 'assigneeId' | 'createdBy'>): string =>
  assigneeId ?? createdBy

/** Keeps both values, and has the person told when the run is over. */
export const noteConflicts = async (
  { deps, mirror, startedAt, until }: Run,
  stores: Stores,
  task: Task,
  found: readonly Pick<Conflict, 'field' | 'ours' | 'theirs' | 'winner'>[],
): Promise<void> => {
  if (found.length === 0) return
  const personId = concernedBy(task)
  for (const { field, ours, theirs, winner } of found) {
    await stores.conflicts.insert({
      id: deps.ids.uuid(),
      taskId: task.id,
      mirror: mirror.name,
      field,
      ours,
      theirs,
      winner,
      at: startedAt,
      personId,
      resolvedAt: null,
      resolution: null,
    })
    stores.facts.record({ type: 'sync_conflict', mirror: mirror.name })
  }
  await stores.jobs.enqueue({ name: 'sync.tell', data: { personId, at: startedAt.toISOString() }, runAt: until })
}

import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { visibleOrDeleted } from './access.ts'
import type { Tasks, Undone } from './index.ts'
import { type ChangeStores, makeRecordChange } from './record.ts'
import { changed, type JournalEntry, reversal, type Task, type TaskFields } from './task.ts'

const DAY_MS = 86_400_000

export const makeUndoTask = (deps: CoreDeps): Tasks['undo'] => {
  const revert = makeRevert(deps)
  return (actor, id) =>
    deps.storage.run(async (stores) => {
      const task = visibleOrDeleted(actor, await stores.tasks.lock(id))
      const entry = lastStanding(await stores.tasks.history(id))
      if (entry === null) throw new DomainError('nothing_to_undo', 'Nothing of this task is left to undo.')
      return revert(stores, actor, task, entry)
    })
}

export const makeUndoLatest = (deps: CoreDeps): Tasks['undoLatest'] => {
  const revert = makeRevert(deps)
  return (actor) =>
    deps.storage.run(async (stores) => {
      const since = new Date(deps.clock.now().getTime() - DAY_MS)
      const undone: Undone[] = []
      for (const latest of await stores.tasks.latestBy(actor.personId, since)) {
        const [first] = undone
        if (first !== undefined && !isOneChange(first.reverted, latest)) break
        const task = await stores.tasks.lock(latest.taskId)
        const entry = task === null ? null : lastStanding(await stores.tasks.history(latest.taskId))
        // Someone else changed it since: theirs is not ours to undo with one word.
        if (task === null || entry === null || entry.version !== latest.version) continue
        undone.push({ task: await revert(stores, actor, task, entry), reverted: entry })
      }
      return undone
    })
}

/** "concluir 3, 4 e 7" does the same to several tasks at one moment: one word takes all of it back. */
const isOneChange = (one: JournalEntry, other: JournalEntry): boolean =>
  one.taskId !== other.taskId &&
  one.at.getTime() === other.at.getTime() &&
  one.action === other.action &&
  one.action !== 'created'

/** The newest change that is neither an undo nor undone. */
export const lastStanding = (history: readonly JournalEntry[]): JournalEntry | null => {
  const reverted = new Set(history.flatMap((entry) => (entry.reverts === null ? [] : [entry.reverts])))
  return history.findLast((entry) => entry.action !== 'undone' && !reverted.has(entry.version)) ?? null
}

export const makeRevert = (deps: CoreDeps) => {
  const recordChange = makeRecordChange(deps)
  return (stores: ChangeStores, actor: Actor, task: Task, entry: JournalEntry): Promise<Task> => {
    const now = deps.clock.now()
    const fields: Partial<TaskFields> = entry.action === 'created' ? { deletedAt: now } : reversal(entry.changes)
    const after = changed(task, fields, now)
    return recordChange(stores, actor, { before: task, after, action: 'undone', reverts: entry.version })
  }
}

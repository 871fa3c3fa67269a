import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { notFound, stale, visibleOrDeleted } from './access.ts'
import { forEachOf } from './bulk.ts'
import type { Tasks } from './index.ts'
import type { ChangeStores } from './record.ts'
import { type JournalEntry, reversal, stands, type Task } from './task.ts'
import { lastStanding, makeRevert } from './undo.ts'

export const makeUndoChange = (deps: CoreDeps): Tasks['undoChange'] => {
  const undoOne = makeUndoOne(deps)
  return (actor, id, version) => deps.storage.run((stores) => undoOne(stores, actor, id, version))
}

export const makeUndoChanges = (deps: CoreDeps): Tasks['undoChanges'] => {
  const undoOne = makeUndoOne(deps)
  return (actor, changes) =>
    deps.storage.run((stores) =>
      forEachOf(changes, async ({ id, version }) => ({
        id,
        outcome: 'changed',
        task: await undoOne(stores, actor, id, version),
      })),
    )
}

const makeUndoOne = (deps: CoreDeps) => {
  const revert = makeRevert(deps)
  return async (stores: ChangeStores, actor: Actor, id: number, version: number): Promise<Task> => {
    const task = visibleOrDeleted(actor, await stores.tasks.lock(id))
    const history = await stores.tasks.history(id)
    const entry = history.find((one) => one.version === version)
    const isReverted = history.some(({ reverts }) => reverts === version)
    if (entry === undefined || entry.action === 'undone' || isReverted) {
      throw new DomainError('nothing_to_undo', 'That change is undone already, or never was.')
    }
    if (task.deletedAt !== null && entry.action !== 'deleted') throw notFound()
    if (!canGoBack(task, entry, history)) throw stale()
    return revert(stores, actor, task, entry)
  }
}

/** Nothing that was changed since is lost by it, and what comes of it is a task. */
const canGoBack = (task: Task, entry: JournalEntry, history: readonly JournalEntry[]): boolean => {
  // Undoing a creation takes all of the task away.
  if (entry.action === 'created') return lastStanding(history)?.version === entry.version
  const { dueDate, dueTime } = { ...task, ...reversal(entry.changes) }
  return stands(task, entry.changes) && (dueDate !== null || dueTime === null)
}

import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Stores } from '../ports.ts'
import { changed, makeRecordChange, type Task } from '../tasks/index.ts'
import { copyOf, taskFieldsOf } from './copy.ts'
import type { Conflict, Copy } from './ports.ts'
import type { Swapped, Sync } from './sync.ts'

const WEEK_MS = 7 * 86_400_000

export const makeConflicts =
  ({ storage }: CoreDeps): Sync['conflicts'] =>
  (actor, query) =>
    storage.read(async (stores) => {
      if (actor.role !== 'operator') {
        const task = query.taskId === undefined ? null : await stores.tasks.findAny(query.taskId)
        if (task === null || !concerns(actor, task)) {
          throw new DomainError('forbidden', 'Only operators see the conflicts of all tasks: name a task of yours.')
        }
      }
      return stores.conflicts.page(query)
    })

export const makeResolve = (deps: CoreDeps): Sync['resolve'] => {
  const decide = makeDecide(deps)
  return (actor, id, pick) =>
    deps.storage.run(async (stores) => {
      const conflict = await stores.conflicts.lock(id)
      const task = conflict === null ? null : await stores.tasks.lock(conflict.taskId)
      if (conflict === null || task === null || !concerns(actor, task)) {
        throw new DomainError('conflict_not_found', 'There is no such conflict.')
      }
      if (conflict.resolvedAt !== null) throw new DomainError('conflict_resolved', 'Somebody has resolved it already.')
      return (await decide(stores, actor, task, conflict, pick)).conflict
    })
}

export const makeSwapLatest = (deps: CoreDeps): Sync['swapLatest'] => {
  const decide = makeDecide(deps)
  return (actor, taskId) =>
    deps.storage.run(async (stores) => {
      const since = new Date(deps.clock.now().getTime() - WEEK_MS)
      const told =
        taskId === undefined
          ? await stores.conflicts.latestFor(actor.personId, since)
          : await latestOf(stores, actor, taskId, since)
      const swapped: Swapped[] = []
      for (const { id } of told) {
        const conflict = await stores.conflicts.lock(id)
        const task = conflict === null ? null : await stores.tasks.lock(conflict.taskId)
        if (conflict === null || task === null || conflict.resolvedAt !== null || !concerns(actor, task)) continue
        const pick = conflict.winner === 'ours' ? 'theirs' : 'ours'
        swapped.push(await decide(stores, actor, task, conflict, pick))
      }
      return swapped
    })
}

/** The newest open ones of a task that the actor was told of, all of their moment. */
const latestOf = async (
  { conflicts }: Pick<Stores, 'conflicts'>,
  { personId }: Actor,
  taskId: number,
  since: Date,
): Promise<readonly Conflict[]> => {
  const page = await conflicts.page({ taskId, open: true, limit: 100 })
  const told = page.conflicts.filter((one) => one.personId === personId && one.at >= since)
  return told.filter(({ at }) => at.getTime() === told[0]?.at.getTime())
}

const concerns = (actor: Actor, task: Task): boolean =>
  actor.role === 'operator' || task.createdBy === actor.personId || task.assigneeId === actor.personId

/** The value that did not stay, made an ordinary change by the actor, whatever became of the field since. */
const makeDecide = (deps: CoreDeps) => {
  const recordChange = makeRecordChange(deps)
  return async (
    stores: Stores,
    actor: Actor,
    task: Task,
    conflict: Conflict,
    pick: 'ours' | 'theirs',
  ): Promise<Swapped> => {
    const now = deps.clock.now()
    const isSwap = pick !== conflict.winner
    const resolved = { ...conflict, resolvedAt: now, resolution: isSwap ? ('swapped' as const) : ('kept' as const) }
    await stores.conflicts.update(resolved)
    if (!isSwap) return { conflict: resolved, task }
    const people = await stores.people.all()
    const values = valuesOf(conflict, pick, copyOf(task, people))
    const back = conflict.field === 'deleted' ? { deletedAt: null } : {}
    const after = changed(task, { ...taskFieldsOf(values, task.timeZone, people), ...back }, now)
    const next = await recordChange(stores, actor, { before: task, after, action: 'updated' })
    return { conflict: resolved, task: next }
  }
}

/** `Copy` values by field; of a deleted task, all that was changed outside before it went. */
const valuesOf = ({ field, ours, theirs }: Conflict, pick: 'ours' | 'theirs', now: Copy): Partial<Copy> => {
  const value = pick === 'ours' ? ours : theirs
  if (field !== 'deleted') return { [field]: value }
  const known = Object.entries(typeof value === 'object' && value !== null ? value : {})
  return Object.fromEntries(known.filter(([name]) => name in now))
}

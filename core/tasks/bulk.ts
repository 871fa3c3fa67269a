import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { DomainError, type InputProblem, invalid } from '../kernel/errors.ts'
import type { Stores } from '../ports.ts'
import { lockVisible } from './access.ts'
import { checkAssignee, checkLabels } from './fields.ts'
import type { DueInput, Tasks } from './index.ts'
import { makeRecordChange } from './record.ts'
import { resolveUntil, snoozed } from './snooze.ts'
import { changed, type JournalAction, type Priority, type Task, type TaskFields, type TaskStatus } from './task.ts'

/** More are several requests: one unit of work holds all of them. */
export const BULK_MAX = 100

/** One thing to do to several tasks. */
export type BulkChange =
  | { readonly do: 'status'; readonly status: TaskStatus }
  /** As `Tasks.snooze`. */
  | { readonly do: 'snooze'; readonly until: DueInput }
  | { readonly do: 'label'; readonly add?: readonly string[]; readonly remove?: readonly string[] }
  | { readonly do: 'assign'; readonly assigneeId: string | null }
  | { readonly do: 'priority'; readonly priority: Priority }
  | { readonly do: 'remove' }

/** What became of one of them. `not_found`: or not the actor's to see · `stale`: not the version they saw. */
export type BulkResult =
  | { readonly id: number; readonly outcome: 'changed' | 'unchanged'; readonly task: Task }
  | { readonly id: number; readonly outcome: 'not_found' | 'stale' | 'nothing_to_undo'; readonly task: null }
  | {
      readonly id: number
      readonly outcome: 'refused'
      readonly task: null
      readonly problems: readonly InputProblem[]
    }

type Change = (task: Task) => Partial<TaskFields>

export const makeBulk = (deps: CoreDeps): Tasks['bulk'] => {
  const recordChange = makeRecordChange(deps)
  return (actor, refs, change) =>
    deps.storage.run(async (stores) => {
      const now = deps.clock.now()
      const action = ACTIONS[change.do]
      const fieldsOf = await changeOf(deps, stores, actor, change, now)
      return forEachOf(refs, async ({ id, version }) => {
        const before = await lockVisible(stores.tasks, actor, id, version)
        const after = changed(before, fieldsOf(before), now)
        const task = await recordChange(stores, actor, { before, after, action })
        return { id, outcome: task === before ? 'unchanged' : 'changed', task }
      })
    })
}

const ACTIONS: Readonly<Record<BulkChange['do'], JournalAction>> = {
  status: 'status_changed',
  snooze: 'updated',
  label: 'updated',
  assign: 'updated',
  priority: 'updated',
  remove: 'deleted',
}

/** Refuses what would be a mistake for any task, before one is touched. */
const changeOf = async (
  deps: Pick<CoreDeps, 'settings'>,
  stores: Pick<Stores, 'people'>,
  actor: Actor,
  change: BulkChange,
  now: Date,
): Promise<Change> => {
  switch (change.do) {
    case 'status':
      return () => ({ status: change.status })
    case 'priority':
      return () => ({ priority: change.priority })
    case 'remove':
      return () => ({ deletedAt: now })
    case 'snooze': {
      const until = await resolveUntil(deps, stores, actor, change.until, now)
      return (task) => snoozed(task, until)
    }
    case 'assign': {
      const found = change.assigneeId === null ? null : await stores.people.find(change.assigneeId)
      const assigneeId = checkAssignee(actor, change.assigneeId, found)
      return () => ({ assigneeId })
    }
    case 'label': {
      const [add, remove] = [checkLabels(change.add ?? []), new Set(checkLabels(change.remove ?? []))]
      return ({ labels }) => ({ labels: checkLabels([...labels.filter((label) => !remove.has(label)), ...add]) })
    }
  }
}

/**
 * Does the same to each, in one order whatever the caller's, so that two of these cannot wait for each other; the results
 * come in the caller's. Core checks before it writes: what is refused leaves the unit of work as it was.
 */
export const forEachOf = async <Ref extends { readonly id: number }>(
  refs: readonly Ref[],
  work: (ref: Ref) => Promise<BulkResult>,
): Promise<readonly BulkResult[]> => {
  const byId = new Map(refs.map((ref) => [ref.id, ref]))
  if (byId.size > BULK_MAX) throw invalid('/ids', `At most ${BULK_MAX} tasks at once.`)
  const results = new Map<number, BulkResult>()
  for (const [id, ref] of [...byId].toSorted(([a], [b]) => a - b)) results.set(id, await orRefused(id, () => work(ref)))
  return [...byId.keys()].flatMap((id) => results.get(id) ?? [])
}

const orRefused = async (id: number, work: () => Promise<BulkResult>): Promise<BulkResult> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'task_not_found') return { id, outcome: 'not_found', task: null }
    if (error.code === 'stale_version') return { id, outcome: 'stale', task: null }
    if (error.code === 'nothing_to_undo') return { id, outcome: 'nothing_to_undo', task: null }
    if (error.code !== 'invalid_input') throw error
    return { id, outcome: 'refused', task: null, problems: error.problems }
  }
}

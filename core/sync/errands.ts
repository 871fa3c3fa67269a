import type { Person } from '../people/person.ts'
import type { Stores } from '../ports.ts'
import type { Task } from '../tasks/task.ts'
import { nextTry } from './backoff.ts'
import type { Errand, Run } from './context.ts'
import { isEmpty, pick } from './copy.ts'
import { isLeftOut } from './left-out.ts'
import { anew, brought } from './link.ts'
import { isNobodyThere } from './names.ts'
import type { Copy, CopyField, MirrorLink, MirrorWrite, WriteResult } from './ports.ts'
import { tellOfRemoval } from './tell-removal.ts'

export const createErrand = (run: Run, task: Task, { key }: MirrorLink, copy: Copy): Errand =>
  errand(run, task, key, { type: 'create', key, taskId: task.id, copy }, copy)

export const restoreErrand = (run: Run, task: Task, { key, externalId }: MirrorLink, copy: Copy): Errand =>
  errand(run, task, key, { type: 'restore', externalId: externalId ?? key, key, taskId: task.id, copy }, copy)

export const updateErrand = (run: Run, task: Task, { key, externalId }: MirrorLink, changes: Partial<Copy>): Errand =>
  errand(run, task, key, { type: 'update', externalId: externalId ?? key, changes }, changes)

export const trashErrand = (run: Run, task: Task, { key, externalId }: MirrorLink): Errand =>
  errand(run, task, key, { type: 'trash', externalId: externalId ?? key }, {})

/** A write for one link. What became of it counts only while the link is still the one it was made for. */
const errand = (run: Run, { id, version }: Task, key: string, write: MirrorWrite, written: Partial<Copy>): Errand => ({
  taskId: id,
  write,
  settle: async (stores, result) => {
    const task = await stores.tasks.lock(id)
    const link = await stores.links.lock(run.mirror.name, id)
    if (task === null || link === null || link.key !== key) return
    // Few writes leave somebody out: the others need nobody.
    const people = hasUnknownPerson(result) ? await stores.people.all() : []
    const settled = settledLink(run, task, link, { write, written, version, result, people })
    await stores.links.save(settled)
    const isRemoved = settled.state === 'removed' && link.state !== 'removed'
    if (isRemoved) await tellOfRemoval(run, stores, [task])
    const status = result.type === 'refused' ? 'failure' : 'success'
    stores.facts.record({ type: 'synced', mirror: run.mirror.name, direction: 'push', status })
  },
})

const hasUnknownPerson = (result: WriteResult): boolean =>
  result.type === 'done' && result.entry.problems.some(({ code }) => code === 'unknown_person')

interface Outcome {
  readonly write: MirrorWrite
  readonly written: Partial<Copy>
  /** Of the task that was written. */
  readonly version: number
  readonly result: WriteResult
  readonly people: readonly Person[]
}

const settledLink = (run: Run, task: Task, link: MirrorLink, outcome: Outcome): MirrorLink => {
  const { write, written, version, result, people } = outcome
  const now = run.deps.clock.now()
  if (result.type === 'refused') {
    const attempts = link.attempts + 1
    const { detail } = result
    // Those are still not there, whatever this refusal was about.
    const problems = [...link.problems.filter(isLeftOut), ...result.problems.filter((problem) => !isLeftOut(problem))]
    return { ...link, attempts, nextTryAt: nextTry(now, attempts), problems, detail }
  }
  const next = brought(link, task, version, now)
  if (write.type === 'trash') return { ...next, state: 'trashed', problems: [] }
  if (result.type === 'gone') {
    return write.type === 'update' ? { ...next, state: 'removed', problems: [] } : anew(link, run.deps.ids.uuid(), now)
  }
  const { entry } = result
  const left = entry.problems.filter((problem) => !isLeftOut(problem)).map(({ field }) => field)
  const fields = (Object.keys(pick(written, run.fields)) as CopyField[]).filter((field) => !left.includes(field))
  const isFirst = write.type === 'create' || write.type === 'restore'
  // What stands there, where it is known: an outside that spells a value its own way, or left it out, did not change it.
  // Of an update only that nothing stands there: a value may be newer than what we read, and is nobody's agreement.
  const shown = isFirst ? left : left.filter((field) => field in entry.fields && isEmpty(entry.fields[field]))
  const stood = { ...pick(entry.fields, shown), ...(isFirst ? {} : link.base) }
  const base = { ...stood, ...pick(written, fields), ...pick(entry.fields, fields) }
  return {
    ...next,
    externalId: entry.externalId,
    url: entry.url ?? link.url,
    state: 'linked',
    base: pick(base, run.fields),
    problems: [
      ...link.problems.filter(({ field }) => !left.includes(field) && !fields.includes(field)),
      ...entry.problems.filter((problem) => !isNobodyThere(problem, people)),
    ],
  }
}

/** What is written down when one link's own share of a run failed for a reason that is not the outside's. */
export const noteFailure = async (run: Run, stores: Stores, taskId: number): Promise<void> => {
  const link = await stores.links.lock(run.mirror.name, taskId)
  if (link === null) return
  const now = run.deps.clock.now()
  const attempts = link.attempts + 1
  await stores.links.save({ ...link, attempts, dirtySince: link.dirtySince ?? now, nextTryAt: nextTry(now, attempts) })
}

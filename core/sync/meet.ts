import type { Stores } from '../ports.ts'
import type { Task } from '../tasks/task.ts'
import { applyTo } from './apply.ts'
import { noteConflicts } from './conflict.ts'
import type { Found, Run } from './context.ts'
import { copyOf, pick, same } from './copy.ts'
import { createErrand, restoreErrand, trashErrand, updateErrand } from './errands.ts'
import { leftOutProblem, seeLabels } from './left-out.ts'
import { after, lineageOf, rankOf } from './lineage.ts'
import { clean, problemsOf } from './link.ts'
import type { Copy, CopyField, MirrorLink, RemoteEntry } from './ports.ts'
import { readable } from './readable.ts'
import { reconcile } from './reconcile.ts'
import { tellOfRemoval } from './tell-removal.ts'

/**
 * Brings a task and its copy together, in a unit of work that holds both; `there` is the copy as it was just read, null
 * when it is not there or in the trash. Gives what is to be written outside. Whatever dies after the commit, the next
 * meeting goes on from what it finds.
 */
export const meet = async (run: Run, stores: Stores, taskId: number, there: RemoteEntry | null): Promise<Found> => {
  const task = await stores.tasks.lock(taskId)
  const link = await stores.links.lock(run.mirror.name, taskId)
  if (task === null || link === null) return null
  if (task.deletedAt !== null) return meetDeleted(run, stores, task, link, there)
  if (there !== null) return compare(run, stores, task, relinked(link, there), there)
  switch (link.state) {
    case 'new':
    case 'creating':
      return begin(run, stores, task, link)
    case 'trashed':
      return restoreErrand(run, task, link, await copyNow(stores, task))
    case 'linked':
      await stores.links.save({ ...clean(link, task.version, run.deps.clock.now()), state: 'removed', problems: [] })
      await tellOfRemoval(run, stores, [task])
      return null
    case 'removed':
      await stores.links.save(clean(link, task.version, run.deps.clock.now()))
      return null
  }
}

const copyNow = async (stores: Stores, task: Task): Promise<Copy> => copyOf(task, await stores.people.all())

const relinked = (link: MirrorLink, { externalId, url }: RemoteEntry): MirrorLink => ({
  ...link,
  state: 'linked',
  externalId,
  url,
})

/** What is about to be written is noted first, so that it is known as ours if the answer never comes. */
const begin = async (run: Run, stores: Stores, task: Task, link: MirrorLink): Promise<Found> => {
  const copy = await copyNow(stores, task)
  // What no option holds is not sent: found without it, the copy is as we made it.
  const sent = { ...copy, labels: copy.labels.filter(run.canLabel) }
  const begun = { ...link, state: 'creating' as const, base: pick(sent, run.fields), version: task.version }
  await stores.links.save({ ...begun, dirtySince: link.dirtySince ?? run.deps.clock.now() })
  return createErrand(run, task, begun, copy)
}

const meetDeleted = async (
  run: Run,
  stores: Stores,
  task: Task,
  link: MirrorLink,
  there: RemoteEntry | null,
): Promise<Found> => {
  const now = run.deps.clock.now()
  if (there === null) {
    const isMade = link.state === 'linked' || link.state === 'trashed'
    // One whose making was begun stays so: should the task come back, it is looked for first.
    const state = isMade ? 'trashed' : link.state
    await stores.links.save({ ...clean(link, task.version, now), state, problems: [] })
    return null
  }
  if (link.state === 'trashed') {
    // Nobody but a person takes a copy out of the trash: the task comes back with it.
    const people = await stores.people.all()
    const back = await applyTo(run, stores, task, { toTask: {}, entry: there, people, back: true })
    return compare(run, stores, back, relinked(link, there), there)
  }
  const known = relinked(link, there)
  const { fields } = readable(there, link.base, await stores.people.all())
  const lost = Object.fromEntries(
    Object.entries(fields).filter(([field, value]) => !same(value, link.base[field as keyof Copy])),
  )
  const isEdited = Object.keys(link.base).length > 0 && Object.keys(lost).length > 0
  await stores.links.save({ ...known, base: { ...link.base, ...fields }, dirtySince: link.dirtySince ?? now })
  if (isEdited) {
    const deleted = { field: 'deleted' as const, ours: null, theirs: lost, winner: 'ours' as const }
    await noteConflicts(run, stores, task, [deleted])
  }
  return trashErrand(run, task, known)
}

/** Both are there: merged field by field, and the task's share of it done. */
const compare = async (run: Run, stores: Stores, task: Task, link: MirrorLink, entry: RemoteEntry): Promise<Found> => {
  const now = run.deps.clock.now()
  const people = await stores.people.all()
  const local = copyOf(task, people)
  const there = readable(entry, link.base, people)
  const isLabelled = run.fields.includes('labels')
  const seen = seeLabels(link, isLabelled ? local : { ...local, labels: [] }, there, run.canLabel)
  const { fields: remote, problems } = seen.remote
  const isShown = (label: string): boolean => run.canLabel(label) || there.fields.labels?.includes(label) === true
  const lineage = lineageOf(task, await stores.tasks.history(task.id), people, isShown)
  const edited = { ms: (entry.editedAt ?? run.startedAt).getTime(), rank: rankOf(run.mirror.name) }
  const merged = reconcile({
    fields: run.fields,
    base: seen.base,
    local,
    remote,
    isUnreadable: (field) => problems.some((problem) => problem.field === field),
    localTime: lineage.timeOf,
    remoteTime: (field) => after(edited, lineage.timeAt(field, link.version)),
    isOurs: (field) => lineage.hasHad(field, there.fields[field], link.version),
  })
  const next =
    Object.keys(merged.toTask).length === 0
      ? task
      : await applyTo(run, stores, task, { toTask: merged.toTask, entry, people })
  await noteConflicts(run, stores, next, merged.conflicts)
  const shown = copyOf(next, people)
  // What a task cannot hold as it was written there is shown as the task has it.
  const bent = run.fields.filter((field) => field in merged.toTask && !same(shown[field], merged.toTask[field]))
  const lacking = seen.lacking.filter((label) => shown.labels.includes(label))
  const healed = 'labels' in remote && lacking.some(run.canLabel) ? pick(shown, ['labels']) : {}
  const changes = { ...merged.toMirror, ...pick(shown, bent), ...healed }
  // What really stands there, without what could not be written.
  const base = pick({ ...link.base, ...pick(there.fields, Object.keys(merged.base) as CopyField[]) }, run.fields)
  const found = [...problems, ...lacking.map(leftOutProblem)]
  const known = { ...link, base, problems: problemsOf(link, found, shown, base) }
  if (Object.keys(changes).length === 0) {
    await stores.links.save(clean(known, next.version, now))
    return null
  }
  await stores.links.save({ ...known, dirtySince: link.dirtySince ?? now })
  return updateErrand(run, next, known, changes)
}

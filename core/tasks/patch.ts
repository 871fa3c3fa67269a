import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { invalid, together } from '../kernel/errors.ts'
import { checkTimeZone, isTimeZone } from '../kernel/time.ts'
import type { Locale, Person } from '../people/person.ts'
import { lockVisible } from './access.ts'
import { checkTime, NO_DUE, resolveDue } from './due.ts'
import { checkAssignee, checkDescription, checkLabels, checkTitle } from './fields.ts'
import type { PatchTask, Tasks } from './index.ts'
import { makeRecordChange } from './record.ts'
import { changed, type Task, type TaskFields } from './task.ts'

export const makePatchTask = (deps: CoreDeps): Tasks['patch'] => {
  const recordChange = makeRecordChange(deps)
  return (actor, id, patch, expect = {}) =>
    deps.storage.run(async (stores) => {
      const before = await lockVisible(stores.tasks, actor, id, expect.version)
      const assignee = typeof patch.assigneeId === 'string' ? await stores.people.find(patch.assigneeId) : null
      const whose = await stores.people.find(actor.personId)
      const now = deps.clock.now()
      const locale = whose?.locale ?? deps.settings.locale
      const fields = fieldsOf(before, patch, { actor, assignee, now, locale })
      return recordChange(stores, actor, { before, after: changed(before, fields, now), action: 'updated' })
    })
}

export const makeSetStatus = (deps: CoreDeps): Tasks['setStatus'] => {
  const recordChange = makeRecordChange(deps)
  return (actor, id, status, expect = {}) =>
    deps.storage.run(async (stores) => {
      const before = await lockVisible(stores.tasks, actor, id, expect.version)
      const after = changed(before, { status }, deps.clock.now())
      return recordChange(stores, actor, { before, after, action: 'status_changed' })
    })
}

interface PatchContext {
  readonly actor: Actor
  /** Who has the id in `patch.assigneeId`. */
  readonly assignee: Person | null
  readonly now: Date
  readonly locale: Locale
}

const fieldsOf = (
  task: Task,
  patch: PatchTask,
  { actor, assignee, now, locale }: PatchContext,
): Omit<TaskFields, 'completedAt' | 'deletedAt'> => {
  const timeZone = patch.timeZone ?? task.timeZone
  const { due, ...checked } = together({
    title: () => (patch.title === undefined ? task.title : checkTitle(patch.title)),
    description: () => (patch.description === undefined ? task.description : checkDescription(patch.description)),
    labels: () => (patch.labels === undefined ? task.labels : checkLabels(patch.labels)),
    assigneeId: () =>
      patch.assigneeId === undefined ? task.assigneeId : checkAssignee(actor, patch.assigneeId, assignee),
    timeZone: () => (patch.timeZone === undefined ? timeZone : checkTimeZone(timeZone)),
    due: () => (isTimeZone(timeZone) ? dueOf(task, patch, { now, locale, timeZone }) : NO_DUE),
  })
  const { status = task.status, priority = task.priority } = patch
  return { status, priority, ...checked, ...due }
}

type Due = Pick<TaskFields, 'dueDate' | 'dueTime'>

/** `due` sets both parts at once; `dueDate` and `dueTime` change one and leave the other as it is. */
const dueOf = (task: Task, patch: PatchTask, context: { now: Date; locale: Locale; timeZone: string }): Due => {
  if (patch.due === null) return NO_DUE
  if (patch.due !== undefined) return resolveDue(patch.due, context)
  if (patch.dueDate === undefined && patch.dueTime === undefined) return keepsWallTime(task, context.timeZone)
  const dueDate = patch.dueDate === undefined ? task.dueDate : patch.dueDate
  // Clearing the date clears the time with it, unless a time was asked for, which is then a mistake.
  const dueTime = patch.dueTime !== undefined ? patch.dueTime : dueDate === null ? null : task.dueTime
  if (dueDate === null) {
    if (dueTime !== null) throw invalid('/due_time', 'A time needs a date: set due_date too.')
    return { dueDate, dueTime }
  }
  return resolveDue({ date: dueDate, time: dueTime }, context)
}

const keepsWallTime = (task: Task, timeZone: string): Due => {
  const { dueDate, dueTime } = task
  if (dueDate !== null && dueTime !== null && timeZone !== task.timeZone) checkTime(dueDate, dueTime, timeZone)
  return { dueDate, dueTime }
}

import type { CoreDeps } from '../deps.ts'
import { invalid } from '../kernel/errors.ts'
import type { Locale } from '../people/person.ts'
import { lockVisible } from './access.ts'
import { checkTime, checkTimeZone, resolveDue } from './due.ts'
import { checkAssignee, checkDescription, checkLabels, checkTitle } from './fields.ts'
import type { PatchTask, Tasks } from './index.ts'
import { makeRecordChange } from './record.ts'
import { changed, type Task, type TaskFields } from './task.ts'

export const makePatchTask = (deps: CoreDeps): Tasks['patch'] => {
  const recordChange = makeRecordChange(deps)
  return (actor, id, patch, expect = {}) =>
    deps.storage.run(async (stores) => {
      const before = await lockVisible(stores.tasks, actor, id, expect.version)
      if (patch.assigneeId !== undefined) await checkAssignee(stores.people, actor, patch.assigneeId)
      const whose = await stores.people.find(actor.personId)
      const now = deps.clock.now()
      const fields = fieldsOf(before, patch, { now, locale: whose?.locale ?? deps.settings.locale })
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

const fieldsOf = (task: Task, patch: PatchTask, context: { now: Date; locale: Locale }): Partial<TaskFields> => {
  const timeZone = patch.timeZone === undefined ? task.timeZone : checkTimeZone(patch.timeZone)
  return {
    ...(patch.title === undefined ? {} : { title: checkTitle(patch.title) }),
    ...(patch.description === undefined ? {} : { description: checkDescription(patch.description) }),
    ...(patch.status === undefined ? {} : { status: patch.status }),
    ...(patch.priority === undefined ? {} : { priority: patch.priority }),
    ...(patch.labels === undefined ? {} : { labels: checkLabels(patch.labels) }),
    ...(patch.assigneeId === undefined ? {} : { assigneeId: patch.assigneeId }),
    timeZone,
    ...dueOf(task, patch, { ...context, timeZone }),
  }
}

type Due = Pick<TaskFields, 'dueDate' | 'dueTime'>

/** `due` sets both parts at once; `dueDate` and `dueTime` change one and leave the other as it is. */
const dueOf = (
  task: Task,
  patch: PatchTask,
  context: { now: Date; locale: Locale; timeZone: string },
): Due | Record<string, never> => {
  if (patch.due === null) return { dueDate: null, dueTime: null }
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

const keepsWallTime = (task: Task, timeZone: string): Record<string, never> => {
  if (task.dueDate !== null && task.dueTime !== null && timeZone !== task.timeZone) {
    checkTime(task.dueDate, task.dueTime, timeZone)
  }
  return {}
}

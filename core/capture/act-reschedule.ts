import type { CoreDeps } from '../deps.ts'
import { dueIn, makeTasks } from '../tasks/index.ts'
import type { ActOnOne } from './act.ts'
import { dueOf } from './act-create.ts'
import { repliesTo } from './replies.ts'

/** A new date keeps the task's time unless one was said. */
export const makeReschedule = (deps: CoreDeps): ActOnOne => {
  const tasks = makeTasks(deps)
  return async ({ actor, person, understood }, ref) => {
    const say = repliesTo(person)
    const before = await tasks.get(actor, ref)
    const { dueDate, dueTime } = understood
    const asked = { reply: say.toWhen(before), hint: say.sayWhen(understood.refs), taskId: ref }
    if (dueDate === null) return asked
    // The person speaks of their own clock, whatever zone the task was written in.
    const { timeZone } = person
    const due = dueOf({ dueDate, dueTime: dueTime ?? dueIn(before, timeZone).dueTime }, timeZone)
    if (due === null) return asked
    const task = await tasks.patch(actor, ref, { due, timeZone })
    return { reply: say.rescheduled(task), taskId: ref }
  }
}

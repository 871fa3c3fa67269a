import type { CoreDeps } from '../deps.ts'
import { makeTasks } from '../tasks/index.ts'
import type { Answer, Request } from './act.ts'
import { dueOf } from './act-create.ts'
import { repliesIn } from './replies.ts'

/** A new date keeps the task's time unless one was said. */
export const makeReschedule = (deps: CoreDeps) => {
  const tasks = makeTasks(deps)
  return async ({ actor, person, understood }: Request, ref: number): Promise<Answer> => {
    const say = repliesIn(person.locale)
    const before = await tasks.get(actor, ref)
    const { dueDate, dueTime } = understood
    if (dueDate === null) return { reply: say.toWhen(before), taskId: ref }
    const due = dueOf({ dueDate, dueTime: dueTime ?? before.dueTime }, before.timeZone)
    const task = await tasks.patch(actor, ref, due === null ? {} : { due })
    return { reply: say.rescheduled(task), taskId: ref }
  }
}

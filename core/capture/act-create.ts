import type { CoreDeps } from '../deps.ts'
import { lengthOf, shortened } from '../kernel/text.ts'
import { instantOf, isInGap } from '../kernel/time.ts'
import type { Understanding } from '../language/index.ts'
import { type DueInput, makeTasks } from '../tasks/index.ts'
import type { Answer, Request } from './act.ts'
import { repliesTo } from './replies.ts'

const TITLE_MAX = 500
const DESCRIPTION_MAX = 10_000

/** Whatever a known person writes that is neither a command nor small talk becomes a task: nothing is lost. */
export const makeCaptureTask =
  (deps: CoreDeps) =>
  async ({ actor, person, understood, keepsText = false }: Request): Promise<Answer> => {
    const { title, description } = wordsOf(understood, keepsText)
    const due = dueOf(understood, person.timeZone)
    const task = await makeTasks(deps).create(actor, {
      title,
      timeZone: person.timeZone,
      ...(description === null ? {} : { description }),
      ...(understood.priority === null ? {} : { priority: understood.priority }),
      ...(due === null ? {} : { due }),
    })
    const say = repliesTo(person)
    const { certainty, rrule, unread } = understood
    const notes = { guessed: certainty === 'low', recurs: rrule !== null, unread }
    return { reply: say.created(task, notes), taskId: task.id }
  }

const DATE_MAX = '9998-12-31'

/** Further than tasks reach: kept in the words, since a refusal would lose them. */
export const isBeyond = (date: string | null): boolean => date !== null && date > DATE_MAX

/** A title of a sane length; when words would be lost by it, or ask for a recurrence, all of them are kept below. */
export const wordsOf = (
  understood: Understanding,
  keepsText = false,
): { title: string; description: string | null } => {
  const text = understood.text.trim()
  const title = understood.title?.trim() || text
  const isLong = lengthOf(title) > TITLE_MAX
  return {
    title: shortened(title, TITLE_MAX),
    description:
      keepsText || isLong || understood.rrule !== null || isBeyond(understood.dueDate)
        ? [...text].slice(0, DESCRIPTION_MAX).join('')
        : null,
  }
}

/** A wall time that the clocks skip moves forward by the gap; the reply shows where it went. */
export const dueOf = (
  { dueDate, dueTime }: Pick<Understanding, 'dueDate' | 'dueTime'>,
  timeZone: string,
): DueInput | null => {
  if (dueDate === null || isBeyond(dueDate)) return null
  if (dueTime !== null && isInGap(dueDate, dueTime, timeZone)) return { at: instantOf(dueDate, dueTime, timeZone) }
  return { date: dueDate, time: dueTime }
}

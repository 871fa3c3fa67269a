import type { z } from 'zod'
import { invalid } from '../../../core/kernel/errors.ts'
import { isLocalDate, isTimeZone, LOCAL_TIME } from '../../../core/kernel/time.ts'
import { checkTime, type DueInput, type PatchTask } from '../../../core/tasks/index.ts'
import { judgedWhole } from '../schemas.ts'

/** The forms of a due date in a body. */
interface DueFields {
  readonly due?: string | null | undefined
  readonly due_at?: string | null | undefined
  readonly due_date?: string | null | undefined
  readonly due_time?: string | null | undefined
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

const checkForms = (body: DueFields): void => {
  const forms = [body.due, body.due_at, body.due_date ?? body.due_time].filter(isGiven)
  if (forms.length > 1) throw invalid('/due', 'Give the date in one form: due, due_at, or due_date with due_time.')
}

/** The clocks of the zone that was named skip the time. A zone not named is only known to the core. */
const checkGap = ({ due_date: date, due_time: time, time_zone: zone }: Readonly<Record<string, unknown>>): void => {
  if (typeof date !== 'string' || typeof time !== 'string' || typeof zone !== 'string') return
  if (isLocalDate(date) && LOCAL_TIME.test(time) && isTimeZone(zone)) checkTime(date, time, zone)
}

const timeAlone = () => invalid('/due_time', 'A time needs a date: set due_date too.')

/** A body's due fields fit each other. */
export const dueOfCreate = <S extends z.ZodObject>(schema: S): S =>
  judgedWhole(schema, (body) => {
    checkForms(body)
    if (isGiven(body.due_time) && !isGiven(body.due_date)) throw timeAlone()
    checkGap(body)
  })

/** As `dueOfCreate`, where a time alone changes the task's own. */
export const dueOfPatch = <S extends z.ZodObject>(schema: S): S =>
  judgedWhole(schema, (body) => {
    checkForms(body)
    if (isGiven(body.due_time) && body.due_date === null) throw timeAlone()
    checkGap(body)
  })

export const createdDue = (body: DueFields): DueInput | undefined => {
  if (typeof body.due === 'string') return { words: body.due }
  if (typeof body.due_at === 'string') return { at: new Date(body.due_at) }
  if (typeof body.due_date === 'string') return { date: body.due_date, time: body.due_time ?? null }
  return undefined
}

/** `due` and `due_at` set or clear both parts; `due_date` and `due_time` may come alone. */
export const patchedDue = (body: DueFields): Pick<PatchTask, 'due' | 'dueDate' | 'dueTime'> => {
  if (typeof body.due === 'string') return { due: { words: body.due } }
  if (typeof body.due_at === 'string') return { due: { at: new Date(body.due_at) } }
  if (body.due_date !== undefined || body.due_time !== undefined) {
    return {
      ...(body.due_date === undefined ? {} : { dueDate: body.due_date }),
      ...(body.due_time === undefined ? {} : { dueTime: body.due_time }),
    }
  }
  return body.due === null || body.due_at === null ? { due: null } : {}
}

import { invalid } from '../kernel/errors.ts'
import {
  instantOf,
  isInGap,
  isLocalDate,
  LOCAL_TIME,
  type LocalDate,
  type LocalTime,
  localDate,
  localTime,
} from '../kernel/time.ts'
import { understand } from '../language/index.ts'
import type { Locale } from '../people/person.ts'
import type { DueInput } from './index.ts'
import type { TaskFields } from './task.ts'

type Due = Pick<TaskFields, 'dueDate' | 'dueTime'>

export const NO_DUE: Due = { dueDate: null, dueTime: null }

export interface DueContext {
  readonly now: Date
  readonly timeZone: string
  readonly locale: Locale
}

/** The wall date and time an input means in the zone. Refuses what cannot be, naming the field. */
export const resolveDue = (due: DueInput, context: DueContext): Due => {
  if ('at' in due) {
    const found = fromInstant(due.at, context.timeZone)
    checkDate(found.dueDate, '/due_at')
    return found
  }
  if ('words' in due) return fromWords(due.words, context)
  checkDate(due.date)
  if (due.time !== null) checkTime(due.date, due.time, context.timeZone)
  return { dueDate: due.date, dueTime: due.time }
}

const fromInstant = (at: Date, timeZone: string) => ({
  dueDate: localDate(at, timeZone),
  dueTime: localTime(at, timeZone),
})

const fromWords = (words: string, context: DueContext): Due => {
  const { dueDate, dueTime, rrule } = understand(words, context)
  if (rrule !== null) throw invalid('/due', 'Asks for a recurrence, and tasks do not recur yet. Name a single date.')
  if (dueDate === null) throw invalid('/due', 'Not understood as a date or time. Try "amanhã às 14h" or use due_date.')
  checkDate(dueDate, '/due')
  return pastGap(dueDate, dueTime, context.timeZone)
}

/** A time that the clocks skip on that day is moved on by the gap: the same instant, named as the clock shows it. */
export const pastGap = (date: LocalDate, time: LocalTime | null, timeZone: string): Due =>
  time === null ? { dueDate: date, dueTime: null } : fromInstant(instantOf(date, time, timeZone), timeZone)

const checkDate = (date: string, pointer = '/due_date'): void => {
  const year = Number(date.slice(0, 4))
  if (isLocalDate(date) && year >= 1970 && year <= 9998) return
  throw invalid(
    pointer,
    pointer === '/due_date'
      ? 'Must be a real date as YYYY-MM-DD, between 1970 and 9998.'
      : 'Must be between the years 1970 and 9998.',
  )
}

export const checkTime = (date: string, time: string, timeZone: string): void => {
  if (!LOCAL_TIME.test(time)) throw invalid('/due_time', 'Must be a time as HH:MM, 00:00 to 23:59.')
  if (isInGap(date, time, timeZone)) {
    throw invalid('/due_time', 'The clocks of that time zone skip this time on that day.')
  }
}

import { instantOf, type LocalDate, type LocalTime, localDate, localTime, Temporal, zoned } from '../kernel/time.ts'
import { type Chosen, choose } from './choose.ts'
import { type Said, timeOf, timeOfPeriod, wall } from './clock.ts'
import { type Day, isOver, type Moment } from './days.ts'
import { firstOccurrence, isPlaced, type Recurrence, rruleOf } from './recurrence.ts'
import type { DayMeaning, Mark } from './rule.ts'
import type { Reference } from './understanding.ts'

/** When a text asks for something, and which of its words say so. */
export interface When {
  readonly dueDate: LocalDate | null
  readonly dueTime: LocalTime | null
  readonly rrule: string | null
  readonly guess: boolean
  /** Nothing said the day: a time did, of today or tomorrow. */
  readonly implied: boolean
  readonly marks: readonly Mark[]
}

type Answer = Omit<When, 'marks' | 'guess' | 'implied'> & { readonly guess?: boolean }

const NEVER: Answer = { dueDate: null, dueTime: null, rrule: null }

export const readWhen = (folded: string, marks: readonly Mark[], reference: Reference): When => {
  const now = zoned(reference.now, reference.timeZone)
  const clock = localTime(reference.now, reference.timeZone)
  const today = Temporal.PlainDate.from(now.toPlainDate().toString())
  const chosen = choose(folded, marks, { today, clock, time: null })
  const said = saidTime(chosen)
  const moment: Moment = { today, clock, time: said?.time ?? null }
  const answer = answerOf(chosen, moment, reference)
  const guess = chosen.guess || said?.guess === true || answer.guess === true
  const { repeat, after, day } = chosen
  const implied = repeat === null && after === null && day === null && answer.dueDate !== null
  return { ...answer, guess: guess && answer.dueDate !== null, implied, marks: chosen.marks }
}

const saidTime = ({ time, period, day, repeat }: Chosen): Said | null => {
  const part = period?.period ?? day?.period ?? repeat?.period
  if (time !== null) return timeOf(time, part)
  if (period?.time !== undefined) return { time: period.time, guess: period.guess === true }
  return part === undefined ? null : timeOfPeriod(part)
}

const answerOf = (chosen: Chosen, moment: Moment, reference: Reference): Answer => {
  if (chosen.repeat !== null) return repeated(chosen.repeat.recurrence, chosen.day, moment, reference)
  if (chosen.after !== null) return inMinutes(chosen.after.minutes, reference)
  if (chosen.day !== null) return onDay(chosen.day, moment)
  if (moment.time === null) return NEVER
  const day = isOver(moment) ? moment.today.add({ days: 1 }) : moment.today
  return { dueDate: day.toString(), dueTime: moment.time, rrule: null }
}

const onDay = (said: DayMeaning, moment: Moment): Answer => {
  const day = said.find(moment)
  if (day === null) return NEVER
  const isPast = isOver(moment) && Temporal.PlainDate.compare(day, moment.today) === 0
  // "hoje à meia-noite" is the midnight that ends today.
  const due = isPast && moment.time === '00:00' ? day.add({ days: 1 }) : day
  return { dueDate: due.toString(), dueTime: moment.time, rrule: null, guess: isPast }
}

const inMinutes = (minutes: number, { now, timeZone }: Reference): Answer => {
  const at = new Date(now.getTime() + minutes * 60_000)
  return { dueDate: localDate(at, timeZone), dueTime: localTime(at, timeZone), rrule: null }
}

const MINUTES: Readonly<Record<string, number>> = { MINUTELY: 1, HOURLY: 60 }

const repeated = (said: Recurrence, day: DayMeaning | null, moment: Moment, reference: Reference): Answer => {
  const placed = day === null ? null : placedBy(said, day)
  const recurrence = placed ?? said
  const other = placed === null ? (day?.find(moment) ?? null) : null
  const isEnd = day?.role === 'until'
  const until = other !== null && isEnd ? untilOf(other, moment.time, reference.timeZone) : null
  const rrule = rruleOf(recurrence, until)

  const isOpen = other === null || isEnd
  const each = MINUTES[recurrence.freq]
  if (isOpen && each !== undefined) {
    return { ...nextOfSteps(each * (recurrence.interval ?? 1), moment, reference), rrule }
  }
  if (isOpen && isOver(moment) && !isPlaced(recurrence)) {
    return { dueDate: oneLater(recurrence, moment.today).toString(), dueTime: moment.time, rrule }
  }
  const start = isOpen ? moment : { ...moment, today: other, time: startTime(other, moment) }
  return { dueDate: firstOccurrence(recurrence, start).toString(), dueTime: moment.time, rrule }
}

/** "de 8 em 8 horas a partir das 8h" at ten comes next at four; without a start it counts from now. */
const nextOfSteps = (step: number, { today, clock, time }: Moment, reference: Reference): Answer => {
  if (time === null) return inMinutes(step, reference)
  const ahead = Math.floor((minutesOf(clock) - minutesOf(time)) / step) + 1
  const at = minutesOf(time) + step * Math.max(0, ahead)
  const dueTime = wall(Math.floor(at / 60) % 24, at % 60)
  return { dueDate: today.add({ days: Math.floor(at / (24 * 60)) }).toString(), dueTime, rrule: null }
}

const minutesOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const oneLater = ({ freq, interval = 1 }: Recurrence, day: Day): Day => {
  if (freq === 'YEARLY') return day.add({ years: interval })
  if (freq === 'MONTHLY') return day.add({ months: interval })
  return day.add({ days: freq === 'WEEKLY' ? 7 * interval : interval })
}

const startTime = (start: Day, moment: Moment): LocalTime | null =>
  Temporal.PlainDate.compare(start, moment.today) > 0 ? null : moment.time

/** "todo mês … dia 10": the day says on which of them, when the recurrence has not. */
const placedBy = (recurrence: Recurrence, { by, role }: DayMeaning): Recurrence | null => {
  if (by === undefined || role === 'from' || isPlaced(recurrence)) return null
  const { freq } = recurrence
  if (freq === 'WEEKLY' && by.byDay !== undefined) return { ...recurrence, byDay: by.byDay }
  if (freq === 'MONTHLY' && by.byMonthDay !== undefined && by.byMonth === undefined) return { ...recurrence, ...by }
  if (freq === 'YEARLY' && by.byMonth !== undefined) return { ...recurrence, ...by }
  return null
}

/** RFC 5545: a date for all-day tasks, else an instant in UTC. */
const untilOf = (day: Day, time: LocalTime | null, timeZone: string): string => {
  if (time === null) return day.toString().replaceAll('-', '')
  const end = instantOf(day.toString(), '23:59', timeZone)
  return end.toISOString().replace(/[-:]|\.\d+/g, '')
}

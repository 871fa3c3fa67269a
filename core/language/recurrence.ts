import type { LocalDate } from '../kernel/time.ts'
import { type Day, dayOf, isOver, type Moment } from './days.ts'

export const WEEKDAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const BUSINESS_DAYS = [1, 2, 3, 4, 5]

/** What RFC 5545 can say and people do. */
export interface Recurrence {
  readonly freq: 'MINUTELY' | 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  readonly interval?: number
  /** 1 is Monday. */
  readonly byDay?: readonly number[]
  /** Which of the month's: 1 the first Monday, -1 the last. Only with one weekday. */
  readonly nth?: number
  readonly byMonthDay?: readonly number[]
  readonly byMonth?: readonly number[]
  /** Which of the month's business days, -1 the last. */
  readonly businessDay?: number
  /** The last day it happens. */
  readonly until?: LocalDate
}

const LEAP_YEAR = 2024

/** null: no year has that day. */
export const onceAYear = (month: number, day: number): Recurrence | null =>
  dayOf(LEAP_YEAR, month, day) === null ? null : { freq: 'YEARLY', byMonth: [month], byMonthDay: [day] }

const codeOf = (weekday: number): string => WEEKDAY_CODES[weekday - 1] ?? ''

const daysOf = ({ byDay, nth, businessDay }: Recurrence): readonly string[] => {
  if (businessDay !== undefined) return BUSINESS_DAYS.map(codeOf)
  return [...new Set(byDay ?? [])].sort((a, b) => a - b).map((weekday) => `${nth ?? ''}${codeOf(weekday)}`)
}

/** `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO`; `until` as RFC 5545 writes it. */
export const rruleOf = (recurrence: Recurrence, until: string | null): string => {
  const { freq, interval, byMonth, byMonthDay, businessDay } = recurrence
  const parts: readonly (readonly [string, string | number | undefined])[] = [
    ['FREQ', freq],
    ['INTERVAL', interval === 1 ? undefined : interval],
    ['BYMONTH', byMonth?.join(',')],
    ['BYMONTHDAY', byMonthDay?.join(',')],
    ['BYDAY', daysOf(recurrence).join(',')],
    ['BYSETPOS', businessDay],
    ['UNTIL', until ?? undefined],
  ]
  return parts
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(';')
}

const isDaily = ({ freq, interval = 1 }: Recurrence): boolean => freq === 'DAILY' && interval === 1

/** The same without those weekdays, as far as RFC 5545 can say so; never without any day left. */
export const without = (recurrence: Recurrence, weekdays: readonly number[]): Recurrence => {
  const days = recurrence.byDay ?? (isDaily(recurrence) ? [1, 2, 3, 4, 5, 6, 7] : [])
  const byDay = days.filter((day) => !weekdays.includes(day))
  if (recurrence.nth !== undefined || byDay.length === days.length || byDay.length === 0) return recurrence
  return { ...recurrence, freq: 'WEEKLY', byDay }
}

/** Whether it says on which days, rather than only how often. */
export const isPlaced = ({ byDay, byMonthDay, byMonth, businessDay }: Recurrence): boolean =>
  (byDay ?? byMonthDay ?? byMonth ?? businessDay) !== undefined

/** Today, or the next of its days when today is none or its time is past. */
export const firstOccurrence = (recurrence: Recurrence, moment: Moment): Day => {
  let day = isOver(moment) ? moment.today.add({ days: 1 }) : moment.today
  // A day that comes once in four years, or eight around 2100, is found a month at a time.
  for (let steps = 0; steps < 3_000; steps += 1) {
    if (recurrence.byMonth !== undefined && !recurrence.byMonth.includes(day.month)) {
      day = day.with({ day: 1 }).add({ months: 1 })
      continue
    }
    if (happensOn(recurrence, day)) return day
    day = day.add({ days: 1 })
  }
  return moment.today
}

const happensOn = (recurrence: Recurrence, day: Day): boolean => {
  const { byDay, nth, byMonthDay, businessDay } = recurrence
  if (businessDay !== undefined) return isNthBusinessDay(day, businessDay)
  const fromEnd = day.day - day.daysInMonth - 1
  if (byMonthDay !== undefined && !byMonthDay.includes(day.day) && !byMonthDay.includes(fromEnd)) return false
  if (byDay !== undefined && !byDay.includes(day.dayOfWeek)) return false
  if (nth === undefined) return true
  return nth > 0 ? Math.ceil(day.day / 7) === nth : Math.ceil(-fromEnd / 7) === -nth
}

const isNthBusinessDay = (day: Day, nth: number): boolean => {
  if (day.dayOfWeek > 5) return false
  const [from, to] = nth > 0 ? [1, day.day] : [day.day, day.daysInMonth]
  let count = 0
  for (let date = from; date <= to; date += 1) {
    const other = dayOf(day.year, day.month, date)
    if (other !== null && other.dayOfWeek <= 5) count += 1
  }
  return count === Math.abs(nth)
}

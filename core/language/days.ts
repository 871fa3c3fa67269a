import { type LocalTime, Temporal } from '../kernel/time.ts'

export type Day = InstanceType<typeof Temporal.PlainDate>

/** When a text was written, on the wall of whoever wrote it. */
export interface Moment {
  readonly today: Day
  readonly clock: LocalTime
  /** The time said with the day; null: none, so all of today is still ahead. */
  readonly time: LocalTime | null
}

/** Which day the words mean at that moment; null when there is no such day. */
export type FindDay = (moment: Moment) => Day | null

export const isOver = ({ clock, time }: Moment): boolean => time !== null && time <= clock

/** A real day of the calendar, or null (31 February). */
export const dayOf = (year: number, month: number, day: number): Day | null => {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null
  }
}

export const inDays =
  (days: number): FindDay =>
  ({ today }) =>
    today.add({ days })

/** The same day of a later month, the last one where it has none. */
export const inMonths =
  (months: number): FindDay =>
  ({ today }) =>
    today.add({ months })

/** Monday to Friday; holidays are not known. */
export const isBusinessDay = (day: Day): boolean => day.dayOfWeek <= 5

export const inBusinessDays =
  (count: number): FindDay =>
  ({ today }) => {
    let day = today
    for (let left = count; left > 0; ) {
      day = day.add({ days: 1 })
      if (isBusinessDay(day)) left -= 1
    }
    return day
  }

/** 1 is Monday. The coming one; today's only with a time still ahead. */
export const comingWeekday =
  (weekday: number): FindDay =>
  (moment) => {
    const days = (weekday - moment.today.dayOfWeek + 7) % 7
    const isToday = days === 0 && moment.time !== null && !isOver(moment)
    return moment.today.add({ days: days === 0 && !isToday ? 7 : days })
  }

/** Said to be the next one: never today's. */
export const nextWeekday =
  (weekday: number): FindDay =>
  (moment) =>
    comingWeekday(weekday)({ ...moment, time: null })

/** Of this week, when that is still to come. */
export const weekdayOfThisWeek =
  (weekday: number): FindDay =>
  (moment) =>
    weekday === moment.today.dayOfWeek && !isOver(moment) ? moment.today : comingWeekday(weekday)(moment)

/** That weekday of the week that starts on the next Monday, or of one after it. */
export const weekdayOfNextWeek =
  (weekday: number, weeks = 1): FindDay =>
  ({ today }) =>
    today.add({ days: 7 * weeks - today.dayOfWeek + weekday })

/** Saturday, or today when the weekend has begun. */
export const weekend: FindDay = (moment) =>
  moment.today.dayOfWeek === 6 ? moment.today : comingWeekday(6)({ ...moment, time: null })

/** The Friday that ends the working week; once that is over, Sunday. */
export const endOfWeek: FindDay = ({ today }) => today.add({ days: (today.dayOfWeek <= 5 ? 5 : 7) - today.dayOfWeek })

/** 0 is this month. */
export const endOfMonth =
  (months = 0): FindDay =>
  ({ today }) => {
    const month = today.add({ months })
    return month.with({ day: month.daysInMonth })
  }

export const startOfMonth =
  (months: number): FindDay =>
  ({ today }) =>
    today.with({ day: 1 }).add({ months })

/** Of the next such month, this one included while its day is ahead; -1 is its last day. */
export const inNamedMonth =
  (month: number, day: 1 | -1): FindDay =>
  ({ today }) => {
    const next = today.with({ day: 1 }).add({ months: (month - today.month + 12) % 12 })
    const found = day === 1 ? next : next.with({ day: next.daysInMonth })
    return Temporal.PlainDate.compare(found, today) >= 0 ? found : found.add({ years: 1 })
  }

export const endOfYear: FindDay = ({ today }) => today.with({ month: 12, day: 31 })
export const startOfNextYear: FindDay = ({ today }) => today.with({ month: 1, day: 1 }).add({ years: 1 })

/** The next such day of a month, today included while its time is ahead; a shorter month is passed over. */
export const dayOfMonth =
  (day: number): FindDay =>
  (moment) => {
    const { year, month } = moment.today
    if (day < 1 || day > 31) return null
    if (day > moment.today.day || (day === moment.today.day && !isOver(moment))) {
      const found = dayOf(year, month, day)
      if (found !== null) return found
    }
    // Of two months in a row one has 31 days.
    for (const months of [1, 2]) {
      const later = moment.today.with({ day: 1 }).add({ months })
      const found = dayOf(later.year, later.month, day)
      if (found !== null) return found
    }
    return null
  }

/** The next such weekday of a month: of this one or a later, of a named month, or of the month so many ahead. */
export const nthWeekday =
  (nth: number, weekday: number, of: { readonly month?: number; readonly ahead?: number } = {}): FindDay =>
  ({ today }) => {
    const from = of.ahead ?? 0
    for (let months = from; months <= from + (of.ahead === undefined ? 12 : 0); months += 1) {
      const month = today.with({ day: 1 }).add({ months })
      if (of.month !== undefined && month.month !== of.month) continue
      const found = nthInMonth(month, nth, (day) => day.dayOfWeek === weekday)
      if (found !== null && Temporal.PlainDate.compare(found, today) >= 0) return found
    }
    return null
  }

export const nthBusinessDay =
  (nth: number, ahead?: number): FindDay =>
  ({ today }) => {
    const month = today.with({ day: 1 })
    const found = ahead === undefined ? nthInMonth(month, nth, isBusinessDay) : null
    if (found !== null && Temporal.PlainDate.compare(found, today) >= 0) return found
    return nthInMonth(month.add({ months: ahead ?? 1 }), nth, isBusinessDay)
  }

const nthInMonth = (month: Day, nth: number, counts: (day: Day) => boolean): Day | null => {
  const days = Array.from({ length: month.daysInMonth }, (_, index) => month.with({ day: index + 1 })).filter(counts)
  return days.at(nth > 0 ? nth - 1 : nth) ?? null
}

export const dayOfLaterMonth =
  (day: number, months: number): FindDay =>
  ({ today }) => {
    const later = today.with({ day: 1 }).add({ months })
    return dayOf(later.year, later.month, day)
  }

/** Without a year the next one, today included. A year that makes it a past day makes it no due date. */
export const dayAndMonth =
  (day: number, month: number, year?: number): FindDay =>
  ({ today }) => {
    if (year !== undefined) {
      const found = dayOf(year, month, day)
      return found === null || Temporal.PlainDate.compare(found, today) < 0 ? null : found
    }
    // 29 February is at most eight years away.
    for (let ahead = 0; ahead <= 8; ahead += 1) {
      const found = dayOf(today.year + ahead, month, day)
      if (found !== null && Temporal.PlainDate.compare(found, today) >= 0) return found
    }
    return null
  }

export const later =
  (find: FindDay, days: number): FindDay =>
  (moment) =>
    find(moment)?.add({ days }) ?? null

/** "26" is 2026. */
export const yearOf = (written: string | undefined): number | undefined => {
  if (written === undefined) return undefined
  return written.length === 2 ? 2000 + Number(written) : Number(written)
}

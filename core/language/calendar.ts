import { Temporal } from '../kernel/time.ts'

export type Day = ReturnType<typeof Temporal.PlainDate.from>
/** 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** null for a date the calendar does not have. */
export const dayOf = (year: number, month: number, day: number): Day | null => {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null
  }
}

/** The coming one, never today. */
export const comingWeekday = (today: Day, weekday: Weekday): Day =>
  today.add({ days: ((weekday - today.dayOfWeek + 6) % 7) + 1 })

/** The Monday after this week. */
export const nextMonday = (today: Day): Day => today.add({ days: 8 - today.dayOfWeek })

/** Today or later; the first month that has such a day. */
export const comingDayOfMonth = (from: Day, day: number): Day | null => {
  if (day < 1 || day > 31) return null
  for (let months = 0; months < 4; months++) {
    const month = from.with({ day: 1 }).add({ months })
    const found = dayOf(month.year, month.month, day)
    if (found !== null && daysBetween(from, found) >= 0) return found
  }
  return null
}

/** Today or later; 29 February waits for its year. */
export const comingMonthDay = (from: Day, month: number, day: number): Day | null => {
  for (let years = 0; years < 9; years++) {
    const found = dayOf(from.year + years, month, day)
    if (found !== null && daysBetween(from, found) >= 0) return found
  }
  return null
}

/** Years of two digits are of this century. A date already past is null: nothing can be due then. */
export const dateOfYear = (today: Day, year: number, month: number, day: number): Day | null => {
  const found = dayOf(year < 100 ? 2000 + year : year, month, day)
  return found !== null && daysBetween(today, found) >= 0 ? found : null
}

export const daysBetween = (from: Day, to: Day): number => from.until(to, { largestUnit: 'days' }).days

export const endOfMonth = (day: Day): Day => day.with({ day: day.daysInMonth })

const isBusiness = (day: Day): boolean => day.dayOfWeek <= 5

/** The n-th Monday-to-Friday after the day. */
export const addBusinessDays = (day: Day, count: number): Day => {
  let found = day.add({ days: Math.floor(Math.min(count, 5000) / 5) * 7 - (day.dayOfWeek > 5 ? day.dayOfWeek - 5 : 0) })
  for (let left = Math.min(count, 5000) % 5; left > 0; left--) {
    found = found.add({ days: 1 })
    while (!isBusiness(found)) found = found.add({ days: 1 })
  }
  return found
}

/** Which days of a month are meant by "second Monday" (2), "last business day" (-1). */
export const nthOf = (month: Day, nth: number, weekdays: readonly number[]): Day | null => {
  const days: Day[] = []
  for (let day = 1; day <= month.daysInMonth; day++) {
    const date = month.with({ day })
    if (weekdays.includes(date.dayOfWeek)) days.push(date)
  }
  return days.at(nth > 0 ? nth - 1 : nth) ?? null
}

/** In this month if still to come, else in the next that has one. */
export const comingNth = (from: Day, nth: number, weekdays: readonly number[]): Day | null => {
  for (let months = 0; months < 13; months++) {
    const found = nthOf(from.with({ day: 1 }).add({ months }), nth, weekdays)
    if (found !== null && daysBetween(from, found) >= 0) return found
  }
  return null
}

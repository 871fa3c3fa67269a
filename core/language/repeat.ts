import type { Day } from './calendar.ts'
import { comingDayOfMonth, comingMonthDay, comingNth, daysBetween, endOfMonth } from './calendar.ts'
import type { Each, Repeat } from './rules.ts'

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const codes = (weekdays: readonly number[]): string =>
  [...new Set(weekdays)]
    .sort((a, b) => a - b)
    .map((day) => DAYS[day - 1])
    .join(',')

/** RFC 5545, without UNTIL and DTSTART. */
export const rruleOf = ({ freq, interval, weekdays, nth, daysOfMonth, month }: Repeat): string => {
  const parts = [`FREQ=${freq}`]
  if (interval !== undefined && interval > 1) parts.push(`INTERVAL=${interval}`)
  if (month !== undefined) parts.push(`BYMONTH=${month}`)
  if (daysOfMonth !== undefined) parts.push(`BYMONTHDAY=${[...new Set(daysOfMonth)].join(',')}`)
  if (weekdays !== undefined) {
    const isOne = nth !== undefined && weekdays.length === 1
    parts.push(`BYDAY=${isOne ? nth : ''}${codes(weekdays)}`)
    if (nth !== undefined && !isOne) parts.push(`BYSETPOS=${nth}`)
  }
  return parts.join(';')
}

/** "todo mês" and "dia 10" make one recurrence; null when the date is something else, e.g. where it starts. */
export const combined = (repeat: Repeat, each: Each | undefined): Repeat | null => {
  if (each === undefined || repeat.weekdays !== undefined || repeat.daysOfMonth !== undefined) return null
  const { freq } = repeat
  if (freq === 'WEEKLY' && each.weekday !== undefined) return { ...repeat, weekdays: [each.weekday] }
  if (freq === 'MONTHLY' && each.nth !== undefined && each.weekdays !== undefined)
    return { ...repeat, nth: each.nth, weekdays: each.weekdays }
  if (freq === 'MONTHLY' && each.dayOfMonth !== undefined && each.month === undefined)
    return { ...repeat, daysOfMonth: [each.dayOfMonth] }
  if (freq === 'YEARLY' && each.dayOfMonth !== undefined && each.month !== undefined)
    return { ...repeat, month: each.month, daysOfMonth: [each.dayOfMonth] }
  return null
}

/** The first occurrence on the day or later. */
export const occurrenceFrom = (repeat: Repeat, from: Day): Day => {
  const { weekdays, nth, daysOfMonth, month } = repeat
  if (weekdays !== undefined && nth !== undefined) return comingNth(from, nth, weekdays) ?? from
  if (weekdays !== undefined)
    return earliest(
      from,
      weekdays.map((day) => from.add({ days: (day - from.dayOfWeek + 7) % 7 })),
    )
  if (daysOfMonth !== undefined)
    return earliest(
      from,
      daysOfMonth.map((day) => {
        if (day === -1) return endOfMonth(from)
        return month === undefined ? comingDayOfMonth(from, day) : comingMonthDay(from, month, day)
      }),
    )
  return from
}

/** The one after an occurrence whose time is over. */
export const occurrenceAfter = (repeat: Repeat, day: Day): Day => {
  const interval = repeat.interval ?? 1
  if (repeat.weekdays !== undefined || repeat.daysOfMonth !== undefined)
    return occurrenceFrom(repeat, day.add({ days: 1 }))
  if (repeat.freq === 'WEEKLY') return day.add({ weeks: interval })
  if (repeat.freq === 'MONTHLY') return day.add({ months: interval })
  if (repeat.freq === 'YEARLY') return day.add({ years: interval })
  return day.add({ days: repeat.freq === 'DAILY' ? interval : 1 })
}

const earliest = (from: Day, days: readonly (Day | null)[]): Day => {
  let best: Day | null = null
  for (const day of days) if (day !== null && (best === null || daysBetween(day, best) > 0)) best = day
  return best ?? from
}

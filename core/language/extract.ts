import type { Priority } from '../tasks/task.ts'
import type { Day } from './calendar.ts'
import { daysBetween } from './calendar.ts'
import type { Grammar } from './grammar.ts'
import type { Moment } from './moment.ts'
import type { Folded } from './normalise.ts'
import { combined, occurrenceAfter, occurrenceFrom, rruleOf } from './repeat.ts'
import type { Found, Period, Repeat, Rule, SaidDate, SaidTime } from './rules.ts'
import { find, without } from './rules.ts'
import { untilPart } from './until.ts'

export interface Extract {
  /** What was read is blanked out of `folded`. */
  readonly rest: Folded
  readonly date: string | null
  readonly time: string | null
  readonly rrule: string | null
  readonly priority: Priority | null
  readonly isLow: boolean
  readonly isAnything: boolean
}

interface Clock {
  readonly hour: number
  readonly minute: number
}

const PERIODS: Readonly<Record<Period, Clock>> = {
  morning: { hour: 9, minute: 0 },
  noon: { hour: 12, minute: 0 },
  afternoon: { hour: 15, minute: 0 },
  night: { hour: 20, minute: 0 },
  dawn: { hour: 3, minute: 0 },
}

/** Everything of a task but its title. Recurrence comes first: "toda segunda" is no date. */
export const extract = (text: Folded, grammar: Grammar, moment: Moment): Extract => {
  let rest = text
  const take = <T>(rules: readonly Rule<T>[]): Found<T> | null => {
    const found = find(rules, rest, moment)
    if (found !== null) rest = without(rest, found)
    return found
  }

  let repeat = take(grammar.repeats)?.value ?? null
  const priority = take(grammar.priorities)?.value ?? null
  let said = take(grammar.dates)?.value ?? null
  let until: Day | null = null
  if (repeat !== null && said !== null) {
    const both = combined(repeat, said.until === true ? undefined : said.each)
    if (said.until === true) until = said.date
    if (both !== null || said.until === true) said = null
    repeat = both ?? repeat
    const second = until === null ? null : take(grammar.dates)
    if (second !== null) said = second.value
  }
  const saidTime = take(grammar.times)?.value ?? null
  const period = take(grammar.periods)?.value ?? repeat?.period ?? null
  const clock = said?.time !== undefined ? { ...said.time, isLow: false } : clockOf(saidTime, period)
  const date = dayOf(said, clock, repeat, moment)
  return {
    rest,
    date: date === null ? null : date.toString(),
    time: clock === null ? null : `${two(clock.hour)}:${two(clock.minute)}`,
    rrule: repeat === null ? null : rruleOf(repeat) + untilPart(until, clock !== null, moment.zone),
    priority,
    isLow: clock?.isLow === true || said?.low === true || repeat?.low === true,
    isAnything: rest !== text,
  }
}

const two = (n: number): string => String(n).padStart(2, '0')

const clockOf = (said: SaidTime | null, period: Period | null): (Clock & { isLow: boolean }) | null => {
  if (said === null) return period === null ? null : { ...PERIODS[period], isLow: period === 'dawn' }
  const { hour, minute, kind } = said
  const isLow = said.low === true
  if (kind === 'exact' || hour > 12) return { hour, minute, isLow }
  if (period === 'afternoon' || period === 'night') {
    if (hour === 12) return { hour: period === 'night' ? 0 : 12, minute, isLow }
    return { hour: hour + 12, minute, isLow }
  }
  if (period === 'morning' || period === 'dawn')
    return { hour: hour === 12 && period === 'dawn' ? 0 : hour, minute, isLow }
  if (kind === 'bare' && hour >= 1 && hour <= 6) return { hour: hour + 12, minute, isLow: true }
  return { hour, minute, isLow: isLow || (minute === 0 && hour >= 1 && hour <= 5) }
}

const dayOf = (said: SaidDate | null, clock: Clock | null, repeat: Repeat | null, moment: Moment): Day | null => {
  const { today, minutes } = moment
  const isAhead = (day: Day): boolean =>
    clock === null || daysBetween(today, day) > 0 || clock.hour * 60 + clock.minute > minutes
  if (repeat !== null) {
    const start = said === null ? today : repeat.weekdays !== undefined ? (said.ifAhead ?? said.date) : said.date
    const first = occurrenceFrom(repeat, start)
    return isAhead(first) ? first : occurrenceAfter(repeat, first)
  }
  if (said !== null) {
    if (said.time !== undefined) return said.date
    if (clock !== null && said.ifAhead !== undefined && isAhead(said.ifAhead)) return said.ifAhead
    return isAhead(said.date) ? said.date : (said.ifPast ?? said.date)
  }
  if (clock === null) return null
  return isAhead(today) ? today : today.add({ days: 1 })
}

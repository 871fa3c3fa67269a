import { addDays, instantOf, localDate } from '../kernel/time.ts'
import type { Person } from './person.ts'

/**
 * When the quiet hours that hold at `now` end, or null when none hold. By the wall clock of the person's zone, start
 * included and end not; `start` after `end` crosses midnight, the two equal means never.
 */
export const quietUntil = (person: Pick<Person, 'quietHours' | 'timeZone'>, now: Date): Date | null => {
  const { quietHours, timeZone } = person
  if (quietHours === null || quietHours.start === quietHours.end) return null
  const { start, end } = quietHours
  const today = localDate(now, timeZone)
  for (const date of [addDays(today, -1), today]) {
    const from = instantOf(date, start, timeZone)
    const until = instantOf(start < end ? date : addDays(date, 1), end, timeZone)
    if (from <= now && now < until) return until
  }
  return null
}

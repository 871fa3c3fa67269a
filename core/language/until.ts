import { instantOf } from '../kernel/time.ts'
import type { Day } from './calendar.ts'

/** RFC 5545: UNTIL is of the kind of DTSTART: a date for all-day tasks, else the last instant of that day in UTC. */
export const untilPart = (until: Day | null, isTimed: boolean, zone: string): string => {
  if (until === null) return ''
  if (!isTimed) return `;UNTIL=${until.toString().replaceAll('-', '')}`
  const end = instantOf(until.toString(), '23:59:59', zone).toISOString()
  return `;UNTIL=${end.slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

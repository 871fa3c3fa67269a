import { zoned } from '../kernel/time.ts'
import type { Day } from './calendar.ts'

/** The reference moment on the person's clock. */
export interface Moment {
  readonly zone: string
  readonly today: Day
  /** Minutes since midnight. */
  readonly minutes: number
  /** The wall clock so many minutes later. */
  readonly later: (minutes: number) => { date: Day; time: { hour: number; minute: number } }
}

export const momentOf = (now: Date, zone: string): Moment => {
  const at = zoned(now, zone)
  return {
    zone,
    today: at.toPlainDate(),
    minutes: at.hour * 60 + at.minute,
    later: (minutes) => {
      const then = at.add({ minutes })
      return { date: then.toPlainDate(), time: { hour: then.hour, minute: then.minute } }
    },
  }
}

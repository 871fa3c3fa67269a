import type { LocalTime } from '../kernel/time.ts'
import type { Period, TimeMeaning } from './rule.ts'

const two = (n: number): string => String(n).padStart(2, '0')
export const wall = (hour: number, minute: number): LocalTime => `${two(hour)}:${two(minute)}`

export interface Said {
  readonly time: LocalTime
  readonly guess: boolean
}

const DEFAULTS: Readonly<Record<Period, Said>> = {
  dawn: { time: '03:00', guess: true },
  morning: { time: '09:00', guess: false },
  afternoon: { time: '15:00', guess: false },
  night: { time: '20:00', guess: false },
}

export const timeOfPeriod = (period: Period): Said => DEFAULTS[period]

/** The wall time an hour means, given the part of the day said with it. */
export const timeOf = (said: TimeMeaning, beside: Period | undefined): Said => {
  const { hour, minute, loose, guess } = said
  const period = said.period ?? beside
  if (period !== undefined) return { time: wall(hourIn(period, hour), minute), guess: false }
  if (loose === true && hour >= 1 && hour <= 6) return { time: wall(hour + 12, minute), guess: true }
  return { time: wall(hour % 24, minute), guess: guess === true }
}

const hourIn = (period: Period, hour: number): number => {
  if (period === 'afternoon') return hour < 12 ? hour + 12 : hour
  if (period === 'night') return hour === 12 ? 0 : hour > 4 && hour < 12 ? hour + 12 : hour % 24
  if (period === 'dawn') return hour === 12 ? 0 : hour
  return hour % 24
}

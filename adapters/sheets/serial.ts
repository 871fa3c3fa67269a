import {
  instantOf,
  isLocalDate,
  LOCAL_TIME,
  type LocalDate,
  type LocalTime,
  localDate,
  localTime,
  Temporal,
} from '../../core/kernel/time.ts'
import type { CopyDue } from '../../core/sync/ports.ts'

const DAY_MS = 86_400_000
const MINUTES = 1440
/** Serial 0 is 1899-12-30: https://developers.google.com/workspace/sheets/api/guides/formats */
const EPOCH = Date.UTC(1899, 11, 30)
/** Numbers below are some number that a person wrote, not a day before 1955. */
const FIRST_SERIAL = 20_000
/** 2100-12-31. */
const LAST_SERIAL = 73_415

export const serialOf = (date: LocalDate): number => (Date.parse(`${date}T00:00:00Z`) - EPOCH) / DAY_MS

const dateOf = (serial: number): LocalDate => new Date(EPOCH + serial * DAY_MS).toISOString().slice(0, 10)

const timeOf = (minutes: number): LocalTime => {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

export interface WallTime {
  readonly date: LocalDate
  /** null: all day. */
  readonly time: LocalTime | null
}

/** null: no date that a task could be due at. A fraction is the time of day, to the minute; without one all day. */
export const wallTimeOf = (serial: number): WallTime | null => {
  const minutes = Math.round(serial * MINUTES)
  const day = Math.floor(minutes / MINUTES)
  if (day < FIRST_SERIAL || day > LAST_SERIAL) return null
  const rest = minutes - day * MINUTES
  return { date: dateOf(day), time: rest === 0 ? null : timeOf(rest) }
}

/** A time of day as a cell of its own holds it: a fraction of a day, or text such as `14:00`, `14h`, `14h30`. */
export const timeOfDay = (value: number | string): LocalTime | null => {
  if (typeof value === 'number') {
    const minutes = Math.round(value * MINUTES)
    return minutes >= 0 && minutes < MINUTES ? timeOf(minutes) : null
  }
  const [, hour, minute = '00'] =
    /^(\d{1,2})(?::(\d{2})(?::\d{2})?|h(\d{2})?)$/i.exec(value.trim().replace(/h(\d)/i, ':$1')) ?? []
  const time = hour === undefined ? '' : `${hour.padStart(2, '0')}:${minute}`
  return LOCAL_TIME.test(time) ? time : null
}

export const fractionOf = (time: LocalTime): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return (hour * 60 + minute) / MINUTES
}

export const dueOf = ({ date, time }: WallTime, zone: string): CopyDue =>
  time === null ? { date } : { at: `${instantOf(date, time, zone).toISOString().slice(0, 16)}:00Z` }

/** The wall time of a moment; null where the clocks show it twice and it is the second. */
export const wallTimeIn = (due: CopyDue, zone: string): WallTime | null => {
  if ('date' in due) return { date: due.date, time: null }
  const instant = new Date(due.at)
  const wall = { date: localDate(instant, zone), time: localTime(instant, zone) }
  return instantOf(wall.date, wall.time, zone).getTime() === instant.getTime() ? wall : null
}

/** With its offset, for a moment whose wall time says too little. */
export const momentText = (at: string, zone: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toString({ smallestUnit: 'minute', timeZoneName: 'never' })

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/
const PLAIN = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:,?\s+(\S+))?$/

/** A date that somebody, or a CSV file, left as text: ISO, or in the order of the sheet's locale. null: it is none. */
export const readDueText = (text: string, { locale, zone }: { locale: string; zone: string }): CopyDue | null => {
  const given = text.trim()
  const [iso, day = '', clock, offset] = ISO.exec(given) ?? []
  if (iso !== undefined) {
    if (!isLocalDate(day) || (clock !== undefined && !LOCAL_TIME.test(clock))) return null
    if (offset === undefined) return dueOf({ date: day, time: clock ?? null }, zone)
    const at = new Date(`${day}T${clock}:00${offset}`)
    // An offset that no clock has, such as +99:99.
    return Number.isNaN(at.getTime()) ? null : { at: `${at.toISOString().slice(0, 16)}:00Z` }
  }
  const [plain, one = '', other = '', year = '', rest] = PLAIN.exec(given) ?? []
  if (plain === undefined) return null
  const [month, date] = /^en_US/.test(locale) ? [one, other] : [other, one]
  const full = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const time = rest === undefined ? null : timeOfDay(rest)
  if (!isLocalDate(full) || (rest !== undefined && time === null)) return null
  return dueOf({ date: full, time }, zone)
}

import { Temporal as polyfill } from 'temporal-polyfill'
import { invalid } from './errors.ts'

/** Native where the runtime has it, the polyfill elsewhere: everyone takes Temporal from here. */
const native = (globalThis as { Temporal?: typeof polyfill }).Temporal
export const Temporal: typeof polyfill = native ?? polyfill

/** A calendar date, `YYYY-MM-DD`. */
export type LocalDate = string
/** A wall-clock time, `HH:MM`, 24 h. */
export type LocalTime = string

export const isTimeZone = (zone: string): boolean => {
  try {
    // An offset such as "+03:00" is a valid Temporal zone but not an IANA name.
    return /^[A-Za-z]/.test(zone) && Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone) !== null
  } catch {
    return false
  }
}

/** Of a field named `time_zone`. */
export const checkTimeZone = (timeZone: string): string => {
  if (!isTimeZone(timeZone)) throw invalid('/time_zone', 'Must be an IANA time zone such as America/Sao_Paulo.')
  return timeZone
}

export const zoned = (instant: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)

export const localDate = (instant: Date, zone: string): LocalDate => zoned(instant, zone).toPlainDate().toString()

export const localTime = (instant: Date, zone: string): LocalTime =>
  zoned(instant, zone).toPlainTime().toString({ smallestUnit: 'minute' })

export const addDays = (date: LocalDate, days: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ days }).toString()

/** The instant at which the local day starts (not always 00:00: some zones change their clocks at midnight). */
export const startOfDay = (date: LocalDate, zone: string): Date =>
  new Date(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds)

/** A wall time inside a gap moves forward by the gap; one that occurs twice is the first. */
export const instantOf = (date: LocalDate, time: LocalTime, zone: string): Date =>
  new Date(
    Temporal.PlainDate.from(date)
      .toPlainDateTime(Temporal.PlainTime.from(time))
      .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds,
  )

/** Whether the clocks of the zone skip that wall time on that date. */
export const isInGap = (date: LocalDate, time: LocalTime, zone: string): boolean =>
  localTime(instantOf(date, time, zone), zone) !== time.slice(0, 5)

/** A real date of the calendar, written `YYYY-MM-DD`. */
export const isLocalDate = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text)
    return true
  } catch {
    return false
  }
}

/** A date as people may name it: within what every database and calendar of ours can hold, in any zone. */
export const isNameableDate = (text: string): boolean =>
  isLocalDate(text) && text >= '1970-01-01' && text < '9998-12-31'

/** A wall-clock time of one day, `00:00` to `23:59`. */
export const LOCAL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/

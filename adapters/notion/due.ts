import { z } from 'zod'
import { isLocalDate, isTimeZone, Temporal } from '../../core/kernel/time.ts'
import type { CopyDue } from '../../core/sync/ports.ts'

type Instant = ReturnType<typeof Temporal.Instant.from>

export const NotionDate = z.object({
  start: z.string(),
  end: z.string().nullish(),
  time_zone: z.string().nullish(),
})

/** A range is due when it ends. null: no date of the calendar, or a wall time of nowhere. */
export const readDue = ({ start, end, time_zone }: z.infer<typeof NotionDate>): CopyDue | null => {
  const text = end ?? start
  if (isLocalDate(text)) return { date: text }
  const instant = instantOf(text, time_zone ?? null)
  return instant === null ? null : { at: minuteOf(instant) }
}

/**
 * Dates stay dates: through UTC an all-day task would move a day in half of the world. Where a person gave a range
 * (`theirs`), its end moves and its beginning stays, as long as it is before the end and of the same kind.
 */
export const writeDue = (
  due: CopyDue,
  timeZone: string,
  theirs: z.infer<typeof NotionDate> | null = null,
): { readonly start: string; readonly end?: string } => {
  const text = 'date' in due ? due.date : withOffset(due.at, timeZone)
  const from = theirs?.end == null ? null : theirs.start
  return from !== null && isBefore(from, due) ? { start: from, end: text } : { start: text }
}

const isBefore = (start: string, due: CopyDue): boolean => {
  if ('date' in due) return isLocalDate(start) && start < due.date
  const from = isLocalDate(start) ? null : instantOf(start, null)
  return from !== null && from.epochMilliseconds < Date.parse(due.at)
}

const instantOf = (text: string, zone: string | null): Instant | null => {
  try {
    return Temporal.Instant.from(text)
  } catch {
    // Without an offset it is a wall time, of a zone that is named beside it.
    if (zone === null || !isTimeZone(zone)) return null
  }
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant()
  } catch {
    return null
  }
}

const minuteOf = (instant: Instant): string =>
  instant.round({ smallestUnit: 'minute', roundingMode: 'floor' }).toString({ smallestUnit: 'second' })

const withOffset = (at: string, timeZone: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toString({ smallestUnit: 'second', timeZoneName: 'never' })

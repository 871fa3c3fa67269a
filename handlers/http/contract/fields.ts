import { z } from 'zod'
import { isLocalDate } from '../../../core/kernel/time.ts'

const FIRST_INSTANT = Date.UTC(1970, 0, 1)
const LAST_INSTANT = Date.UTC(9998, 11, 31)

/** An instant a caller names: RFC 3339 with offset, from 1970 to 9998. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value))
  .refine(
    (value) => value.getTime() >= FIRST_INSTANT && value.getTime() < LAST_INSTANT,
    'Must lie between 1970 and 9998.',
  )

/** A calendar date that a caller names. */
export const calendarDate = z
  .string()
  .refine((value) => isLocalDate(value) && value >= '1970-01-01' && value <= '9998-12-30', {
    message: 'Must be a real date as YYYY-MM-DD, between 1970 and 9998.',
  })
  .meta({ format: 'date' })

export const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Must be a time as HH:MM, 00:00 to 23:59.')
  .meta({ examples: ['14:00'] })

export const id = z.guid()

/** Shapes of answers. */
export const time = z.iso.datetime({ offset: true })
export const date = z.iso.date()

/** An instant as our answers show it. */
export const shown = (value: Date): string => value.toISOString()
export const shownOrNull = (value: Date | null): string | null => (value === null ? null : value.toISOString())

export const pathId = z.object({ id })

import { z } from 'zod'
import { LOCAL_TIME } from '../../core/kernel/time.ts'

/** The schemas that the document names, for clients made from it. */
export const documented = z.registry<{ readonly id: string }>()

export const named = <S extends z.ZodType>(name: string, schema: S): S => {
  documented.add(schema, { id: name })
  return schema
}

const FIRST_MS = Date.UTC(1970, 0, 1)
const LAST_MS = Date.UTC(9998, 11, 31)

/** RFC 3339 with an offset, as our answers show it. */
export const instant = () => z.iso.datetime({ offset: true })
/** As callers may name it: within what every database and calendar of ours can hold. */
export const givenInstant = () =>
  instant().refine((text) => {
    const ms = Date.parse(text)
    // What is no time at all has been refused for that.
    return Number.isNaN(ms) || (ms >= FIRST_MS && ms < LAST_MS)
  }, 'Must lie between 1970 and 9998.')
export const localDate = () => z.iso.date()
export const givenDate = () =>
  localDate().refine((text) => text >= '1970-01-01' && text < '9998-12-31', 'Must lie between 1970 and 9998.')
export const clockTime = () => z.string().regex(LOCAL_TIME, 'Must be a time as HH:MM, 00:00 to 23:59.')
export const id = () => z.uuid()
/** Of a task: what people type. Bounded by what the database can hold. */
export const taskId = () => z.int().min(1).max(999_999_999)

/** A text of one line: what becomes a subject, a name or a label must not bring lines of its own. */
export const line = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((text) => !/[\t\n\r]/.test(text), 'Must be a single line, without tabs.')

/** A whole number; in a query the binder reads it from text. */
export const wholeNumber = (min: number, max: number) => z.int().min(min).max(max)
export const flag = () => z.boolean()

/** The parameters every list takes. */
export const paging = {
  limit: wholeNumber(1, 100).default(20),
  cursor: z.string().min(1).max(500).optional(),
  offset: wholeNumber(0, 1_000_000).optional(),
}

/** The members of a page beside its items. */
export const pageFields = {
  total: z.int().optional(),
  limit: z.int(),
  offset: z.int().optional(),
  next_cursor: z.string().nullable(),
}

/** RFC 9457: the document refers to it by its name. */
named(
  'Problem',
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    request_id: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  }),
)

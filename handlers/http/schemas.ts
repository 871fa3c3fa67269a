import { z } from 'zod'

/** RFC 3339 with an offset. */
export const instant = () => z.iso.datetime({ offset: true })
export const localDate = () => z.iso.date()
export const clockTime = () => z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const id = () => z.uuid()
/** Of a task: what people type. Bounded by what the database can hold. */
export const taskId = () =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number)

/** A text parameter that means a whole number. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `Must be from ${min} to ${max}.`)
export const flag = () => z.enum(['true', 'false']).transform((text) => text === 'true')

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

export const NoParams = z.strictObject({})
export const Accepted = z.strictObject({ status: z.string() })

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  request_id: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
})

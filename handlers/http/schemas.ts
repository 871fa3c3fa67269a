import { z } from 'zod'
import { DomainError, type InputProblem } from '../../core/kernel/errors.ts'
import { checkTimeZone, isNameableDate, LOCAL_TIME } from '../../core/kernel/time.ts'

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
export const givenDate = () => localDate().refine(isNameableDate, 'Must lie between 1970 and 9998.')
export const clockTime = () => z.string().regex(LOCAL_TIME, 'Must be a time as HH:MM, 00:00 to 23:59.')
export const id = () => z.uuid()
/** Of a task: what people type. Bounded by what the database can hold. */
export const taskId = () => z.int().min(1).max(999_999_999)

/** Lengths are in code points, as zod, JSON Schema and the core all count them: an emoji is one. */
export const text = (maximum: number, minimum = 0) => {
  const short = z.string().max(maximum)
  return minimum === 0 ? short : short.min(minimum)
}

/** A text of one line: what becomes a subject, a name or a label must not bring lines of its own. */
export const line = (maximum: number, minimum = 0) =>
  text(maximum, minimum).refine((value) => !/[\t\n\r]/.test(value), 'Must be a single line, without tabs.')

/**
 * What the core would refuse of a value by itself, refused by the contract in the core's own words: so that it comes
 * beside what is wrong with the other fields. `member` is the one that an object is refused for.
 */
export const judged = <S extends z.ZodType>(
  schema: S,
  judge: (value: z.output<S>) => unknown,
  ...member: readonly string[]
): S =>
  schema.check(({ value, issues }) => {
    if (issues.length > 0) return
    for (const { detail } of refusalsOf(() => judge(value))) {
      issues.push({ code: 'custom', message: detail, input: value, path: [...member], continue: true })
    }
  }) as S

type Loose = Readonly<Record<string, unknown>>

/**
 * As `judged`, of how the members of a body fit each other. Asked also when some of them are refused by themselves, so
 * `judge` must be ready for anything in them.
 */
export const judgedWhole = <S extends z.ZodObject>(schema: S, judge: (body: Loose) => unknown): S =>
  schema.superRefine(
    (body, { addIssue }) => {
      for (const { pointer, detail } of refusalsOf(() => judge(body))) {
        addIssue({ code: 'custom', message: detail, path: pointer.split('/').slice(1) })
      }
    },
    { when: ({ value }) => typeof value === 'object' && value !== null },
  )

const refusalsOf = (judge: () => unknown): readonly InputProblem[] => {
  try {
    judge()
    return []
  } catch (error) {
    if (error instanceof DomainError) return error.problems
    throw error
  }
}

/** An IANA name. The longest has 32 characters. */
export const timeZone = () =>
  judged(line(64), checkTimeZone).describe('IANA name of a time zone, such as America/Sao_Paulo')

/** A whole number; in a query the binder reads it from text. */
export const wholeNumber = (min: number, max: number) => z.int().min(min).max(max)
export const flag = () => z.boolean()

/** The parameters every list takes. */
export const paging = {
  limit: wholeNumber(1, 100).default(20),
  cursor: text(500, 1).optional(),
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

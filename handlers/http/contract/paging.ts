import { z } from 'zod'
import { DomainError, invalid } from '../../../core/kernel/errors.ts'

const OFFSET_MAX = 1_000_000

export const pageQuery = {
  limit: z.int().min(1).max(100).default(20),
  cursor: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .meta({ description: '`next_cursor` of an earlier page. Costs the same however far it is.' }),
  offset: z
    .int()
    .min(0)
    .max(OFFSET_MAX)
    .optional()
    .meta({ description: 'Rows to skip; with it the answer carries `total`. Not together with `cursor`.' }),
}

export const pageFields = {
  total: z.int().min(0).optional().meta({ description: 'All that match; only with `offset`.' }),
  limit: z.int(),
  offset: z.int().optional(),
  next_cursor: z.string().nullable(),
}

interface PageRequest {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly offset?: number | undefined
}

/** One of cursor and offset, not both. */
export const refuseBoth = ({ cursor, offset }: PageRequest): void => {
  if (cursor !== undefined && offset !== undefined) throw invalid('offset', 'Use cursor or offset, not both.')
}

const foreign = () => invalid('cursor', 'This is not the next_cursor of an earlier page of this list in this order.')

/** Opaque to clients: what kind of list and order it belongs to, and the place in it. */
export const encodeCursor = (kind: string, place: readonly unknown[]): string =>
  btoa(JSON.stringify([kind, ...place]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** The place that `encodeCursor` wrote for this kind; refuses anything else. */
export const decodeCursor = <T>(kind: string, schema: z.ZodType<T>, cursor: string): T => {
  try {
    const [of, ...place]: unknown[] = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))
    const parsed = schema.safeParse(place)
    if (of === kind && parsed.success && encodeCursor(kind, place) === cursor) return parsed.data
  } catch {
    // Not even base64url of JSON: foreign all the same.
  }
  throw foreign()
}

const storePlace = z.tuple([z.string().regex(/^[ -~]{1,200}$/)])

/** A cursor around a store's own `next`. */
export const storeCursor = (kind: string) => ({
  encode: (next: string | null): string | null => (next === null ? null : encodeCursor(kind, [next])),
  /** Runs a list with the store's place; what the store cannot read was never ours. */
  using: async <T>(cursor: string | undefined, list: (after: { after?: string }) => Promise<T>): Promise<T> => {
    if (cursor === undefined) return list({})
    const [after] = decodeCursor(kind, storePlace, cursor)
    try {
      return await list({ after })
    } catch (error) {
      throw error instanceof DomainError && error.problems.some(({ pointer }) => pointer === 'after')
        ? foreign()
        : error
    }
  },
})

/** The fields of a page's answer, and the link to the next one. */
export const pageAnswer = (
  url: URL,
  { limit, offset }: PageRequest,
  { total, next }: { readonly total: number | null; readonly next: string | null },
) => {
  const fields = {
    ...(total === null ? {} : { total }),
    limit,
    ...(offset === undefined ? {} : { offset }),
    next_cursor: next,
  }
  return { fields, headers: next === null ? {} : { link: `<${nextUrl(url, limit, offset, next)}>; rel="next"` } }
}

const nextUrl = (url: URL, limit: number, offset: number | undefined, next: string): string => {
  const query = new URLSearchParams(url.search)
  if (offset === undefined) query.set('cursor', next)
  else query.set('offset', `${offset + limit}`)
  return `${url.pathname}?${query}`
}

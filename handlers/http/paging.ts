import { z } from 'zod'
import type { PageEnds, PageQuery } from '../../core/kernel/page.ts'
import { fromBase64Url, toBase64Url } from '../base64url.ts'
import { HttpProblem } from './binding/problem.ts'

const foreign = (): HttpProblem =>
  new HttpProblem(400, 'invalid_input', 'The input is not valid.', {
    errors: [{ pointer: 'cursor', detail: 'Is not a cursor of this list. Start again without it.' }],
  })

/** An opaque cursor: where a page ended, and of which list it is, so that it fits no other. */
export const writeCursor = (list: string, position: unknown): string =>
  toBase64Url(new TextEncoder().encode(JSON.stringify([list, position])))

/** The position in a cursor of this list; refuses every other text. */
export const readCursor = <T>(list: string, schema: z.ZodType<T>, cursor: string): T => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64Url(cursor)))
    return z.tuple([z.literal(list), schema]).parse(value)[1]
  } catch {
    throw foreign()
  }
}

/** A cursor and an offset both say where a page starts: only one can be right. */
export const oneStart = (query: { cursor?: string | undefined; offset?: number | undefined }): void => {
  if (query.cursor === undefined || query.offset === undefined) return
  throw new HttpProblem(400, 'invalid_input', 'The input is not valid.', {
    errors: [{ pointer: 'offset', detail: 'Cannot be combined with a cursor.' }],
  })
}

/** How a client goes on: as it began, by cursor or by offset. */
const nextOf = (
  query: { limit: number; offset?: number | undefined },
  cursor: string | null,
  total: number | null,
): Readonly<Record<string, string>> | null => {
  if (query.offset === undefined) return cursor === null ? null : { cursor }
  const offset = query.offset + query.limit
  return total !== null && offset < total ? { offset: String(offset) } : null
}

/** The fields of a page beside its items, with the extras for its Link header. */
export const pageOut = (
  query: { limit: number; offset?: number | undefined },
  cursor: string | null,
  total: number | null,
) => {
  const next = nextOf(query, cursor, total)
  return {
    fields: {
      ...(total === null ? {} : { total }),
      limit: query.limit,
      ...(query.offset === undefined ? {} : { offset: query.offset }),
      // Goes on after this page however it was come by: a client may leave offsets at any page.
      next_cursor: cursor,
    },
    extras: next === null ? {} : { next },
  }
}

/** The start of a page of a list that the core pages by one opaque word. */
export const startOf = (
  list: string,
  query: { limit: number; cursor?: string | undefined; offset?: number | undefined },
): PageQuery => {
  oneStart(query)
  return {
    limit: query.limit,
    ...(query.cursor === undefined ? {} : { after: readCursor(list, z.string(), query.cursor) }),
    ...(query.offset === undefined ? {} : { offset: query.offset }),
  }
}

/** As `pageOut`, for such a list. */
export const endOf = (list: string, query: { limit: number; offset?: number | undefined }, { next, total }: PageEnds) =>
  pageOut(query, next === null ? null : writeCursor(list, next), total)

import type { PageEnds, PageQuery } from '../../core/kernel/page.ts'
import { compare } from './values.ts'

/**
 * A part of rows that are sorted by their places: `placeOf` gives each row's, as a text that sorts as the rows do, or
 * the other way round where the newest come first.
 */
export const pageOf = <T>(
  rows: readonly T[],
  { limit, after, offset }: PageQuery,
  placeOf: (row: T) => string,
  order: 'ascending' | 'descending',
): PageEnds & { readonly rows: readonly T[] } => {
  const ahead = order === 'ascending' ? 1 : -1
  const rest = after === undefined ? rows : rows.filter((row) => compare(placeOf(row), after) === ahead)
  const start = offset ?? 0
  const page = rest.slice(start, start + limit)
  const last = page.at(-1)
  return {
    rows: page,
    next: last !== undefined && rest.length > start + page.length ? placeOf(last) : null,
    total: offset === undefined ? null : rows.length,
  }
}

/** ISO strings sort as their instants do. */
export const placeAt = (at: Date, id: string): string => `${at.toISOString()} ${id}`

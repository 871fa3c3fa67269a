import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import { invalid } from '../../../core/kernel/errors.ts'

/** A place in an order by (instant, id), as one opaque word. */
export const cursorAt = (at: Date, id: string): string => `${at.getTime()}.${id}`

/** Throws DomainError `invalid_input` for a word that `cursorAt` never gave. */
export const positionOf = (cursor: string): { readonly at: string; readonly id: string } => {
  const dot = cursor.indexOf('.')
  const at = new Date(dot > 0 ? Number(cursor.slice(0, dot)) : Number.NaN)
  const id = cursor.slice(dot + 1)
  // A year of more than four digits is no date to the database, and no row of ours is from there.
  if (Number.isNaN(at.getTime()) || at.toISOString().length !== 24 || id === '')
    throw invalid('after', 'This is not the `next` of an earlier page.')
  return { at: at.toISOString(), id }
}

/** A cursor that is a number. Throws as any that was never given. */
export const numberOf = (cursor: string): number => {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  throw invalid('after', 'This is not the `next` of an earlier page.')
}

/** The condition for what comes behind a cursor; all without one. */
export const behind = (
  cursor: string | undefined,
  [at, id]: readonly [AnyColumn, AnyColumn],
  order: 'ascending' | 'descending',
): SQL | undefined => {
  if (cursor === undefined) return undefined
  const position = positionOf(cursor)
  return sql`(${at}, ${id}) ${sql.raw(order === 'ascending' ? '>' : '<')} (${position.at}, ${position.id})`
}

/** Rows that were asked for with one more than the limit, as a page and the cursor of the next. */
export const cut = <T>(
  rows: readonly T[],
  limit: number,
  cursorOf: (row: T) => string,
): { readonly page: readonly T[]; readonly next: string | null } => {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { page, next: rows.length > limit && last !== undefined ? cursorOf(last) : null }
}

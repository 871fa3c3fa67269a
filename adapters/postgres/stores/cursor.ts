import { invalid } from '../../../core/kernel/errors.ts'

/** A place in an order by (createdAt, id), as one opaque word. */
export const cursorOf = (row: { readonly createdAt: Date; readonly id: string }): string =>
  `${row.createdAt.getTime()}.${row.id}`

/** Throws DomainError `invalid_input` for a word that `cursorOf` never gave. */
export const positionOf = (cursor: string): { readonly at: string; readonly id: string } => {
  const dot = cursor.indexOf('.')
  const at = new Date(dot > 0 ? Number(cursor.slice(0, dot)) : Number.NaN)
  const id = cursor.slice(dot + 1)
  // A year of more than four digits is no date to the database, and no row of ours is from there.
  if (Number.isNaN(at.getTime()) || at.toISOString().length !== 24 || id === '')
    throw invalid('after', 'This is not the `next` of an earlier page.')
  return { at: at.toISOString(), id }
}

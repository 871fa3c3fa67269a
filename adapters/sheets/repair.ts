import type { sheets_v4 } from '@googleapis/sheets'
import { cellRequests } from './cell-requests.ts'
import { identify, writtenKey } from './identity.ts'
import { type Anchor, digestOf, type Held, heldOf, type Layout, type Row } from './layout.ts'
import { COLUMN_NAMES, type ColumnName } from './names.ts'
import type { Schema } from './schema.ts'
import { ANCHOR } from './settings.ts'
import type { Put, Removed, Step } from './step.ts'
import type { CellWrite } from './write-cell.ts'

interface Miss {
  readonly put: Put
  /** What stands where we meant to write; null: nothing we know of. */
  readonly hit: Row | null
}

/** Puts whose row is not where they were written: somebody moved rows between the read and the write. */
export const missesIn = (steps: readonly Step[], after: Layout): readonly Miss[] => {
  const owners = new Map(identify(after).map((one) => [one.row.index, one.key]))
  const rows = new Map(after.rows.map((row) => [row.index, row]))
  return steps.flatMap((step) => {
    if (step.type !== 'put') return []
    const hit = rows.get(step.row) ?? null
    return owners.get(step.row) === step.key && isSame(step, hit) ? [] : [{ put: step, hit }]
  })
}

/** Where the rows that go arrived, with their anchors; null: one did not, and what stands there instead stays, whole. */
export const arrivedAt = (
  steps: readonly Removed[],
  after: Layout,
): readonly { readonly row: number; readonly anchor: Anchor }[] | null => {
  const rows = new Map(after.rows.map((row) => [row.index, row]))
  const arrived = steps.flatMap(({ row, key, identity }) => {
    const there = rows.get(row)
    const anchor = there?.anchors.find(({ value }) => value === key)
    if (there === undefined || anchor === undefined) return []
    // Without its key, which a person emptied, it must be as it was: anchors may be several after a sort.
    const said = writtenKey(there)
    return said === key || (said === null && digestOf(there) === digestOf(identity.row)) ? [{ row, anchor }] : []
  })
  return arrived.length === steps.length ? arrived : null
}

/**
 * What a write leaves alone tells a row from its neighbours: its own anchor, anchors of others that a sort left on it, and
 * the title where only a key was given.
 */
const isSame = ({ key, before, cells }: Put, hit: Row | null): boolean => {
  if (before === null || hit === null) return hit !== null
  const had = new Set(before.anchors.map(({ value }) => value))
  const has = hit.anchors.map(({ value }) => value)
  // The same batch may have taken some of the others away.
  if (has.some((value) => value !== key && !had.has(value)) || (had.has(key) && !has.includes(key))) return false
  return cells.some(([column]) => column !== 'key') || heldOf(before, 'title').value === heldOf(hit, 'title').value
}

/**
 * Gives the rows that were hit by mistake their cells back, as they were `before`; a row that was not there before is
 * emptied of what we put into it. What a formula filled is not restored: we never write one.
 */
export const repairs = (
  misses: readonly Miss[],
  before: Layout,
  after: Layout,
  schema: Schema,
): readonly sheets_v4.Schema$Request[] =>
  misses.flatMap(({ put, hit }) => {
    if (hit === null) return []
    const was = rowBefore(hit, put, before)
    const cells = put.cells.flatMap(([column]) => {
      const held = was === null ? null : heldOf(was, column)
      return held?.isFormula === true ? [] : [[column, held === null ? null : asWritten(column, held)] as const]
    })
    const misled = hit.anchors.filter(({ value }) => value === put.key)
    return [
      ...cellRequests({ layout: after, schema }, hit.index, cells),
      ...misled.map(({ id }) => ({
        deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId: id, metadataKey: ANCHOR } } },
      })),
    ]
  })

/**
 * By anchors that stand on it, whoever's they are; without one by its key, unless that is what we wrote; else by what we
 * did not write, when that is some row's alone.
 */
const rowBefore = (hit: Row, put: Put, { rows }: Layout): Row | null => {
  const ids = new Set(hit.anchors.filter(({ value }) => value !== put.key).map(({ id }) => id))
  const anchored = rows.find(({ anchors }) => anchors.some(({ id }) => ids.has(id)))
  if (anchored !== undefined) return anchored
  const { value } = heldOf(hit, 'key')
  if (value !== null && value !== put.key) return rows.find((row) => heldOf(row, 'key').value === value) ?? null
  const written = new Set(put.cells.map(([column]) => column))
  const kept = COLUMN_NAMES.filter((column) => !written.has(column))
  const saysAnything = kept.some((column) => heldOf(hit, column).value !== null)
  const alike = rows.filter(
    (row) =>
      row.index !== put.before?.index &&
      kept.every((column) => heldOf(row, column).value === heldOf(hit, column).value),
  )
  return alike.length === 1 || saysAnything ? (alike[0] ?? null) : null
}

const asWritten = (column: ColumnName, { value }: Held): CellWrite => {
  if (value === null) return null
  if (typeof value === 'number') return { number: value, format: { type: typeOf(column, value) } }
  return { text: String(value) }
}

const typeOf = (column: ColumnName, value: number): string => {
  if (column === 'time') return 'TIME'
  if (column !== 'due') return 'NUMBER'
  return Number.isInteger(value) ? 'DATE' : 'DATE_TIME'
}

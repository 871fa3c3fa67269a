import type { sheets_v4 } from '@googleapis/sheets'
import { deletion, guarding } from './anchor-requests.ts'
import { neighboursOf } from './arrange.ts'
import { cellRequests } from './cell-requests.ts'
import { identify, writtenKey } from './identity.ts'
import { type Anchor, digestOf, heldOf, type Layout, type Row } from './layout.ts'
import type { Mending } from './mend.ts'
import { COLUMN_NAMES, type ColumnName } from './names.ts'
import type { Stood, Writing } from './note.ts'
import type { Schema } from './schema.ts'
import type { Plan, Put, Removed, Step } from './step.ts'
import type { CellWrite } from './write-cell.ts'

type Request = sheets_v4.Schema$Request

/** Whether each put is where it was meant to be; else somebody moved rows between the read and the write. */
export const areInPlace = (steps: readonly Step[], after: Layout): boolean => {
  const owners = new Map(identify(after).map((one) => [one.row.index, one.key]))
  const rows = new Map(after.rows.map((row) => [row.index, row]))
  return steps.every(
    (step) => step.type !== 'put' || (owners.get(step.row) === step.key && isSame(step, rows.get(step.row) ?? null)),
  )
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
 * What a write leaves alone tells a row from its neighbours: its own anchor, anchors of others that a sort left on it, its
 * key cell, and all other cells where that one was written.
 */
const isSame = ({ key, before, cells }: Put, hit: Row | null): boolean => {
  if (before === null || hit === null) return hit !== null
  const had = new Set(before.anchors.map(({ value }) => value))
  const has = hit.anchors.map(({ value }) => value)
  // The same batch may have taken some of the others away.
  if (has.some((value) => value !== key && !had.has(value)) || (had.has(key) && !has.includes(key))) return false
  const written = new Set(cells.map(([column]) => column))
  const told = written.has('key') ? COLUMN_NAMES : (['key'] as const)
  return told.every((column) => written.has(column) || heldOf(before, column).value === heldOf(hit, column).value)
}

/** One batch that does what is to be mended, refused as a whole where the rows moved meanwhile. */
export const mendPlan = (
  { rows, misled }: Mending,
  layout: Layout,
  schema: Schema,
  isGuarded: boolean,
): Pick<Plan, 'requests' | 'guards'> & { readonly writings: readonly Writing[] } => {
  const requests: Request[] = []
  const { guards, guard } = guarding(layout, isGuarded)
  const mended = rows.map(({ row }) => row.index)
  for (const [row, near] of neighboursOf(layout, mended)) requests.push(...guard(near, row, requests.length))
  for (const { row, cells } of rows) {
    const writes = cells.map(([column, stood]) => [column, asWritten(column, stood)] as const)
    requests.push(...cellRequests({ layout, schema }, row.index, writes))
  }
  requests.push(...[...misled].map(deletion))
  const writings = rows.map(({ row, cells }) => {
    const anchor = row.anchors.find(({ id }) => !misled.has(id)) ?? null
    return { row, anchor: anchor?.id ?? null, key: anchor?.value ?? null, cells }
  })
  return { requests, guards, writings }
}

const asWritten = (column: ColumnName, stood: Stood): CellWrite => {
  if (typeof stood === 'number') return { number: stood, format: { type: typeOf(column, stood) } }
  if (typeof stood === 'boolean') return { flag: stood }
  return typeof stood === 'string' ? { text: stood } : null
}

const typeOf = (column: ColumnName, value: number): string => {
  if (column === 'time') return 'TIME'
  if (column !== 'due') return 'NUMBER'
  return Number.isInteger(value) ? 'DATE' : 'DATE_TIME'
}

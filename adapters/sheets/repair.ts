import type { sheets_v4 } from '@googleapis/sheets'
import { identify } from './identity.ts'
import { type Held, heldOf, type Layout, type Row } from './layout.ts'
import type { ColumnName } from './names.ts'
import { cellRequests, type Put, type Step } from './plan.ts'
import type { Schema } from './schema.ts'
import { ANCHOR } from './settings.ts'
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

/** What a write leaves alone tells a row from its neighbours: their anchors, and the title where only a key was given. */
const isSame = ({ key, before, cells }: Put, hit: Row | null): boolean => {
  if (before === null || hit === null) return hit !== null
  const others = (row: Row) => row.anchors.flatMap(({ value }) => (value === key ? [] : [value])).sort()
  if (others(before).join() !== others(hit).join()) return false
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
): readonly sheets_v4.Schema$Request[] => {
  const known = new Map(identify(before).map((one) => [one.key, one.row]))
  return misses.flatMap(({ put, hit }) => {
    if (hit === null) return []
    const owner = hit.anchors.find(({ value }) => value !== put.key)?.value ?? ownKey(hit, put)
    const was = owner === null ? null : (known.get(owner) ?? null)
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
}

const ownKey = (row: Row, put: Put): string | null => {
  const { value } = heldOf(row, 'key')
  return typeof value === 'string' && value !== put.key ? value : null
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

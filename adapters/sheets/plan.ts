import type { sheets_v4 } from '@googleapis/sheets'
import { COPY_FIELDS, type Copy, type FieldProblem, type MirrorWrite } from '../../core/sync/ports.ts'
import { type Identity, type Places, placesIn } from './identity.ts'
import { heldOf, type Layout, type Row } from './layout.ts'
import type { ColumnName } from './names.ts'
import type { Schema } from './schema.ts'
import { ANCHOR } from './settings.ts'
import { type CellWrite, cellData, cellFields, encode } from './write-cell.ts'

type Request = sheets_v4.Schema$Request

/** A row that is changed, or new. */
export interface Put {
  readonly type: 'put'
  readonly key: string
  /** Where it stands once the whole batch is done. */
  readonly row: number
  /** As it was; null: it is new. */
  readonly before: Row | null
  readonly cells: readonly (readonly [ColumnName, CellWrite])[]
  readonly problems: readonly FieldProblem[]
}

/** What becomes of one write. */
export type Step =
  | Put
  | { readonly type: 'removed'; readonly identity: Identity }
  | { readonly type: 'gone' }
  | { readonly type: 'refused'; readonly problems: readonly FieldProblem[]; readonly detail: string }

export interface Plan {
  readonly requests: readonly Request[]
  /** Which write each request serves, to know whose fault a refusal is. */
  readonly owners: readonly number[]
  /** One a write. */
  readonly steps: readonly Step[]
}

interface Target {
  readonly write: number
  readonly key: string
  /** null: a new row. */
  readonly identity: Identity | null
  readonly cells: readonly (readonly [ColumnName, CellWrite])[]
  readonly problems: readonly FieldProblem[]
}

interface PlanInput {
  readonly layout: Layout
  readonly schema: Schema
  readonly writes: readonly MirrorWrite[]
  /** Writes that Sheets refuses, and in which words. */
  readonly refused: ReadonlyMap<number, string>
  /** Metadata ids that something we do not see has. */
  readonly taken: ReadonlySet<number>
}

/**
 * One batch for all writes: first what changes rows where they stand, then new rows below the last one, then the rows
 * that go, from the bottom up, so that no request moves a row another one means.
 */
export const planBatch = (input: PlanInput): Plan => {
  const { layout, writes } = input
  const places = placesIn(layout)
  const targets: Target[] = []
  const removed: { write: number; identity: Identity }[] = []
  const settled = new Map<number, Step>()
  for (const [index, write] of writes.entries()) {
    const refusal = input.refused.get(index)
    if (refusal !== undefined) {
      settled.set(index, { type: 'refused', problems: [], detail: refusal })
      continue
    }
    const identity = places.find('key' in write && write.type !== 'adopt' ? write.key : write.externalId)
    if (write.type === 'create' || write.type === 'restore') {
      targets.push(targetOf(input, index, write.key, identity, write.copy))
    } else if (identity === null) {
      settled.set(index, { type: 'gone' })
    } else if (write.type === 'trash') {
      removed.push({ write: index, identity })
      settled.set(index, { type: 'removed', identity })
    } else if (write.type === 'update' && !identity.isOurs) {
      settled.set(index, { type: 'refused', problems: [], detail: 'The row has no key yet.' })
    } else if (write.type === 'update') {
      targets.push(targetOf(input, index, write.externalId, identity, write.changes))
    } else if (heldOf(identity.row, 'key').isFormula) {
      settled.set(index, { type: 'refused', problems: [], detail: 'The key column has a formula in this row.' })
    } else {
      targets.push(targetOf(input, index, write.key, identity, {}))
    }
  }
  return arrange(input, { places, targets, removed, settled })
}

const targetOf = (
  { layout, schema }: PlanInput,
  write: number,
  key: string,
  identity: Identity | null,
  copy: Partial<Copy>,
): Target => {
  const cells: (readonly [ColumnName, CellWrite])[] = []
  const problems: FieldProblem[] = []
  for (const field of COPY_FIELDS) {
    const value = copy[field]
    if (value === undefined || schema.columns[field] === undefined) continue
    const encoded = encode(field, value, schema, layout)
    if ('problem' in encoded) {
      problems.push(encoded.problem)
      continue
    }
    // A formula is somebody's work: it stays, and the field with it.
    const isTheirs = encoded.cells.some(([column]) =>
      identity === null ? layout.computed.has(column) : heldOf(identity.row, column).isFormula,
    )
    if (isTheirs) problems.push({ field, code: 'unreadable', value: null })
    else cells.push(...encoded.cells)
  }
  const held = identity === null ? null : heldOf(identity.row, 'key')
  if (held?.value !== key && held?.isFormula !== true) cells.push(['key', { text: key }])
  return { write, key, identity, cells, problems }
}

interface Parts {
  readonly places: Places
  readonly targets: readonly Target[]
  readonly removed: readonly { readonly write: number; readonly identity: Identity }[]
  readonly settled: ReadonlyMap<number, Step>
}

const arrange = (input: PlanInput, { places, targets, removed, settled }: Parts): Plan => {
  const { layout, writes } = input
  const requests: Request[] = []
  const owners: number[] = []
  const add = (write: number, ...more: readonly Request[]): void => {
    requests.push(...more)
    owners.push(...more.map(() => write))
  }
  const kept = targets.filter(({ identity }) => identity !== null)
  const fresh = targets.filter(({ identity }) => identity === null)
  const gone = removed.map(({ identity }) => identity.row.index).sort((one, other) => other - one)
  const after = (index: number): number => index - gone.filter((row) => row < index).length
  const rows = new Map<number, number>()

  for (const { write, key, identity, cells } of kept) {
    const index = identity?.row.index ?? 0
    add(write, ...cellRequests(input, index, cells), ...anchorRequests(input, places, key, index))
    rows.set(write, after(index))
  }
  if (fresh.length > 0) add(fresh[0]?.write ?? 0, ...makeRoom(layout, fresh.length))
  for (const [offset, { write, key, cells }] of fresh.entries()) {
    const index = layout.end + offset
    add(write, ...cellRequests(input, index, cells), ...anchorRequests(input, places, key, index))
    rows.set(write, after(index))
  }
  for (const index of gone) {
    const write = removed.find(({ identity }) => identity.row.index === index)?.write ?? 0
    add(write, { deleteDimension: { range: rowRange(layout, index) } })
  }
  const byWrite = new Map(targets.map((target) => [target.write, target]))
  const steps = writes.map((_, index): Step => {
    const { key = '', identity = null, cells = [], problems = [] } = byWrite.get(index) ?? {}
    const row = rows.get(index) ?? 0
    return settled.get(index) ?? { type: 'put', key, row, before: identity?.row ?? null, cells, problems }
  })
  return { requests, owners, steps }
}

const rowRange = ({ sheetId }: Layout, startIndex: number, count = 1): sheets_v4.Schema$DimensionRange => ({
  sheetId,
  dimension: 'ROWS',
  startIndex,
  endIndex: startIndex + count,
})

/**
 * New rows look like the one above, but never like the header. Nothing can be inserted after the last row of the grid, so
 * a full one first gets an empty row; written below it instead, they would hit what a person pushed down meanwhile.
 */
const makeRoom = (layout: Layout, count: number): Request[] => [
  ...(layout.end < layout.rowCount
    ? []
    : [{ appendDimension: { sheetId: layout.sheetId, dimension: 'ROWS', length: layout.end - layout.rowCount + 1 } }]),
  { insertDimension: { range: rowRange(layout, layout.end, count), inheritFromBefore: layout.rows.length > 0 } },
]

/** Neighbouring cells of one kind in one request; what stands between mapped columns is not touched. */
export const cellRequests = (
  { layout, schema }: Pick<PlanInput, 'layout' | 'schema'>,
  rowIndex: number,
  cells: Target['cells'],
): Request[] => {
  const placed = cells
    .flatMap(([name, write]) => {
      const column = schema.columns[name]
      return column === undefined ? [] : [{ column, write, fields: cellFields(write) }]
    })
    .sort((one, other) => one.column - other.column)
  const runs: { column: number; fields: string; values: sheets_v4.Schema$CellData[] }[] = []
  for (const { column, write, fields } of placed) {
    const last = runs.at(-1)
    if (last !== undefined && last.column + last.values.length === column && last.fields === fields) {
      last.values.push(cellData(write))
    } else runs.push({ column, fields, values: [cellData(write)] })
  }
  return runs.map(({ column: columnIndex, fields, values }) => ({
    updateCells: { start: { sheetId: layout.sheetId, rowIndex, columnIndex }, rows: [{ values }], fields },
  }))
}

/** Leaves exactly one anchor of that key, on that row. */
const anchorRequests = ({ layout, taken }: PlanInput, places: Places, key: string, row: number): Request[] => {
  const anchors = places.anchors(key)
  const right = anchors.find((anchor) => anchor.row === row)
  const stale = anchors
    .filter((anchor) => anchor !== right)
    .map(
      ({ id }): Request => ({
        deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId: id } } },
      }),
    )
  if (right !== undefined) return stale
  const developerMetadata = {
    metadataId: places.freeId(key, taken),
    metadataKey: ANCHOR,
    metadataValue: key,
    // Other programs of the same spreadsheet do not see it.
    visibility: 'PROJECT',
    location: { dimensionRange: rowRange(layout, row) },
  }
  return [...stale, { createDeveloperMetadata: { developerMetadata } }]
}

/** Rows of the batch that will be looked at afterwards, in runs. */
export const rowsOf = (steps: readonly Step[]): readonly { readonly first: number; readonly count: number }[] => {
  const rows = [...new Set(steps.flatMap((step) => (step.type === 'put' ? [step.row] : [])))].sort((a, b) => a - b)
  const runs: { first: number; count: number }[] = []
  for (const row of rows) {
    const last = runs.at(-1)
    if (last !== undefined && last.first + last.count === row) last.count += 1
    else runs.push({ first: row, count: 1 })
  }
  return runs
}

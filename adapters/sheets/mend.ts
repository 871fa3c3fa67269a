import { columnsOf, counterpartsOf, holds, isIn } from './counterparts.ts'
import { type Held, heldOf, type Layout, type Row } from './layout.ts'
import type { ColumnName } from './names.ts'
import { isSame, type Note, type NotedPut, type Stood, type StoodRow, stoodAt } from './note.ts'

/** What is to be written so that the rows are as if each batch had met the rows it was meant for. */
export interface Mending {
  /** By row, in their order, and only where something else stands. */
  readonly rows: readonly { readonly row: Row; readonly cells: readonly (readonly [ColumnName, Stood])[] }[]
  /** Anchors that stand on other tasks' rows, by id. */
  readonly misled: ReadonlySet<number>
}

/**
 * Of batches that were done and of which no answer came: what landed in a row that was not meant is taken back, if it is
 * still there, to what stood there before, and the row that was meant gets it, if it is still as it was. Newest first,
 * since what a later batch wrote over is what an earlier one left.
 */
export const mendingOf = (notes: readonly Note[], layout: Layout): Mending => {
  const misled = new Set<number>()
  let rows = layout.rows
  for (const note of notes.toReversed()) {
    const { changes, anchors } = strayedIn(note, { ...layout, rows })
    for (const id of anchors) misled.add(id)
    rows = rows.map((row) => {
      const cells = changes.get(row)
      return cells === undefined ? row : { ...row, held: { ...row.held, ...heldIn(cells) } }
    })
  }
  const mended = layout.rows.flatMap((row, place) => {
    const then = rows[place]
    if (then === undefined || then === row) return []
    const columns = Object.keys(then.held) as ColumnName[]
    const cells = columns.flatMap((column) => {
      const { value } = heldOf(then, column)
      return isSame(heldOf(row, column), value) || then.held[column] === row.held[column]
        ? []
        : [[column, value] as const]
    })
    return cells.length === 0 ? [] : [{ row, cells }]
  })
  return { rows: mended, misled }
}

type Changes = Map<Row, Map<ColumnName, Stood>>

const heldIn = (cells: ReadonlyMap<ColumnName, Stood>): Partial<Record<ColumnName, Held>> =>
  Object.fromEntries([...cells].map(([column, stood]) => [column, { value: plainOf(stood), isFormula: false }]))

/** A formula that was there is nothing we write: without our value, one that fills from elsewhere fills again. */
const plainOf = (stood: Stood): string | number | boolean | null =>
  typeof stood === 'object' && stood !== null ? null : stood

const strayedIn = (note: Note, layout: Layout): { changes: Changes; anchors: readonly number[] } => {
  const counterparts = counterpartsOf(note, layout)
  const places = new Map<StoodRow, Row[]>()
  for (const [row, stood] of counterparts) places.set(stood, [...(places.get(stood) ?? []), row])
  const altered = layout.rows.filter((row) => isAltered(note, row, counterparts.get(row)))
  const changes: Changes = new Map()
  const anchors: number[] = []
  const astray: { put: NotedPut; target: StoodRow; meant: readonly Row[] }[] = []
  const change = (row: Row, column: ColumnName, stood: Stood): void => {
    const cells = changes.get(row) ?? new Map<ColumnName, Stood>()
    changes.set(row, cells.set(column, stood))
  }
  for (const put of note.puts) {
    const target = note.rows[put.target]
    if (target === undefined) continue
    const meant = places.get(target) ?? []
    const shows = columnsOf(put.cells).some((column) => !stoodSame(note, target, put, column))
    if (shows && meant.some((row) => holds(row, put))) continue
    const hit = altered.filter((row) => {
      const stood = counterparts.get(row)
      return stood !== target && isHit(note, put, row, stood)
    })
    for (const row of hit) {
      const stood = counterparts.get(row)
      for (const column of columnsOf(put.cells)) {
        const was = stood === undefined ? null : (stoodAt(note, stood, column) ?? null)
        if (isIn(row, put.cells, column)) change(row, column, was)
      }
      anchors.push(...row.anchors.filter(({ id, value }) => id === put.anchor && value === put.key).map(({ id }) => id))
    }
    if (hit.length > 0) astray.push({ put, target, meant })
  }
  // Only now are the rows as they were.
  const isAsBefore = (row: Row, target: StoodRow, column: ColumnName): boolean => {
    const stood = stoodAt(note, target, column) ?? null
    const changed = changes.get(row)?.get(column)
    return changed === undefined ? isSame(heldOf(row, column), stood) : changed === stood
  }
  for (const { put, target, meant } of astray) {
    const columns = columnsOf(put.cells)
    for (const row of meant) {
      if (!columns.every((column) => isAsBefore(row, target, column))) continue
      for (const column of columns) change(row, column, put.cells[column] ?? null)
    }
  }
  return { changes, anchors }
}

const isAltered = (note: Note, row: Row, stood: StoodRow | undefined): boolean =>
  stood === undefined || note.columns.some((at) => !isSame(heldOf(row, at), stoodAt(note, stood, at) ?? null))

const stoodSame = (note: Note, stood: StoodRow, { cells }: NotedPut, column: ColumnName): boolean =>
  JSON.stringify(stoodAt(note, stood, column) ?? null) === JSON.stringify(cells[column] ?? null)

/** Texts tell whose they are; that a task is done, or high, may be said of any row by anybody. */
const TELLING = new Set<ColumnName>(['title', 'description', 'labels', 'key'])

/**
 * Whether the put landed there: what it wrote stands where something else stood, and the anchor of the batch stands there
 * too, or its texts say so. A row that was not there before must hold all of it.
 */
const isHit = (note: Note, put: NotedPut, row: Row, stood: StoodRow | undefined): boolean => {
  const columns = columnsOf(put.cells)
  const changed = columns.filter(
    (column) => isIn(row, put.cells, column) && (stood === undefined || !stoodSame(note, stood, put, column)),
  )
  if (changed.length === 0) return false
  const isAnchored = put.anchor !== null && row.anchors.some(({ id }) => id === put.anchor)
  const tells = changed.some((column) => TELLING.has(column) && typeof put.cells[column] === 'string')
  return holds(row, put) ? isAnchored || tells : isAnchored && tells && stood !== undefined
}

import { writtenKey } from './identity.ts'
import { heldOf, type Layout, type Row } from './layout.ts'
import { COLUMN_NAMES, type ColumnName } from './names.ts'
import { isSame, type Note, type NotedPut, type Stood, type StoodRow, stoodAt, stoodOf } from './note.ts'

/** Whether all that a put writes stands in that row. */
export const holds = (row: Row, { cells }: NotedPut): boolean => columnsOf(cells).every((at) => isIn(row, cells, at))

export const columnsOf = (cells: NotedPut['cells']): readonly ColumnName[] => Object.keys(cells) as ColumnName[]

export const isIn = (row: Row, cells: NotedPut['cells'], column: ColumnName): boolean =>
  isSame(heldOf(row, column), cells[column] ?? null)

/**
 * Which row of a note each row is now. By its key, unless the batch wrote that one; the others by all that the batch did not
 * write into them. A row that is absent was not there.
 */
export const counterpartsOf = (note: Note, { rows }: Layout): ReadonlyMap<Row, StoodRow> => {
  const rewritten = new Set(note.puts.map(({ cells }) => cells.key))
  const named = new Map<string, StoodRow[]>()
  for (const stood of note.rows) {
    const { key } = stood.cells
    if (typeof key === 'string') named.set(folded(key), [...(named.get(folded(key)) ?? []), stood])
  }
  const likeness = comparing(note)
  const found = new Map<Row, StoodRow>()
  const loose: Row[] = []
  for (const row of rows) {
    const key = writtenKey(row)
    const alike = key === null || rewritten.has(key) ? undefined : named.get(key)
    if (alike === undefined) loose.push(row)
    else {
      const stood = alike.length === 1 ? alike[0] : closest(likeness, row, alike)
      if (stood !== undefined) found.set(row, stood)
    }
  }
  const taken = new Set(found.values())
  const pool = note.rows.filter((stood) => !taken.has(stood) && !isEmpty(stood))
  matchLoose({ note, likeness, loose, pool, found })
  return found
}

/** Nothing tells it from any other empty row, or from one that was not there. */
const isEmpty = ({ isWhole, cells }: StoodRow): boolean => isWhole && Object.keys(cells).length === 0

const folded = (key: string): string => key.trim().toLowerCase()

const closest = (likeness: Compare, row: Row, alike: readonly StoodRow[]): StoodRow | undefined => {
  const score = (stood: StoodRow): number => {
    const { agreeing, differing } = likeness(row, stood)
    return agreeing - differing
  }
  return alike.toSorted((one, other) => score(other) - score(one))[0]
}

interface Matching {
  readonly note: Note
  readonly likeness: Compare
  readonly loose: readonly Row[]
  readonly pool: readonly StoodRow[]
  readonly found: Map<Row, StoodRow>
}

/**
 * First the rows that have what was meant for them, then those of which nothing changed, then the likest pairs, then copies
 * made since. Of rows that nothing tells apart the one whose key is missing is the one that lost it.
 */
const matchLoose = ({ note, likeness, loose, pool, found }: Matching): void => {
  const free = new Set(pool)
  const match = (row: Row, stood: StoodRow): void => {
    found.set(row, stood)
    free.delete(stood)
  }
  const untouched = new Map<string, StoodRow[]>()
  for (const stood of pool) {
    const said = JSON.stringify(COLUMN_NAMES.map((column) => stood.cells[column] ?? null))
    if (stood.isWhole) untouched.set(said, [...(untouched.get(said) ?? []), stood])
  }
  const keyed = new Map(loose.map((row) => [writtenKey(row), row]))
  const meant = note.puts.flatMap(({ target, cells }) => {
    const [row, stood] = [keyed.get(String(cells.key)), note.rows[target]]
    return row === undefined || stood === undefined ? [] : [{ row, stood, key: cells.key }]
  })
  const named = pool.filter(({ cells }) => typeof cells.key === 'string')
  for (const { row, stood, key } of meant) {
    const isAnother = named.some((one) => one.cells.key !== key && likeness(row, one).differing === 0)
    if (!isAnother && free.has(stood) && likeness(row, stood).differing === 0) match(row, stood)
  }
  /** The likest first. A row is compared with those of its own title, where there are any: of all with all there are too many. */
  const likest = (rows: readonly Row[], among: Iterable<StoodRow>) => {
    const byTitle = new Map<unknown, StoodRow[]>()
    for (const stood of among) {
      const { title } = stood.cells
      byTitle.set(title, [...(byTitle.get(title) ?? []), stood])
    }
    const all = [...byTitle.values()].flat()
    const candidates = (row: Row): readonly StoodRow[] => {
      const { value } = heldOf(row, 'title')
      return (writtenInto(note, row).has('title') ? undefined : byTitle.get(value ?? undefined)) ?? all
    }
    return rows
      .filter((row) => !found.has(row))
      .flatMap((row) => candidates(row).map((stood) => ({ row, stood, ...likeness(row, stood) })))
      .filter(({ agreeing, differing }) => differing === 0 || agreeing > differing)
      .sort((one, other) => other.agreeing - other.differing - one.agreeing + one.differing)
  }
  for (const row of loose) {
    if (found.has(row)) continue
    const same = untouched.get(JSON.stringify(wholeOf(note, row)))?.find((stood) => free.has(stood))
    if (same !== undefined) match(row, same)
  }
  for (const { row, stood } of likest(loose, free)) if (!found.has(row) && free.has(stood)) match(row, stood)
  for (const { row, stood, agreeing } of likest(loose, pool)) if (!found.has(row) && agreeing > 0) found.set(row, stood)
  for (const { row, stood } of meant) if (!found.has(row) && free.has(stood)) match(row, stood)
}

const wholeOf = ({ columns }: Note, row: Row): readonly Stood[] =>
  COLUMN_NAMES.map((column) => stoodOf(heldOf(row, column), columns.includes(column)))

/** Columns whose value in this row a put of the batch may be the cause of. */
const writtenInto = ({ puts }: Note, row: Row): ReadonlySet<ColumnName> =>
  new Set(puts.filter((put) => holds(row, put)).flatMap(({ cells }) => columnsOf(cells)))

const WEIGHT: Readonly<Partial<Record<ColumnName, number>>> = { title: 4, description: 3, labels: 2, due: 2 }

interface Likeness {
  readonly agreeing: number
  readonly differing: number
}
type Compare = (row: Row, stood: StoodRow) => Likeness

/** How much of what the batch did not write is as it was; blank cells tell nothing. */
const comparing = (note: Note): Compare => {
  const known = new Map<Row, ReadonlySet<ColumnName>>()
  return (row, stood) => {
    const written = known.get(row) ?? writtenInto(note, row)
    known.set(row, written)
    let [agreeing, differing] = [0, 0]
    for (const column of COLUMN_NAMES) {
      const was = stoodAt(note, stood, column)
      if (was === undefined || written.has(column) || column === 'key') continue
      const weight = WEIGHT[column] ?? 1
      if (!isSame(heldOf(row, column), was)) differing += weight
      else if (was !== null) agreeing += weight
    }
    return { agreeing, differing }
  }
}

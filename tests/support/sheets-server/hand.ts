import { type Cell, EMPTY, emptyRows, type Row, type Tab, type Value, withCell, withRow } from './book.ts'

/** What a person types, by header. A text is stored as text, a number as a number, `=…` as a formula, '' as nothing. */
export type Typed = Readonly<Record<string, string | number | boolean>>

export interface Hand {
  /** The first row where that header's cell shows that text; rows count from 0, the header is one. */
  rowWhere(header: string, text: string): number
  /** Below the last row with anything in it. */
  add(typed: Typed): void
  edit(row: number, typed: Typed): void
  insertAbove(row: number, count?: number): void
  remove(row: number): void
  /** "Duplicate": values and formats of the row, none of what programs keep with it. */
  copy(row: number): void
  /** All rows below the header; metadata goes along, or stays where it was: no vendor's page says which. */
  sort(header: string, options: { metadataMoves: boolean }): void
  rename(header: string, to: string): void
  /** Cells of a row by header, as they were entered. */
  cells(row: number): Readonly<Record<string, Cell>>
  /** Everything entered below the header, row by row, without empty ones at the end. */
  table(): readonly (readonly (string | number | boolean | null)[])[]
}

export const createHand = (tabOf: () => Tab, change: (tab: Tab) => void): Hand => {
  const headers = (): string[] =>
    (tabOf().rows[0]?.cells ?? []).map(({ userEnteredValue }) => userEnteredValue?.stringValue ?? '')
  const columnOf = (header: string): number => {
    const column = headers().indexOf(header)
    if (column < 0) throw new Error(`There is no header ${header}.`)
    return column
  }
  const row = (index: number): Row => tabOf().rows[index] ?? EMPTY
  const isUsed = ({ cells }: Row): boolean => cells.some(({ userEnteredValue }) => userEnteredValue !== undefined)
  const end = (): number => tabOf().rows.findLastIndex(isUsed) + 1
  const typedInto = (into: Row, typed: Typed): Row =>
    Object.entries(typed).reduce((now, [header, said]) => {
      const column = columnOf(header)
      const { userEnteredValue: _old, ...rest } = now.cells[column] ?? {}
      return withCell(now, column, said === '' ? rest : { ...rest, userEnteredValue: entered(said) })
    }, into)
  const edit: Hand['edit'] = (index, typed) => change(withRow(tabOf(), index, typedInto(row(index), typed)))
  const splice = (start: number, gone: number, ...rows: Row[]): void =>
    change({ ...tabOf(), rows: tabOf().rows.toSpliced(start, gone, ...rows) })

  return {
    rowWhere: (header, text) => {
      const column = columnOf(header)
      const found = tabOf().rows.findIndex(({ cells }) => cells[column]?.userEnteredValue?.stringValue === text)
      if (found < 0) throw new Error('There is no such row.')
      return found
    },
    add: (typed) => {
      const at = end()
      if (at >= tabOf().rows.length) splice(at, 0, EMPTY)
      edit(at, typed)
    },
    edit,
    insertAbove: (index, count = 1) => splice(index, 0, ...emptyRows(count)),
    remove: (index) => splice(index, 1),
    copy: (index) => splice(index + 1, 0, { cells: row(index).cells, metadata: [] }),
    sort: (header, { metadataMoves }) => {
      const column = columnOf(header)
      const last = end()
      const before = tabOf().rows.slice(1, last)
      const text = ({ cells }: Row): string =>
        String(Object.values(cells[column]?.userEnteredValue ?? {})[0] ?? '\uffff')
      const sorted = [...before].sort((one, other) => text(one).localeCompare(text(other)))
      const rows = metadataMoves
        ? sorted
        : sorted.map(({ cells }, index) => ({ cells, metadata: before[index]?.metadata ?? [] }))
      splice(1, last - 1, ...rows)
    },
    rename: (header, to) => {
      const column = columnOf(header)
      change(withRow(tabOf(), 0, withCell(row(0), column, { userEnteredValue: { stringValue: to } })))
    },
    cells: (index) => Object.fromEntries(headers().map((header, column) => [header, row(index).cells[column] ?? {}])),
    table: () =>
      tabOf()
        .rows.slice(1, end())
        .map(({ cells }) => headers().map((_, column) => plain(cells[column]?.userEnteredValue))),
  }
}

const plain = (value: Value | undefined): string | number | boolean | null =>
  value?.formulaValue ?? value?.stringValue ?? value?.numberValue ?? value?.boolValue ?? null

const entered = (said: string | number | boolean): Value => {
  if (typeof said === 'number') return { numberValue: said }
  if (typeof said === 'boolean') return { boolValue: said }
  return said.startsWith('=') ? { formulaValue: said } : { stringValue: said }
}

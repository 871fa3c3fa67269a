/** What a cell was given. */
export interface Value {
  readonly stringValue?: string
  readonly numberValue?: number
  readonly boolValue?: boolean
  readonly formulaValue?: string
}

export interface Cell {
  readonly userEnteredValue?: Value
  readonly userEnteredFormat?: { readonly numberFormat?: { readonly type: string; readonly pattern?: string } }
  readonly dataValidation?: unknown
}

export interface Metadata {
  readonly metadataId: number
  readonly metadataKey: string
  readonly metadataValue?: string
  readonly visibility: string
}

export interface Row {
  readonly cells: readonly Cell[]
  /** With the row, wherever it goes. */
  readonly metadata: readonly Metadata[]
}

export interface Tab {
  readonly sheetId: number
  readonly title: string
  readonly columnCount: number
  readonly frozenRowCount: number
  /** As many as the grid has. */
  readonly rows: readonly Row[]
}

export interface Book {
  readonly spreadsheetId: string
  readonly title: string
  readonly locale: string
  readonly timeZone: string
  readonly tabs: readonly Tab[]
  /** Of all metadata there is; kept while a batch is done. */
  readonly metadataIds?: Set<number>
}

/** Google's way to say what is wrong with one request of a batch; nothing of the batch is done. */
export class Invalid extends Error {}

export const EMPTY: Row = { cells: [], metadata: [] }

export const emptyRows = (count: number): Row[] => Array.from({ length: count }, () => EMPTY)

export const newTab = (sheetId: number, title: string, size: { rows?: number; columns?: number } = {}): Tab => ({
  sheetId,
  title,
  columnCount: size.columns ?? 26,
  frozenRowCount: 0,
  rows: emptyRows(size.rows ?? 1000),
})

/** A copy whose rows may be changed in place; rows themselves are never changed. */
export const draftOf = (book: Book): Book =>
  counted({ ...book, tabs: book.tabs.map((tab) => ({ ...tab, rows: [...tab.rows] })) })

/** After rows went, or their metadata. */
export const counted = (book: Book): Book => ({
  ...book,
  metadataIds: new Set(
    book.tabs.flatMap(({ rows }) => rows.flatMap(({ metadata }) => metadata.map(({ metadataId }) => metadataId))),
  ),
})

/** In a draft. */
export const setRow = (tab: Tab, index: number, row: Row): Tab => {
  ;(tab.rows as Row[])[index] = row
  return tab
}

export const withRow = (tab: Tab, index: number, row: Row): Tab => ({ ...tab, rows: tab.rows.with(index, row) })

export const withCell = (row: Row, column: number, cell: Cell): Row => {
  const cells = [...row.cells]
  while (cells.length <= column) cells.push({})
  cells[column] = cell
  return { ...row, cells }
}

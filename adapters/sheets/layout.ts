import { createHash } from 'node:crypto'
import { COLUMN_NAMES, type ColumnName } from './names.ts'
import type { Columns } from './schema.ts'
import { ANCHOR, MARK, VOID } from './settings.ts'
import { type Cell, cellsIn, type Spreadsheet } from './wire.ts'

/** What one cell holds, as far as we look at it. */
export interface Held {
  /** null: nothing. Of a formula, what it shows. */
  readonly value: string | number | boolean | null
  /** A formula, or filled by one that stands elsewhere: never written, and not read as a person's word. */
  readonly isFormula: boolean
}

export interface Anchor {
  readonly id: number
  readonly value: string
}

/** Of a batch, on the header row. */
export interface Mark {
  readonly id: number
  readonly isVoid: boolean
  /** When the batch was noted, in ms since the epoch. */
  readonly at: number
}

export interface Row {
  /** In the tab, from 0, at the moment it was read. */
  readonly index: number
  readonly held: Readonly<Partial<Record<ColumnName, Held>>>
  readonly anchors: readonly Anchor[]
}

/** The tasks' part of a tab at one moment. */
export interface Layout {
  readonly sheetId: number
  readonly tab: string
  readonly url: string | null
  readonly locale: string
  readonly zone: string
  readonly rowCount: number
  /** Rows with something in a mapped column, or with an anchor. In their order. */
  readonly rows: readonly Row[]
  /** After the last row with anything in it. */
  readonly end: number
  /** Columns that a formula fills here and there: new rows leave them alone. */
  readonly computed: ReadonlySet<ColumnName>
  /** Where the header stands; -1 in an answer, which does not show it. */
  readonly header: number
  readonly marks: readonly Mark[]
}

const NOTHING: Held = { value: null, isFormula: false }
export const heldOf = (row: Row, column: ColumnName): Held => row.held[column] ?? NOTHING

/** Nothing stands in its fields: no task, whatever its key column says. */
export const isBlank = (row: Row): boolean =>
  COLUMN_NAMES.every((name) => {
    if (name === 'key') return true
    const { value, isFormula } = heldOf(row, name)
    return isFormula || value === null || value === false || (typeof value === 'string' && value.trim() === '')
  })

/** Everything below row `headerRow`; several pieces of one tab come as one. */
export const readLayout = (read: Spreadsheet, columns: Columns, headerRow: number): Layout => {
  const { properties, sheets, spreadsheetUrl } = read
  const [tab] = sheets
  if (tab === undefined) throw new TypeError('A spreadsheet without a tab.')
  const { sheetId, title, gridProperties } = tab.properties
  const rows: Row[] = []
  const computed = new Set<ColumnName>()
  const marks: Mark[] = []
  const places = COLUMN_NAMES.flatMap((name) => {
    const column = columns[name]
    return column === undefined ? [] : [[name, column] as const]
  })
  let end = headerRow + 1
  for (const grid of tab.data) {
    const { startRow, startColumn, rowMetadata } = grid
    const count = Math.max(grid.rowData.length, rowMetadata.length)
    for (let offset = 0; offset < count; offset += 1) {
      const index = startRow + offset
      const metadata = rowMetadata[offset]?.developerMetadata ?? []
      for (const { metadataId: id, metadataKey: name, metadataValue } of metadata) {
        if (name === MARK || name === VOID) marks.push({ id, isVoid: name === VOID, at: Number(metadataValue) })
      }
      if (index <= headerRow) continue
      const values = cellsIn(grid, offset)
      const anchors = metadata.flatMap(({ metadataId: id, metadataKey, metadataValue: value }) =>
        metadataKey === ANCHOR && value !== undefined ? [{ id, value }] : [],
      )
      if (values.some(isWritten)) end = Math.max(end, index + 1)
      const held: Partial<Record<ColumnName, Held>> = {}
      for (const [name, column] of places) {
        const cell = values[column - startColumn]
        const found = cell === undefined ? null : holds(cell)
        if (found === null) continue
        held[name] = found
        if (found.isFormula && cell?.userEnteredValue === undefined) computed.add(name)
      }
      if (anchors.length > 0) end = Math.max(end, index + 1)
      if (anchors.length > 0 || Object.keys(held).length > 0) rows.push({ index, held, anchors })
    }
  }
  return {
    sheetId,
    tab: title,
    url: spreadsheetUrl === undefined ? null : `${spreadsheetUrl.split('#')[0]}#gid=${sheetId}`,
    locale: properties.locale,
    zone: properties.timeZone,
    rowCount: gridProperties.rowCount,
    rows: rows.sort((one, other) => one.index - other.index),
    end,
    computed,
    header: headerRow,
    marks,
  }
}

// A column of empty check boxes says false down to the last row.
const isWritten = ({ userEnteredValue: value }: Cell): boolean => value !== undefined && value.boolValue !== false

const holds = ({ userEnteredValue: entered, effectiveValue: shown }: Cell): Held | null => {
  if (entered === undefined && shown === undefined) return null
  const value = shown?.stringValue ?? shown?.numberValue ?? shown?.boolValue ?? null
  if (entered === undefined || entered.formulaValue !== undefined) return { value, isFormula: true }
  return {
    value: entered.stringValue ?? entered.numberValue ?? entered.boolValue ?? null,
    isFormula: false,
  }
}

/** The same for the same contents, wherever the row stands; says nothing of them. */
export const digestOf = (row: Row): string =>
  createHash('sha256')
    .update(JSON.stringify(COLUMN_NAMES.map((name) => row.held[name]?.value ?? null)))
    .digest('base64url')
    .slice(0, 16)

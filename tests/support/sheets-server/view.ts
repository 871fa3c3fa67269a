import { type Book, Invalid, type Tab, type Value } from './book.ts'
import { shown } from './formulas.ts'

interface Span {
  readonly tab: Tab
  readonly row: number
  readonly endRow: number
  readonly column: number
  readonly endColumn: number
}

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1

/** `Tab`, `'Tab'!A1:B2`, `'Tab'!3:4`, `1:2`; the first tab where none is named. */
export const parseRange = (book: Book, range: string): Span => {
  const [, quoted, plain, cells] = /^(?:'((?:[^']|'')+)'(?:!|$)|([^!:]+)(?:!|$))?(.*)$/.exec(range) ?? []
  const title = quoted?.replaceAll("''", "'") ?? plain
  const tab = title === undefined ? book.tabs[0] : book.tabs.find((one) => one.title === title)
  if (tab === undefined) throw new Invalid(`Unable to parse range: ${range}`)
  const all = { tab, row: 0, endRow: tab.rows.length, column: 0, endColumn: tab.columnCount }
  if (cells === undefined || cells === '') return all
  const found = /^([A-Z]*)(\d*):([A-Z]*)(\d*)$/.exec(cells)
  if (found === null) throw new Invalid(`Unable to parse range: ${range}`)
  const [, from = '', first = '', to = '', last = ''] = found
  const span = {
    tab,
    row: first === '' ? 0 : Number(first) - 1,
    endRow: last === '' ? all.endRow : Number(last),
    column: from === '' ? 0 : columnOf(from),
    endColumn: to === '' ? all.endColumn : columnOf(to) + 1,
  }
  if (span.row >= tab.rows.length || span.endColumn > tab.columnCount) {
    throw new Invalid(
      `Range (${range}) exceeds grid limits. Max rows: ${tab.rows.length}, max columns: ${tab.columnCount}`,
    )
  }
  return { ...span, endRow: Math.min(span.endRow, tab.rows.length) }
}

/** A spreadsheet as `spreadsheets.get` shows it; without ranges, all tabs. Zeros are left out, as Google leaves them. */
export const viewOf = (book: Book, ranges: readonly string[]): unknown => {
  const spans =
    ranges.length > 0
      ? ranges.map((range) => parseRange(book, range))
      : book.tabs.map((tab) => parseRange(book, `'${tab.title}'`))
  const tabs = book.tabs.filter((tab) => spans.some((span) => span.tab === tab))
  return {
    spreadsheetId: book.spreadsheetId,
    spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${book.spreadsheetId}/edit`,
    properties: { title: book.title, locale: book.locale, timeZone: book.timeZone },
    sheets: tabs.map((tab) => ({
      properties: {
        sheetId: tab.sheetId,
        title: tab.title,
        gridProperties: { rowCount: tab.rows.length, columnCount: tab.columnCount },
      },
      data: spans.filter((span) => span.tab === tab).map(gridOf),
    })),
  }
}

const formatted = (value: Value): string =>
  String(value.stringValue ?? value.numberValue ?? String(value.boolValue).toUpperCase())

const gridOf = ({ tab, row, endRow, column, endColumn }: Span): unknown => {
  const valueAt = shown(tab)
  const rowData: { values?: unknown[] }[] = []
  for (let index = row; index < endRow; index += 1) {
    const values: unknown[] = []
    for (let place = column; place < endColumn; place += 1) {
      const effectiveValue = valueAt(index, place)
      const cell = tab.rows[index]?.cells[place]
      values.push({
        ...cell,
        ...(effectiveValue === undefined ? {} : { effectiveValue, formattedValue: formatted(effectiveValue) }),
      })
    }
    while (values.length > 0 && Object.keys(values.at(-1) as object).length === 0) values.pop()
    rowData.push(values.length > 0 ? { values } : {})
  }
  // Trailing rows without anything are not sent.
  while (rowData.length > 0 && rowData.at(-1)?.values === undefined) rowData.pop()
  const rowMetadata = tab.rows.slice(row, endRow).map(({ metadata }, offset) => ({
    pixelSize: 21,
    ...(metadata.length === 0
      ? {}
      : {
          developerMetadata: metadata.map((one) => ({
            ...one,
            location: {
              locationType: 'ROW',
              dimensionRange: { dimension: 'ROWS', startIndex: row + offset, endIndex: row + offset + 1 },
            },
          })),
        }),
  }))
  return {
    ...(row === 0 ? {} : { startRow: row }),
    ...(column === 0 ? {} : { startColumn: column }),
    rowData,
    rowMetadata,
  }
}

/** Rows of `values.get`: what cells show, or their formulas; texts that only look like ones are told apart by nothing. */
export const valuesOf = (
  book: Book,
  range: string,
  option: string,
): { range: string; majorDimension: 'ROWS'; values?: unknown[][] } => {
  const { tab, row, endRow, column, endColumn } = parseRange(book, range)
  const valueAt = shown(tab)
  const rows: unknown[][] = []
  for (let index = row; index < endRow; index += 1) {
    const values: unknown[] = []
    for (let place = column; place < endColumn; place += 1) {
      const entered = tab.rows[index]?.cells[place]?.userEnteredValue
      const value = valueAt(index, place)
      const plain = value?.stringValue ?? value?.numberValue ?? value?.boolValue ?? ''
      values.push(
        option === 'FORMULA' ? (entered?.formulaValue ?? plain) : option === 'FORMATTED_VALUE' ? String(plain) : plain,
      )
    }
    while (values.length > 0 && values.at(-1) === '') values.pop()
    rows.push(values)
  }
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop()
  return { range, majorDimension: 'ROWS', ...(rows.length === 0 ? {} : { values: rows }) }
}

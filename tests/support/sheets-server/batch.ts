import {
  type Book,
  type Cell,
  counted,
  draftOf,
  emptyRows,
  Invalid,
  type Metadata,
  newTab,
  type Row,
  setRow,
  type Tab,
  withCell,
} from './book.ts'

type Json = Readonly<Record<string, unknown>>
type Apply = (book: Book, body: Json, say: (problem: string) => never) => { book: Book; reply?: unknown }

interface Range {
  readonly sheetId?: number
  readonly dimension?: string
  readonly startIndex?: number
  readonly endIndex?: number
}

/** Applies requests in order, all or none; a request that is not understood is refused, as Google does. */
export const applyBatch = (book: Book, requests: readonly Json[], edits: Edits): { book: Book; replies: unknown[] } => {
  if (requests.length === 0) throw new Invalid('Must specify at least one request.')
  let current = draftOf(book)
  const replies = requests.map((request, index) => {
    const [name = '', ...others] = Object.keys(request)
    const say = (problem: string): never => {
      throw new Invalid(`Invalid requests[${index}].${name}: ${problem}`)
    }
    const apply = REQUESTS[name]
    if (apply === undefined || others.length > 0) return say('No request set or unknown request.')
    const body = request[name] as Json
    for (const row of edits.protectedRows) {
      if (touches(current, name, body, row)) {
        say(
          'You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.',
        )
      }
    }
    const done = apply(current, body, say)
    current = done.book
    return done.reply ?? {}
  })
  return { book: current, replies }
}

export interface Edits {
  /** Rows nobody may edit, by the text of their first cell. */
  readonly protectedRows: ReadonlySet<string>
}

const touches = (book: Book, name: string, body: Json, first: string): boolean => {
  const { start, range } = body as { start?: { sheetId?: number; rowIndex?: number }; range?: Range }
  const span = name === 'moveDimension' ? (body.source as Range) : range
  const isOfRows = name === 'deleteDimension' || name === 'moveDimension'
  const place = name === 'updateCells' ? start?.rowIndex : isOfRows ? span?.startIndex : undefined
  const tab = book.tabs.find(({ sheetId }) => sheetId === (start?.sheetId ?? span?.sheetId ?? 0))
  return place !== undefined && tab?.rows[place]?.cells[0]?.userEnteredValue?.stringValue === first
}

const tabOf = (book: Book, sheetId: unknown, say: (problem: string) => never): Tab =>
  book.tabs.find((tab) => tab.sheetId === (sheetId ?? 0)) ?? say(`No grid with id: ${String(sheetId)}`)

const put = (book: Book, tab: Tab): Book => ({
  ...book,
  tabs: book.tabs.map((one) => (one.sheetId === tab.sheetId ? tab : one)),
})

const rowsIn = (book: Book, range: Range, say: (problem: string) => never) => {
  const tab = tabOf(book, range.sheetId, say)
  if (range.dimension !== 'ROWS') return say('Only rows are implemented here.')
  return { tab, start: range.startIndex ?? 0, end: range.endIndex ?? tab.rows.length }
}

const REQUESTS: Readonly<Record<string, Apply>> = {
  insertDimension: (book, body, say) => {
    const { tab, start, end } = rowsIn(book, body.range as Range, say)
    if (start >= tab.rows.length) {
      return say(
        `range.startIndex[${start}] must be less than the grid size (${tab.rows.length}) if inheritFromBefore is false.`,
      )
    }
    if (body.inheritFromBefore === true && start === 0) return say('inheritFromBefore cannot be true at 0.')
    return { book: put(book, { ...tab, rows: tab.rows.toSpliced(start, 0, ...emptyRows(end - start)) }) }
  },
  appendDimension: (book, body, say) => {
    const tab = tabOf(book, body.sheetId, say)
    if (body.dimension !== 'ROWS') return say('Only rows are implemented here.')
    return { book: put(book, { ...tab, rows: [...tab.rows, ...emptyRows(Number(body.length))] }) }
  },
  deleteDimension: (book, body, say) => {
    const { tab, start, end } = rowsIn(book, body.range as Range, say)
    if (start < 0 || end > tab.rows.length) return say(`Cannot delete a row that doesn't exist.`)
    if (end - start >= tab.rows.length) return say('You cannot delete all the rows on the sheet.')
    return { book: counted(put(book, { ...tab, rows: tab.rows.toSpliced(start, end - start) })) }
  },
  moveDimension: (book, body, say) => {
    const { tab, start, end } = rowsIn(book, body.source as Range, say)
    const to = Number(body.destinationIndex)
    if (start < 0 || end > tab.rows.length || !(to >= 0 && to < tab.rows.length)) return say('It is beyond the grid.')
    if (to > start && to < end) return say('The destination is inside of the source.')
    const moved = tab.rows.slice(start, end)
    const rows = tab.rows.toSpliced(start, end - start)
    return { book: put(book, { ...tab, rows: rows.toSpliced(to >= end ? to - moved.length : to, 0, ...moved) }) }
  },
  updateCells: (book, body, say) => {
    const place = body.start as { sheetId?: number; rowIndex?: number; columnIndex?: number } | undefined
    if (place === undefined) return say('Only a start is implemented here.')
    if (typeof body.fields !== 'string' || body.fields === '')
      return say('At least one field must be listed in fields.')
    const fields = body.fields.split(',')
    let tab = tabOf(book, place.sheetId, say)
    for (const [offset, row] of ((body.rows ?? []) as { values?: Cell[] }[]).entries()) {
      const index = (place.rowIndex ?? 0) + offset
      let next: Row =
        tab.rows[index] ??
        say(`Attempting to write row: ${index}, beyond the last requested row of: ${tab.rows.length - 1}`)
      for (const [shift, cell] of (row.values ?? []).entries()) {
        const column = (place.columnIndex ?? 0) + shift
        if (column >= tab.columnCount) return say(`Attempting to write column: ${column}, beyond the last column.`)
        if ((cell.userEnteredValue?.stringValue?.length ?? 0) > 50_000) {
          return say('Your input contains more than the maximum of 50000 characters in a single cell.')
        }
        next = withCell(next, column, merged(next.cells[column] ?? {}, cell, fields, say))
      }
      tab = setRow(tab, index, next)
    }
    return { book: put(book, tab) }
  },
  setDataValidation: (book, body, say) => {
    const {
      sheetId,
      startRowIndex = 0,
      endRowIndex,
      startColumnIndex = 0,
      endColumnIndex,
    } = body.range as Record<string, number>
    let tab = tabOf(book, sheetId, say)
    for (let row = startRowIndex; row < (endRowIndex ?? tab.rows.length); row += 1) {
      for (let column = startColumnIndex; column < (endColumnIndex ?? tab.columnCount); column += 1) {
        const now = tab.rows[row] ?? say('The range is beyond the grid.')
        tab = setRow(tab, row, withCell(now, column, { ...now.cells[column], dataValidation: body.rule }))
      }
    }
    return { book: put(book, tab) }
  },
  addSheet: (book, body, say) => {
    const {
      title = '',
      sheetId = Math.trunc(Math.random() * 1e9),
      gridProperties,
    } = body.properties as {
      title?: string
      sheetId?: number
      gridProperties?: { rowCount?: number; columnCount?: number; frozenRowCount?: number }
    }
    if (book.tabs.some((tab) => tab.title === title)) {
      return say(`A sheet with the name "${title}" already exists. Please enter another name.`)
    }
    const { rowCount: rows = 1000, columnCount: columns = 26, frozenRowCount = 0 } = gridProperties ?? {}
    const tab = { ...newTab(sheetId, title, { rows, columns }), frozenRowCount }
    return { book: { ...book, tabs: [...book.tabs, tab] }, reply: { addSheet: { properties: { sheetId, title } } } }
  },
  addProtectedRange: (book) => ({ book, reply: { addProtectedRange: {} } }),
  repeatCell: (book) => ({ book }),
  updateDimensionProperties: (book) => ({ book }),
  updateSheetProperties: (book) => ({ book }),
  createDeveloperMetadata: (book, body, say) => {
    const { location, ...given } = body.developerMetadata as Metadata & { location?: { dimensionRange?: Range } }
    if (!given.metadataKey || !given.visibility) return say('Developer metadata must have a key and a visibility.')
    const range = location?.dimensionRange
    if (range === undefined) return say('Only rows are implemented here.')
    const { tab, start, end } = rowsIn(book, range, say)
    if (end - start !== 1) return say('The dimension range must be a single row or column.')
    if (given.metadataId !== undefined && (given.metadataId <= 0 || given.metadataId > 0x7fffffff)) {
      return say('Developer metadata ID must be positive.')
    }
    if (given.metadataId !== undefined && book.metadataIds?.has(given.metadataId) === true) {
      return say(
        `Cannot add developer metadata with ID [${given.metadataId}] because developer metadata with that ID already exists.`,
      )
    }
    const row = tab.rows[start] ?? say('The row does not exist.')
    const metadata = { ...given, metadataId: given.metadataId ?? Math.trunc(1 + Math.random() * 1e9) }
    book.metadataIds?.add(metadata.metadataId)
    const next = put(book, setRow(tab, start, { ...row, metadata: [...row.metadata, metadata] }))
    return { book: next, reply: { createDeveloperMetadata: { developerMetadata: { ...metadata, location } } } }
  },
  updateDeveloperMetadata: (book, body, say) => {
    const filters = body.dataFilters as { developerMetadataLookup: Partial<Metadata> }[]
    const { metadataValue } = body.developerMetadata as Metadata
    if (body.fields !== 'metadataValue') return say('Only values are implemented here.')
    const matches = filters.map(({ developerMetadataLookup }) => matcherOf(developerMetadataLookup))
    const tabs = book.tabs.map((tab) => ({
      ...tab,
      rows: tab.rows.map((row) => ({
        ...row,
        metadata: row.metadata.map((one) =>
          matches.some((match) => match(one)) && metadataValue !== undefined ? { ...one, metadataValue } : one,
        ),
      })),
    }))
    return { book: { ...book, tabs } }
  },
  deleteDeveloperMetadata: (book, body, say) => {
    const { developerMetadataLookup } = body.dataFilter as { developerMetadataLookup: Lookup }
    const matches = matcherOf(developerMetadataLookup)
    const range = developerMetadataLookup.metadataLocation?.dimensionRange
    if (range !== undefined) {
      if (developerMetadataLookup.locationMatchingStrategy !== 'EXACT_LOCATION')
        return say('Only exact locations are implemented here.')
      const { tab, start } = rowsIn(book, range, say)
      const row = tab.rows[start] ?? say('The row does not exist.')
      for (const { metadataId } of row.metadata.filter(matches)) book.metadataIds?.delete(metadataId)
      const metadata = row.metadata.filter((one) => !matches(one))
      return { book: put(book, setRow(tab, start, { ...row, metadata })) }
    }
    const tabs = book.tabs.map((tab) => ({
      ...tab,
      rows: tab.rows.map((row) =>
        row.metadata.some(matches) ? { ...row, metadata: row.metadata.filter((one) => !matches(one)) } : row,
      ),
    }))
    return { book: counted({ ...book, tabs }) }
  },
}

interface Lookup extends Partial<Metadata> {
  readonly locationMatchingStrategy?: string
  readonly metadataLocation?: { readonly dimensionRange?: Range }
}

export const matcherOf =
  (lookup: Partial<Metadata>) =>
  (one: Metadata): boolean =>
    (['metadataId', 'metadataKey', 'metadataValue', 'visibility'] as const).every(
      (name) => lookup[name] === undefined || lookup[name] === one[name],
    )

/** Only what the mask names; named and absent is emptied. */
const merged = (now: Cell, given: Cell, fields: readonly string[], say: (problem: string) => never): Cell => {
  const cell: Record<string, unknown> = { ...now }
  for (const field of fields) {
    if (field === 'userEnteredValue') cell.userEnteredValue = given.userEnteredValue
    else if (field === 'userEnteredFormat.numberFormat') {
      cell.userEnteredFormat = { ...now.userEnteredFormat, numberFormat: given.userEnteredFormat?.numberFormat }
    } else if (field === 'userEnteredFormat' || field.startsWith('userEnteredFormat.textFormat')) {
      cell.userEnteredFormat = given.userEnteredFormat
    } else if (field === 'dataValidation') cell.dataValidation = given.dataValidation
    else say(`Unknown field mask: ${field}`)
  }
  return Object.fromEntries(Object.entries(cell).filter(([, value]) => value !== undefined))
}

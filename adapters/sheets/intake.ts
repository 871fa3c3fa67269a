import { createHash, randomUUID } from 'node:crypto'
import type { sheets_v4 } from '@googleapis/sheets'
import type { IntakeRow, SheetIntake } from '../../core/capture/ports.ts'
import { parseArea, rowsToA1 } from './a1.ts'
import { connect } from './connection.ts'
import { failed, readRefusal, settled } from './failure.ts'
import { columnsOf, digestOfText, type InputRow, MARK, type Mark, match, rowsUnder } from './intake-rows.ts'
import type { SpreadsheetSettings } from './settings.ts'
import { cellsIn, INTAKE_FIELDS, INTAKE_WRITTEN_FIELDS, Spreadsheet, Written } from './wire.ts'

export interface SheetIntakeSettings extends SpreadsheetSettings {
  /** A tab, or a part of one whose first row is the header: `Entrada`, `Entrada!A:C`. */
  readonly range: string
}

type Request = sheets_v4.Schema$Request

/** New rows of one look; the others are for the next. */
const MOST = 500

/**
 * Rows of a range as messages. A row first gets a mark, metadata that moves with it; what is given out is what stood in
 * the marked row in the moment of marking, so no number of a row is ever believed. Marks have chosen ids: of two
 * processes that see the same new row one is refused.
 */
export const createSheetIntake = (settings: SheetIntakeSettings): SheetIntake => {
  const call = connect(settings)
  const { spreadsheetId } = settings
  const area = parseArea(settings.range)
  /** What was given out and is not done yet: its mark as it will be then. */
  const given = new Map<string, Mark>()
  /** Ids that a mark was refused for: another process's, or of something that is not in the range. */
  const taken = new Set<number>()
  let header: string | null = null

  const readRange = async () => {
    if (area === null) throw failed('misconfigured', 'The intake range is no range.')
    const read = await call('reads', Spreadsheet, ({ spreadsheets }, options) =>
      spreadsheets.get(
        {
          spreadsheetId,
          ranges: [rowsToA1(area, { first: area.row, count: null })],
          fields: INTAKE_FIELDS,
          prettyPrint: false,
        },
        options,
      ),
    ).catch((error: unknown) => {
      throw settled(error)
    })
    const [tab] = read.sheets
    const grids = tab?.data ?? []
    const top = grids.find(({ startRow }) => startRow === area.row)
    const columns = columnsOf(top === undefined ? [] : cellsIn(top, 0))
    // Each task would become a message, which would become a task.
    if (columns.hasKey) throw failed('misconfigured', 'The intake range is the tab of the tasks.')
    const place = { ...area, tab: tab?.properties.title ?? area.tab }
    return { place, sheetId: tab?.properties.sheetId ?? 0, columns, rows: rowsUnder(grids, columns, area.row) }
  }

  const send = (requests: readonly Request[], responseRanges: readonly string[]) =>
    call('writes', Written, ({ spreadsheets }, options) =>
      spreadsheets.batchUpdate(
        {
          spreadsheetId,
          fields: INTAKE_WRITTEN_FIELDS,
          prettyPrint: false,
          requestBody: {
            requests: [...requests],
            includeSpreadsheetInResponse: true,
            responseIncludeGridData: true,
            responseRanges: [...responseRanges],
          },
        },
        options,
      ),
    ).catch((error: unknown) => {
      const duplicate = readRefusal(error)?.duplicate ?? null
      if (duplicate === null) throw settled(error)
      // Another process was quicker, whose mark the next look sees; or the id is used elsewhere in the spreadsheet.
      taken.add(duplicate)
      throw failed('unavailable', 'Another process marked these rows.')
    })

  return {
    pending: async () => {
      const { place, sheetId, columns, rows } = await readRange()
      header = rowsToA1(place, { first: place.row, count: 1 })
      const { fresh, moved, marked } = match(rows)
      const waiting = new Map(marked.flatMap(({ row, mark }) => (mark.isDone ? [] : [[mark.uuid, row] as const])))
      const some = fresh.slice(0, MOST)
      const used = new Set([...taken, ...rows.flatMap(({ marks }) => marks.map(({ metadataId }) => metadataId))])
      const requests = [
        ...moved.flatMap(({ row, mark }) => [deletion(mark), creation(sheetId, row.index, mark.metadataId, mark)]),
        // What a mark says of the text must hold for the next sort.
        ...marked.flatMap(({ row, mark }) =>
          mark.isDone && mark.digest !== digestOfText(row) ? [completion({ ...mark, digest: digestOfText(row) })] : [],
        ),
        ...some.map((row) => creation(sheetId, row.index, idFor(row, used), newMark(row))),
      ]
      if (requests.length > 0) {
        const touched = [...moved.map(({ row }) => row), ...some]
        const ranges = touched.map(({ index }) => rowsToA1(place, { first: index, count: 1 }))
        const { updatedSpreadsheet } = await send(requests, ranges.length > 0 ? ranges : [header])
        const after = rowsUnder(updatedSpreadsheet.sheets[0]?.data ?? [], columns, place.row)
        for (const row of after) {
          const mark = row.marks.find(({ isDone }) => !isDone)
          // A row that has a finished mark too was hit by mistake: it is a message already.
          if (row.content !== '' && mark !== undefined && !row.marks.some(({ isDone }) => isDone))
            waiting.set(mark.uuid, row)
        }
      }
      return [...waiting].map(([id, row]): IntakeRow => {
        const { sender, content } = row
        const mark = row.marks.find(({ uuid }) => uuid === id)
        if (mark !== undefined) given.set(id, { ...mark, digest: digestOfText(row), isDone: true })
        return { id, sender, content }
      })
    },

    done: async (ids) => {
      const requests = ids.flatMap((id) => {
        const known = given.get(id)
        return known === undefined ? [] : [completion(known)]
      })
      if (requests.length === 0 || header === null) return
      await send(requests, [header])
      for (const id of ids) given.delete(id)
    },
  }
}

const newMark = (row: InputRow): Omit<Mark, 'metadataId'> => ({
  uuid: randomUUID(),
  digest: digestOfText(row),
  isDone: false,
})

const markText = ({ uuid, digest, isDone }: Omit<Mark, 'metadataId'>): string =>
  `${uuid} ${digest}${isDone ? ' done' : ''}`

const creation = (sheetId: number, index: number, metadataId: number, mark: Omit<Mark, 'metadataId'>): Request => ({
  createDeveloperMetadata: {
    developerMetadata: {
      metadataId,
      metadataKey: MARK,
      metadataValue: markText(mark),
      visibility: 'PROJECT',
      location: { dimensionRange: { sheetId, dimension: 'ROWS', startIndex: index, endIndex: index + 1 } },
    },
  },
})

const deletion = ({ metadataId }: Mark): Request => ({
  deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId } } },
})

/** By its id, wherever its row is by now. */
const completion = (mark: Mark): Request => ({
  updateDeveloperMetadata: {
    dataFilters: [{ developerMetadataLookup: { metadataId: mark.metadataId } }],
    developerMetadata: { metadataValue: markText(mark) },
    fields: 'metadataValue',
  },
})

/** The same for everybody who sees the same row in the same place; free as far as we see. */
const idFor = (row: InputRow, used: Set<number>): number => {
  for (let salt = 0; ; salt += 1) {
    const hash = createHash('sha256')
      .update(`${MARK} ${row.index} ${digestOfText(row)} ${salt}`)
      .digest()
    const id = hash.readUInt32BE() & 0x7fffffff || 1
    if (used.has(id)) continue
    used.add(id)
    return id
  }
}

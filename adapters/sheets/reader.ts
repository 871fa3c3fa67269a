import { rowsToA1 } from './a1.ts'
import type { Call } from './connection.ts'
import { failed, settled } from './failure.ts'
import { type Layout, readLayout } from './layout.ts'
import { findColumns, type Schema } from './schema.ts'
import type { SheetsSettings } from './settings.ts'
import { type Before, type Looked, lookAtSheet } from './source.ts'
import { cellsIn, Spreadsheet, TASK_FIELDS } from './wire.ts'

/** How long a look at their schema holds. */
const SHAPE_MS = 5 * 60_000

/** All rows at one moment, and which column is which. */
export interface Sheet {
  readonly layout: Layout
  readonly schema: Schema
}

export interface SheetReader {
  /** The schema, from a few minutes ago unless `isFresh`. */
  look(isFresh: boolean, before?: Before): Promise<Looked>
  /** One request. Throws PortError `misconfigured` where a column is not there any more. */
  all(): Promise<Sheet>
}

export const createReader = (call: Call, settings: SheetsSettings): SheetReader => {
  const { spreadsheetId, now = Date.now } = settings
  let looked: { at: number; source: Looked } | null = null
  // Fields that had a column once, by which a vanished header is told from one that never was.
  let seen: Before = { fields: [], url: null }

  /** The last look as long as it holds; another one replaces it only when it is done, since calls may overlap. */
  const look: SheetReader['look'] = async (isFresh, before = seen) => {
    if (!isFresh && looked !== null && now() - looked.at < SHAPE_MS) return looked.source
    const source = await lookAtSheet(call, settings, [seen, before])
    looked = 'area' in source ? { at: now(), source } : null
    if ('area' in source) seen = source.shape
    return source
  }

  const all: SheetReader['all'] = async () => {
    const source = await look(false)
    if (!('area' in source)) throw failed('misconfigured', 'The sheet is not as it must be.')
    const { area, schema } = source
    const ranges = [rowsToA1(area, { first: area.row, count: null })]
    const read = await call('reads', Spreadsheet, ({ spreadsheets }, options) =>
      spreadsheets.get({ spreadsheetId, ranges, fields: TASK_FIELDS, prettyPrint: false }, options),
    ).catch((error: unknown) => {
      looked = null
      throw settled(error)
    })
    const header = read.sheets[0]?.data.find(({ startRow }) => startRow === area.row)
    const columns = findColumns(header === undefined ? [] : cellsIn(header, 0), {
      startColumn: header?.startColumn ?? 0,
      locale: read.properties.locale,
      configured: settings.columns,
    })
    // Columns may have been moved since; one that is not there any more is for `describe` to tell.
    if ('trouble' in columns || schema.fields.some((field) => columns[field] === undefined)) {
      looked = null
      throw failed('misconfigured', 'A header is missing, or stands there twice.')
    }
    return { layout: readLayout(read, columns, area.row), schema: { ...schema, columns } }
  }
  return { look, all }
}

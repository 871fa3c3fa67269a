import { rowsToA1 } from './a1.ts'
import type { Call } from './connection.ts'
import type { Layout } from './layout.ts'
import type { rowsOf } from './plan.ts'
import type { SheetsSettings } from './settings.ts'
import { type Spreadsheet, WRITTEN_FIELDS, Written } from './wire.ts'

/** One batch, all or nothing. Gives these rows, or one column, as they are right after it. */
export type Send = (
  requests: readonly object[],
  spans: ReturnType<typeof rowsOf>,
  layout: Pick<Layout, 'tab'>,
  only?: number | null,
) => Promise<Spreadsheet>

export const createSend =
  (call: Call, { spreadsheetId }: SheetsSettings): Send =>
  async (requests, spans, { tab }, only = null) => {
    const area = { tab, row: 0, column: only ?? 0, endColumn: only === null ? null : only + 1 }
    const shown = only === null ? spans : [{ first: 0, count: null }]
    // Something must be named, or all of the spreadsheet comes back.
    const responseRanges = (shown.length > 0 ? shown : [{ first: 0, count: 1 }]).map((span) => rowsToA1(area, span))
    const { updatedSpreadsheet } = await call('writes', Written, ({ spreadsheets }, options) =>
      spreadsheets.batchUpdate(
        {
          spreadsheetId,
          fields: WRITTEN_FIELDS,
          prettyPrint: false,
          requestBody: {
            requests: [...requests],
            includeSpreadsheetInResponse: true,
            responseIncludeGridData: true,
            responseRanges,
          },
        },
        options,
      ),
    )
    return updatedSpreadsheet
  }

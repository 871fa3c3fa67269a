import type { sheets_v4 } from '@googleapis/sheets'
import { z } from 'zod'
import { PortError } from '../../core/kernel/errors.ts'
import type { MirrorTrouble } from '../../core/sync/ports.ts'
import { connect } from './connection.ts'
import { SheetsRefusal, settled } from './failure.ts'
import { type ColumnName, type Language, SHOWN } from './names.ts'
import { trouble } from './schema.ts'
import type { SpreadsheetSettings } from './settings.ts'

export interface NewTab {
  readonly locale: Language
  /** Absent: `Tarefas` or `Tasks`. */
  readonly title?: string
}

export type SheetSetUp =
  /** `range`: what GOOGLE_SHEETS_RANGE is from now on. */
  | { readonly ok: true; readonly range: string; readonly url: string }
  | {
      readonly ok: false
      readonly trouble: MirrorTrouble | { readonly code: 'tab_exists'; readonly params: { name: string } }
    }

const ORDER: readonly ColumnName[] = ['title', 'status', 'priority', 'due', 'assignee', 'labels', 'description', 'key']

const Added = z.object({
  spreadsheetId: z.string(),
  replies: z.array(z.object({ addSheet: z.object({ properties: z.object({ sheetId: z.number() }) }).optional() })),
})

/**
 * Makes a fresh tab with every column that SparkOne knows, in a spreadsheet that is shared with the service account: a
 * file of the account's own would be seen by nobody. One atomic request; a tab of that name stays as it is, so a second
 * call makes nothing. Throws PortError.
 */
export const setUpSheets = async (settings: SpreadsheetSettings, { locale, title }: NewTab): Promise<SheetSetUp> => {
  const name = title ?? SHOWN[locale].tab
  const sheetId = Math.trunc(1 + Math.random() * 0x7ffffffe)
  const { spreadsheetId, account } = settings
  try {
    await connect(settings)('writes', Added, ({ spreadsheets }, options) =>
      spreadsheets.batchUpdate(
        { spreadsheetId, prettyPrint: false, requestBody: { requests: requestsFor(sheetId, name, locale) } },
        options,
      ),
    )
    const url = `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit#gid=${sheetId}`
    return { ok: true, range: /^\w+$/.test(name) ? name : `'${name.replaceAll("'", "''")}'`, url }
  } catch (error) {
    if (error instanceof PortError && error.kind === 'misconfigured') {
      return { ok: false, ...trouble('credentials_refused', { email: account.clientEmail }) }
    }
    if (!(error instanceof SheetsRefusal)) throw error
    if (error.status === 403) return { ok: false, ...trouble('not_shared', { email: account.clientEmail }) }
    if (error.status === 404) return { ok: false, ...trouble('not_found', { name: spreadsheetId }) }
    if (/addSheet: .*already exists/i.test(error.detail)) {
      return { ok: false, trouble: { code: 'tab_exists', params: { name } } }
    }
    throw settled(error)
  }
}

const ROWS = 1000

const requestsFor = (sheetId: number, title: string, locale: Language): sheets_v4.Schema$Request[] => {
  const words = SHOWN[locale]
  const choices = (column: ColumnName, names: Readonly<Record<string, string>>): sheets_v4.Schema$Request => {
    const at = ORDER.indexOf(column)
    const values = Object.values(names).map((userEnteredValue) => ({ userEnteredValue }))
    return {
      setDataValidation: {
        range: { sheetId, startRowIndex: 1, startColumnIndex: at, endColumnIndex: at + 1 },
        rule: { condition: { type: 'ONE_OF_LIST', values }, showCustomUi: true, strict: false },
      },
    }
  }
  const header = ORDER.map((column) => ({
    userEnteredValue: { stringValue: words[column] },
    userEnteredFormat: { textFormat: { bold: true } },
  }))
  return [
    {
      addSheet: {
        properties: {
          sheetId,
          title,
          gridProperties: { rowCount: ROWS, columnCount: ORDER.length, frozenRowCount: 1 },
        },
      },
    },
    {
      updateCells: {
        start: { sheetId, rowIndex: 0, columnIndex: 0 },
        rows: [{ values: header }],
        fields: 'userEnteredValue,userEnteredFormat.textFormat.bold',
      },
    },
    choices('status', words.statuses),
    choices('priority', words.priorities),
    // A warning, not a lock: what a person changes there by mistake is worth a question.
    ...[
      { startRowIndex: 0, endRowIndex: 1 },
      { startColumnIndex: ORDER.indexOf('key'), endColumnIndex: ORDER.length },
    ].map((range) => ({
      addProtectedRange: {
        protectedRange: { range: { sheetId, ...range }, warningOnly: true, description: 'SparkOne' },
      },
    })),
  ]
}

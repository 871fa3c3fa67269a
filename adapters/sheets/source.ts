import { PortError } from '../../core/kernel/errors.ts'
import type { CopyField, MirrorShape, MirrorTrouble, ReadyShape } from '../../core/sync/ports.ts'
import { type Area, parseArea, rowsToA1 } from './a1.ts'
import type { Call } from './connection.ts'
import { SheetsRefusal, settled } from './failure.ts'
import { SHOWN } from './names.ts'
import { readSchema, type Schema, trouble } from './schema.ts'
import type { SheetsSettings } from './settings.ts'
import { SCHEMA_FIELDS, Spreadsheet } from './wire.ts'

export type Looked =
  | { readonly shape: ReadyShape; readonly area: Area; readonly schema: Schema }
  | { readonly shape: Extract<MirrorShape, { state: 'stopped' }> }

const stopped = (told: MirrorTrouble): Looked => ({ shape: { state: 'stopped', trouble: told } })

/** Which fields a tab had a column for; `url`: of that tab. */
export interface Before {
  readonly fields: readonly CopyField[]
  readonly url: string | null
}

/**
 * Reads the header and the row below it: one request. A column that the same tab had `before` and has not any more stops the
 * mirror, unless it was configured away: a renamed header must not end in a field that silently stands still.
 */
export const lookAtSheet = async (call: Call, settings: SheetsSettings, before: readonly Before[]): Promise<Looked> => {
  const area = parseArea(settings.range)
  if (area === null) return stopped(trouble('not_found', { name: settings.range ?? '' }).trouble)
  const { spreadsheetId } = settings
  const ranges = [rowsToA1(area, { first: area.row, count: 2 })]
  let read: Spreadsheet
  try {
    read = await call('reads', Spreadsheet, ({ spreadsheets }, options) =>
      spreadsheets.get({ spreadsheetId, ranges, fields: SCHEMA_FIELDS, prettyPrint: false }, options),
    )
  } catch (error) {
    const told = troubleOf(error, settings)
    if (told === null) throw settled(error)
    return stopped(told)
  }
  const [tab] = read.sheets
  const [grid] = tab?.data ?? []
  const schema = readSchema(
    grid ?? { startRow: 0, startColumn: 0, rowData: [], rowMetadata: [] },
    read.properties.locale,
    settings,
  )
  if ('trouble' in schema) return stopped(schema.trouble)
  const url = read.spreadsheetUrl === undefined ? null : `${read.spreadsheetUrl}#gid=${tab?.properties.sheetId ?? 0}`
  const [lost] = before
    .flatMap((one) => (one.url === url ? one.fields : []))
    .filter((field) => schema.columns[field] === undefined && settings.columns?.[field] !== null)
  if (lost !== undefined) return stopped(trouble('missing_field', { name: SHOWN[schema.language][lost] }).trouble)
  return {
    shape: { state: 'ready', fields: schema.fields, url },
    // The first tab by its name from here on: a range without one means another tab when they change places.
    area: { ...area, tab: tab?.properties.title ?? area.tab },
    schema,
  }
}

const troubleOf = (error: unknown, { account, range, spreadsheetId }: SheetsSettings): MirrorTrouble | null => {
  if (error instanceof PortError && error.kind === 'misconfigured') {
    return trouble('credentials_refused', { email: account.clientEmail }).trouble
  }
  if (!(error instanceof SheetsRefusal)) return null
  if (error.status === 403) return trouble('not_shared', { email: account.clientEmail }).trouble
  if (error.status === 404) return trouble('not_found', { name: spreadsheetId }).trouble
  if (error.status !== 400) return null
  // An office file that only lies in Drive: https://developers.google.com/workspace/sheets/api/troubleshoot-api-errors
  if (/not supported for this document/i.test(error.detail))
    return trouble('wrong_type', { name: '.xlsx', type: 'Google Sheets' }).trouble
  return /Unable to parse range|exceeds grid limits/i.test(error.detail)
    ? trouble('not_found', { name: range ?? '' }).trouble
    : null
}

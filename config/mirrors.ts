import { readServiceAccount } from '../adapters/sheets/service-account.ts'
import type { Config, NotionConfig, SheetsConfig } from '../config.ts'
import type { ReadFile, Values } from './read.ts'
import type { Problem } from './words.ts'

/** The outside copies of the tasks; half of one is a problem. */
export const mirrorsOf = (
  values: Values,
  readFile: ReadFile,
  problems: Problem[],
): Pick<Config, 'notion' | 'sheets'> => ({
  notion: notionOf(values, problems),
  sheets: sheetsOf(values, readFile, problems),
})

const notionOf = ({ notion }: Values, problems: Problem[]): NotionConfig | null => {
  const { NOTION_API_KEY: apiKey, NOTION_DATABASE_ID: database } = notion
  if (apiKey === undefined || database === undefined) {
    const missing = apiKey === undefined ? 'NOTION_API_KEY' : 'NOTION_DATABASE_ID'
    const needer = needing(notion, missing)
    if (needer !== undefined) {
      problems.push((words) =>
        apiKey === undefined ? words.missing(missing, needer) : words.noDatabase(missing, needer),
      )
    }
    return null
  }
  return {
    apiKey,
    database,
    baseUrl: notion.NOTION_BASE_URL ?? null,
    requestsPer10Seconds: notion.NOTION_REQUESTS_PER_10_SECONDS ?? 25,
    properties: notion.NOTION_PROPERTIES ?? {},
    statusOptions: notion.NOTION_STATUS_OPTIONS ?? {},
    priorityOptions: notion.NOTION_PRIORITY_OPTIONS ?? {},
    createsLabels: notion.NOTION_CREATE_LABELS ?? false,
  }
}

const sheetsOf = ({ sheets }: Values, readFile: ReadFile, problems: Problem[]): SheetsConfig | null => {
  const { GOOGLE_SHEETS_CREDENTIALS: given, GOOGLE_SHEETS_CREDENTIALS_PATH: path } = sheets
  const { GOOGLE_SHEETS_SPREADSHEET_ID: spreadsheetId } = sheets
  if (given !== undefined && path !== undefined) {
    problems.push((words) => words.bothSet('GOOGLE_SHEETS_CREDENTIALS', 'GOOGLE_SHEETS_CREDENTIALS_PATH'))
  }
  const has = given !== undefined || path !== undefined
  if (!has || spreadsheetId === undefined) {
    const missing = has ? 'GOOGLE_SHEETS_SPREADSHEET_ID' : 'GOOGLE_SHEETS_CREDENTIALS'
    const needer = needing(sheets, missing)
    if (needer !== undefined) problems.push((words) => words.missing(missing, needer))
    if (!has) return null
  }
  const account = path === undefined ? accountOf(given ?? '', readFile, problems) : accountAt(path, readFile, problems)
  if (account === null || spreadsheetId === undefined) return null
  return {
    account,
    spreadsheetId,
    range: sheets.GOOGLE_SHEETS_RANGE ?? null,
    intakeRange: sheets.GOOGLE_SHEETS_INTAKE_RANGE ?? null,
    apiRootUrl: sheets.GOOGLE_API_ROOT_URL ?? null,
    tokenUrl: sheets.GOOGLE_TOKEN_URL ?? null,
    columns: sheets.GOOGLE_SHEETS_COLUMNS ?? {},
    statusOptions: sheets.GOOGLE_SHEETS_STATUS_OPTIONS ?? {},
    priorityOptions: sheets.GOOGLE_SHEETS_PRIORITY_OPTIONS ?? {},
  }
}

/** Another variable of the same group that is set and of no use without this one. */
const needing = (group: Readonly<Record<string, unknown>>, missing: string): string | undefined =>
  Object.keys(group).find((name) => name !== missing && group[name] !== undefined)

const CREDENTIALS = 'GOOGLE_SHEETS_CREDENTIALS'

const accountOf = (text: string, readFile: ReadFile, problems: Problem[]): SheetsConfig['account'] | null => {
  const read = readServiceAccount(text)
  if ('account' in read) return read.account
  // What is neither the JSON nor base64 of one may be where it lies.
  if (/^[./~]|\.json$/.test(text)) return accountAt(text, readFile, problems, CREDENTIALS)
  problems.push((words) => words.noAccount(CREDENTIALS))
  return null
}

const accountAt = (
  path: string,
  readFile: ReadFile,
  problems: Problem[],
  name = `${CREDENTIALS}_PATH`,
): SheetsConfig['account'] | null => {
  let text: string
  try {
    text = readFile(path)
  } catch {
    problems.push((words) => words.unreadable(name))
    return null
  }
  const read = readServiceAccount(text)
  if ('account' in read) return read.account
  problems.push((words) => words.noAccount(name))
  return null
}

import { folded } from '../../core/kernel/text.ts'
import { COPY_FIELDS, type CopyField, type MirrorTrouble, PRIORITY_NAMES, STATUS_NAMES } from '../../core/sync/ports.ts'
import type { Priority, TaskStatus } from '../../core/tasks/ports.ts'
import { COLUMN_NAMES, type ColumnName, HEADERS, type Language, SHOWN } from './names.ts'
import { type Words, wordsOf } from './options.ts'
import { KEY_NAME, type SheetsSettings } from './settings.ts'
import { type Cell, cellsIn, type Grid } from './wire.ts'

/** Where each field stands, by column of the tab from 0. */
export type Columns = Readonly<Partial<Record<ColumnName, number>>>

export interface Schema {
  readonly columns: Columns
  readonly fields: readonly CopyField[]
  readonly status: Words<TaskStatus>
  readonly priority: Words<Priority>
  /** Of its headers. */
  readonly language: Language
}

type Told = { readonly trouble: MirrorTrouble }

export const trouble = (code: MirrorTrouble['code'], params: MirrorTrouble['params'] = {}): Told => ({
  trouble: { code, params },
})

type Headers = SheetsSettings['columns']

/**
 * Finds the columns by their headers: configured ones exactly, the others by usual names, blind to case and accents.
 * Title, status and key must be there; another field that is not found is not mirrored.
 */
export const findColumns = (
  header: readonly Cell[],
  { startColumn, locale, configured = {} }: { startColumn: number; locale: string; configured: Headers },
): Columns | Told => {
  const texts = header.map(({ userEnteredValue: entered, effectiveValue }) => ({
    text: String(entered?.stringValue ?? entered?.numberValue ?? effectiveValue?.stringValue ?? '').trim(),
    isFormula: entered?.formulaValue !== undefined,
  }))
  const columns: Partial<Record<ColumnName, number>> = {}
  for (const name of COLUMN_NAMES) {
    const own = configured[name]
    if (own === null && !isNeeded(name)) continue
    const wanted = own == null ? HEADERS[name] : [folded(own.trim())]
    const found = wanted
      .map((word) => texts.flatMap(({ text }, index) => (folded(text) === word ? [index] : [])))
      .find((places) => places.length > 0)
    const [place, twin] = found ?? []
    if (place === undefined) {
      if (name === 'key') return trouble('missing_key', { name: own ?? KEY_NAME })
      if (own != null || isNeeded(name)) {
        const title = texts[(columns.title ?? -1) - startColumn]?.text ?? ''
        return trouble('missing_field', { name: own ?? SHOWN[languageOf(title, locale)][name] })
      }
      continue
    }
    const text = texts[place]?.text ?? ''
    if (twin !== undefined) return trouble('duplicate_header', { name: text })
    // Its first cell may fill the whole column: https://support.google.com/docs/answer/3093275
    if (texts[place]?.isFormula === true) return trouble('formula', { name: text })
    columns[name] = startColumn + place
  }
  return columns
}

const isNeeded = (name: ColumnName): boolean => name === 'title' || name === 'status' || name === 'key'

/** Columns and words, from the header and the row below it, whose choices stand for those of its column. */
export const readSchema = (
  grid: Grid,
  locale: string,
  settings: Pick<SheetsSettings, 'columns' | 'options'>,
): Schema | Told => {
  const [header, first] = [cellsIn(grid, 0), cellsIn(grid, 1)]
  const columns = findColumns(header, { startColumn: grid.startColumn, locale, configured: settings.columns })
  if ('trouble' in columns) return columns
  const headerOf = (name: ColumnName): string => {
    const cell = header[(columns[name] ?? 0) - grid.startColumn]
    return cell?.userEnteredValue?.stringValue?.trim() ?? ''
  }
  const choicesOf = (name: ColumnName) => listOf(first[(columns[name] ?? -1) - grid.startColumn])
  const language = languageOf(headerOf('title'), locale)
  const { options = {} } = settings
  const status = wordsOf({
    usual: STATUS_NAMES,
    configured: options.status ?? {},
    shown: SHOWN[language].statuses,
    choices: choicesOf('status'),
  })
  const [lacking] = status.missing
  if (lacking !== undefined) {
    const option = options.status?.[lacking] ?? SHOWN[language].statuses[lacking]
    return trouble('missing_option', { name: headerOf('status'), option })
  }
  const priority = wordsOf({
    usual: PRIORITY_NAMES,
    configured: options.priority ?? {},
    shown: SHOWN[language].priorities,
    choices: choicesOf('priority'),
  })
  return { columns, fields: COPY_FIELDS.filter((field) => columns[field] !== undefined), status, priority, language }
}

const ENGLISH = new Set(['task', 'title', 'name'])

const languageOf = (title: string, locale: string): Language =>
  ENGLISH.has(folded(title)) || (!HEADERS.title.includes(folded(title)) && !locale.startsWith('pt')) ? 'en' : 'pt-BR'

/** A list that stands elsewhere in the spreadsheet is not read: then any word may be written. */
const listOf = (cell: Cell | undefined): readonly string[] | null => {
  const condition = cell?.dataValidation?.condition
  if (condition?.type !== 'ONE_OF_LIST') return null
  return (condition.values ?? []).flatMap(({ userEnteredValue }) => userEnteredValue ?? [])
}

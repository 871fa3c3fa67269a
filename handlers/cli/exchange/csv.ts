import type { Locale } from '../../../core/people/index.ts'

/** Lists in one cell: parts between bars (or semicolons, as people write), a backslash before one inside a part. */
const joined = (parts: readonly string[]): string => parts.map((part) => part.replace(/[\\;|]/g, '\\$&')).join('|')

const split = (cell: string): string[] =>
  (cell.match(/(?:\\.|[^\\;|])+/gs) ?? []).map((part) => part.trim().replace(/\\(.)/gs, '$1')).filter(Boolean)

interface Alias {
  readonly channel: string
  readonly address: string
}
const isAlias = (value: unknown): value is Alias =>
  typeof value === 'object' && value !== null && 'channel' in value && 'address' in value

const aliasOf = (part: string): Alias => {
  const [channel = '', ...address] = part.split(':')
  return { channel, address: address.join(':') }
}

/** Nobody outside: not the same as an empty cell, which is the installation's own chain. */
const NONE = 'none'

const cellOf = (column: string, value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (!Array.isArray(value)) return String(value)
  if (column === 'chain' && value.length === 0) return NONE
  return joined(value.map((part: unknown) => (isAlias(part) ? `${part.channel}:${part.address}` : String(part))))
}

const LISTS: Readonly<Record<string, (cell: string) => unknown>> = {
  labels: split,
  chain: (cell) => (cell === NONE ? [] : split(cell)),
  aliases: (cell) => split(cell).map(aliasOf),
}

// A spreadsheet runs what begins like this. An apostrophe makes it text, and the way back takes one off, so that
// nothing is lost between two exports.
const FORMULA = /^'*[=+\-@\t\r]/

/**
 * As the spreadsheets of that language open it by themselves: their separator, and the mark that says it is UTF-8. A
 * file read with another separator would be cut elsewhere, and cells could begin where no apostrophe guards them.
 */
export const csvOf = async (columns: readonly string[], rows: readonly object[], locale: Locale): Promise<string> => {
  const { default: papa } = await import('papaparse')
  const cells = rows.map((row) => columns.map((column) => cellOf(column, Reflect.get(row, column))))
  return `\uFEFF${papa.unparse({ fields: [...columns], data: cells }, { delimiter: locale === 'en' ? ',' : ';', escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`
}

export interface Line {
  /** Where it begins in the file; the header is line 1. */
  readonly line: number
  readonly value: Readonly<Record<string, unknown>>
}

export interface Table {
  readonly columns: readonly string[]
  readonly lines: readonly Line[]
  /** Lines whose quotes or number of cells are wrong. */
  readonly broken: readonly number[]
}

/** Reads a table as spreadsheets write them, whichever of comma, semicolon and tab they took. Empty cells are absent. */
export const readCsv = async (given: string): Promise<Table> => {
  const { default: papa } = await import('papaparse')
  const text = given.replace(/^\uFEFF/, '')
  const broken: number[] = []
  const lines: Line[] = []
  let columns: readonly string[] | null = null
  let [line, cursor] = [1, 0]
  papa.parse<string[]>(text, {
    delimiter: separatorOf(text),
    step: ({ data, errors, meta }) => {
      const at = line
      line += newlinesIn(text.slice(cursor, meta.cursor))
      cursor = meta.cursor
      if (data.length === 1 && data[0]?.trim() === '') return
      if (columns === null) columns = data.map((name) => name.trim().toLowerCase())
      else if (data.length !== columns.length || errors.some(({ type }) => type === 'Quotes')) broken.push(at)
      else lines.push({ line: at, value: rowOf(columns, data) })
    },
  })
  return { columns: columns ?? [], lines, broken }
}

/** Of the header, whose names have none of them; what rows hold may look like any. */
const separatorOf = (text: string): string => {
  const [header = ''] = text.split(/[\r\n]/, 1)
  return [';', '\t'].find((separator) => header.includes(separator)) ?? ','
}

const newlinesIn = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0

const rowOf = (columns: readonly string[], cells: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    columns.flatMap((column, index) => {
      const cell = cells[index] ?? ''
      const plain = FORMULA.test(cell) && cell.startsWith("'") ? cell.slice(1) : cell
      return plain === '' ? [] : [[column, LISTS[column]?.(plain) ?? plain]]
    }),
  )

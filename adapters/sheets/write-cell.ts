import type { sheets_v4 } from '@googleapis/sheets'
import type { Copy, CopyField, FieldProblem } from '../../core/sync/ports.ts'
import type { Layout } from './layout.ts'
import type { ColumnName } from './names.ts'
import type { Schema } from './schema.ts'
import { fractionOf, momentText, serialOf, wallTimeIn } from './serial.ts'

/**
 * What to put into a cell. Texts are always `stringValue`, which Sheets stores as it is: `=1+1` stays a text. Nothing in
 * this folder names the other way. null: empty it.
 */
export type CellWrite =
  | { readonly text: string }
  | { readonly number: number; readonly format: sheets_v4.Schema$NumberFormat }
  /** Only ever given back: we write none of our own. */
  | { readonly flag: boolean }
  | null

export type Encoded =
  | { readonly cells: readonly (readonly [ColumnName, CellWrite])[] }
  | { readonly problem: FieldProblem }

type Place = Pick<Layout, 'zone' | 'locale'>

/** One field as its cells. */
export const encode = <F extends CopyField>(field: F, value: Copy[F], schema: Schema, place: Place): Encoded => {
  const copy: Partial<Copy> = { [field]: value }
  const text = (said: string | null | undefined): Encoded => ({ cells: [[field, said ? { text: said } : null]] })
  switch (field) {
    case 'status':
      return text(copy.status && schema.status.write.get(copy.status))
    case 'priority': {
      const word = copy.priority && schema.priority.write.get(copy.priority)
      return word ? text(word) : { problem: { field, code: 'missing_option', value: String(value) } }
    }
    case 'due':
      return { cells: dueCells(copy.due ?? null, schema.columns.time !== undefined, place) }
    case 'labels': {
      const joined = joinLabels(copy.labels ?? [])
      return joined === null ? { problem: { field, code: 'unreadable', value: String(value) } } : text(joined)
    }
    default:
      return text(copy.title ?? copy.description ?? copy.assignee)
  }
}

/** So that they read back as they are; null: they hold both separators. */
const joinLabels = (labels: readonly string[]): string | null => {
  if (labels.some((label) => label.includes(';'))) return null
  if (!labels.some((label) => label.includes(','))) return labels.join(', ')
  return labels.length === 1 ? `${labels[0]};` : labels.join('; ')
}

const DATE = { type: 'DATE' } as const
const TIME = { type: 'TIME', pattern: 'hh:mm' } as const

const dueCells = (
  due: Copy['due'],
  hasTime: boolean,
  { zone, locale }: Place,
): (readonly [ColumnName, CellWrite])[] => {
  const noTime: (readonly [ColumnName, CellWrite])[] = hasTime ? [['time', null]] : []
  if (due === null) return [['due', null], ...noTime]
  const wall = wallTimeIn(due, zone)
  // A number for midnight would be a date of the whole day, and a wall time that comes twice would be the first.
  if ('at' in due && (wall === null || (wall.time === '00:00' && !hasTime))) {
    return [['due', { text: momentText(due.at, zone) }], ...noTime]
  }
  if (wall === null) return []
  const day = serialOf(wall.date)
  if (wall.time === null) return [['due', { number: day, format: DATE }], ...noTime]
  const fraction = fractionOf(wall.time)
  if (!hasTime) {
    return [['due', { number: day + fraction, format: { type: 'DATE_TIME', pattern: patternOf(locale) } }]]
  }
  return [
    ['due', { number: day, format: DATE }],
    ['time', { number: fraction, format: TIME }],
  ]
}

/** The default pattern of a locale shows seconds. */
const patternOf = (locale: string): string => {
  if (locale === 'en_US') return 'm/d/yyyy h:mm am/pm'
  return /^(pt|es|fr|it|en_GB)/.test(locale) ? 'dd/mm/yyyy hh:mm' : 'yyyy-mm-dd hh:mm'
}

export const cellData = (write: CellWrite): sheets_v4.Schema$CellData => {
  if (write === null) return {}
  if ('text' in write) return { userEnteredValue: { stringValue: write.text } }
  if ('flag' in write) return { userEnteredValue: { boolValue: write.flag } }
  return { userEnteredValue: { numberValue: write.number }, userEnteredFormat: { numberFormat: write.format } }
}

/** A format stays as it is where no number is written. */
export const cellFields = (write: CellWrite): string =>
  write !== null && 'number' in write ? 'userEnteredValue,userEnteredFormat.numberFormat' : 'userEnteredValue'

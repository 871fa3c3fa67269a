import { lengthOf } from '../../core/kernel/text.ts'
import type { Copy, CopyDue, CopyField, FieldProblem, RemoteEntry } from '../../core/sync/ports.ts'
import { externalIdOf, type Identity } from './identity.ts'
import { type Held, heldOf, type Layout, type Row } from './layout.ts'
import { type Words, wordKey } from './options.ts'
import type { Schema } from './schema.ts'
import { dueOf, readDueText, timeOfDay, wallTimeOf } from './serial.ts'

const TITLE_MAX = 500
const DESCRIPTION_MAX = 10_000
const LABELS_MAX = 20
const LABEL_MAX = 50

type Read<F extends CopyField> = { readonly value: Copy[F] } | { readonly problem: FieldProblem['code'] }
type Readers = { readonly [F in CopyField]: (row: Row) => Read<F> }

/** What a row says as an entry. A field that cannot be read is a problem; the others go on. */
export const entryOf = (identity: Identity, layout: Layout, schema: Schema): RemoteEntry => {
  const { row, key, isOurs } = identity
  const readers = readersOf(layout, schema)
  const fields: Partial<Copy> = {}
  const problems: FieldProblem[] = []
  const take = <F extends CopyField>(field: F): void => {
    const read = readers[field](row)
    if ('value' in read) fields[field] = read.value
    else problems.push({ field, code: read.problem, value: shownIn(heldOf(row, field)) })
  }
  for (const field of schema.fields) take(field)
  return {
    externalId: externalIdOf(identity),
    key,
    isOurs,
    isTrashed: false,
    // A sheet keeps no times of its rows.
    editedAt: null,
    createdAt: null,
    url: layout.url,
    fields,
    problems,
  }
}

const shownIn = ({ value }: Held): string | null => (value === null ? null : String(value).slice(0, 200))

const textOf = ({ value }: Held): string =>
  typeof value === 'boolean' ? String(value).toUpperCase() : String(value ?? '')

const readersOf = (layout: Layout, schema: Schema): Readers => {
  const plain =
    <F extends CopyField>(field: F, read: (held: Held) => Read<F>) =>
    (row: Row): Read<F> => {
      const held = heldOf(row, field)
      return held.isFormula ? { problem: 'unreadable' } : read(held)
    }
  return {
    title: plain('title', (held) => {
      const title = textOf(held).trim()
      if (title === '') return { problem: 'empty' }
      return lengthOf(title) > TITLE_MAX ? { problem: 'too_long' } : { value: title }
    }),
    description: plain('description', (held) => {
      const text = textOf(held)
      if (text.trim() === '') return { value: null }
      return lengthOf(text) > DESCRIPTION_MAX ? { problem: 'too_long' } : { value: text }
    }),
    // An empty cell is where everything begins.
    status: plain('status', (held) => wordIn(held, schema.status, 'pending')),
    priority: plain('priority', (held) => wordIn(held, schema.priority, 'medium')),
    due: (row) => readDue(row, layout, schema.columns.time !== undefined),
    labels: plain('labels', (held) => {
      const labels = readLabels(textOf(held))
      const isLong = labels.length > LABELS_MAX || labels.some((label) => lengthOf(label) > LABEL_MAX)
      return isLong ? { problem: 'too_long' } : { value: labels }
    }),
    assignee: plain('assignee', (held) => ({ value: textOf(held).trim() || null })),
  }
}

const wordIn = <V extends string>(held: Held, words: Words<V>, empty: V): { value: V } | { problem: 'unreadable' } => {
  const word = wordKey(textOf(held))
  const value = word === '' ? empty : words.read.get(word)
  return value === undefined ? { problem: 'unreadable' } : { value }
}

/** Separated by commas, or by semicolons where there is one, since then commas belong to the labels. */
export const readLabels = (text: string): readonly string[] => {
  const parts = text.split(text.includes(';') ? ';' : /[,\n]/)
  return [...new Set(parts.map((label) => label.trim()).filter((label) => label !== ''))].sort()
}

const readDue = (row: Row, { zone, locale }: Layout, hasTime: boolean): Read<'due'> => {
  const held = heldOf(row, 'due')
  const clock = hasTime ? heldOf(row, 'time') : null
  if (held.isFormula || clock?.isFormula === true) return { problem: 'unreadable' }
  const due = readDate(held, zone, locale)
  if (due === undefined) return { problem: 'unreadable' }
  const said = clock?.value ?? null
  if (due === null || !('date' in due) || said === null || said === '') return { value: due }
  const time = typeof said === 'boolean' ? null : timeOfDay(said)
  return time === null ? { problem: 'unreadable' } : { value: dueOf({ date: due.date, time }, zone) }
}

/** undefined: it is no date. */
const readDate = ({ value }: Held, zone: string, locale: string): CopyDue | null | undefined => {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return null
  if (typeof value === 'string') return readDueText(value, { locale, zone }) ?? undefined
  const wall = typeof value === 'number' ? wallTimeOf(value) : null
  return wall === null ? undefined : dueOf(wall, zone)
}

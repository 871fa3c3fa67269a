import type { z } from 'zod'
import { COPY_FIELDS, type Copy, type CopyField, type FieldProblem } from '../../core/sync/ports.ts'
import { type NotionDate, writeDue } from './due.ts'
import { writtenLabel } from './label.ts'
import { splitText } from './rich-text.ts'
import type { Source } from './source.ts'

/** Property values by property id, as the API takes them, and what had to be left out. */
export interface Written {
  readonly properties: Record<string, unknown>
  readonly problems: readonly FieldProblem[]
}

export interface WriteContext {
  readonly source: Source
  readonly timeZone: string
  /** The id of the one user of that name or e-mail; null: none, or several. */
  userId(person: string): Promise<string | null>
  /** The date that the page has now, asked for where a due date is written; null: none, or no page yet. */
  dateNow(): Promise<z.infer<typeof NotionDate> | null>
}

type Value =
  | { readonly value: unknown; readonly leftOut?: readonly FieldProblem[] }
  | { readonly problem: FieldProblem }

/** Only the fields given and mapped. An option that is not there is left out, never made unless labels may be. */
export const writeFields = async (fields: Partial<Copy>, context: WriteContext): Promise<Written> => {
  const properties: Record<string, unknown> = {}
  const problems: FieldProblem[] = []
  for (const field of COPY_FIELDS) {
    const property = context.source.mapping.fields[field]
    if (property === undefined || fields[field] === undefined) continue
    const written = await encoded(field, property.type, fields, context)
    if ('problem' in written) problems.push(written.problem)
    else {
      problems.push(...(written.leftOut ?? []))
      properties[property.id] = { [property.type]: written.value }
    }
  }
  return { properties, problems }
}

export const writeKey = (key: string, { mapping }: Source): Record<string, unknown> => ({
  [mapping.key.id]: { rich_text: [{ text: { content: key } }] },
})

const problem = (field: CopyField, code: FieldProblem['code'], value: string | null): Value => ({
  problem: { field, code, value },
})

const encoded = async (
  field: CopyField,
  type: string,
  fields: Partial<Copy>,
  { source, timeZone, userId, dateNow }: WriteContext,
): Promise<Value> => {
  const { mapping } = source
  switch (field) {
    case 'title':
    case 'description':
      return textOf(field, fields[field] ?? '')
    case 'status':
      return optionOf(field, fields.status, mapping.status.write)
    case 'priority':
      return optionOf(field, fields.priority, mapping.priority?.write ?? new Map())
    case 'due':
      return { value: fields.due == null ? null : writeDue(fields.due, timeZone, await dateNow()) }
    case 'labels':
      return labelsOf(fields.labels ?? [], source)
    case 'assignee': {
      const person = fields.assignee ?? null
      if (type === 'rich_text') return textOf('assignee', person ?? '')
      if (person === null) return { value: [] }
      const id = await userId(person)
      return id === null ? problem('assignee', 'unknown_person', person) : { value: [{ id }] }
    }
  }
}

const textOf = (field: CopyField, text: string): Value => {
  const pieces = splitText(text)
  return pieces === null ? problem(field, 'too_long', null) : { value: pieces }
}

const optionOf = <V extends string>(field: CopyField, value: V | undefined, write: ReadonlyMap<V, string>): Value => {
  const id = value === undefined ? undefined : write.get(value)
  return id === undefined ? problem(field, 'missing_option', value ?? null) : { value: { id } }
}

/** As many as one property takes: https://developers.notion.com/reference/request-limits */
const LABELS_MOST = 100

/** Those that have an option; each of the others is told by itself. */
const labelsOf = (labels: readonly string[], source: Source): Value => {
  if (labels.length > LABELS_MOST) return problem('labels', 'too_long', null)
  const written = labels.map((label) => ({ label, as: writtenLabel(label, source) }))
  const without = written.filter(({ as }) => as === null)
  return {
    value: written.flatMap(({ as }) => as ?? []),
    leftOut: without.map(({ label }) => ({ field: 'labels', code: 'missing_option', value: label })),
  }
}

import { lengthOf } from '../kernel/text.ts'
import type { Person } from '../people/person.ts'
import { DESCRIPTION_MAX, LABEL_MAX, LABELS_MAX, TITLE_MAX } from '../tasks/index.ts'
import { isPossible, same } from './copy.ts'
import type { Copy, CopyField, FieldProblem, RemoteEntry } from './mirror.ts'
import { nameOf, personNamed } from './names.ts'

export interface Readable {
  readonly fields: Partial<Copy>
  readonly problems: readonly FieldProblem[]
}

/**
 * What of an entry a task can take, named as we name it. What stands there since we last agreed is not judged: a person
 * whose name changed is still the one that was meant.
 */
export const readable = (
  entry: Pick<RemoteEntry, 'fields' | 'problems'>,
  base: Partial<Copy>,
  people: readonly Person[],
): Readable => {
  const fields: Record<string, unknown> = {}
  const problems = [...entry.problems]
  for (const [name, value] of Object.entries(entry.fields)) {
    const field = name as CopyField
    const code = same(value, base[field]) ? null : problemOf(field, entry.fields, people)
    if (code === null) fields[field] = field === 'assignee' ? ourNameOf(entry.fields, base, people) : value
    else problems.push({ field, code, value: typeof value === 'string' ? value : JSON.stringify(value) })
  }
  return { fields, problems }
}

const problemOf = (
  field: CopyField,
  { title, description, labels, due, assignee }: Partial<Copy>,
  people: readonly Person[],
): FieldProblem['code'] | null => {
  if (field === 'title') return title?.trim() ? tooLong(title, TITLE_MAX) : 'empty'
  if (field === 'description') return tooLong(description ?? '', DESCRIPTION_MAX)
  if (field === 'labels') {
    if ((labels ?? []).length > LABELS_MAX) return 'too_long'
    return (labels ?? []).map((label) => tooLong(label, LABEL_MAX)).find((code) => code !== null) ?? null
  }
  if (field === 'due') return due && !isPossible(due) ? 'unreadable' : null
  if (field === 'assignee') return assignee && personNamed(assignee, people) === null ? 'unknown_person' : null
  return null
}

const tooLong = (text: string, max: number): 'too_long' | null => (lengthOf(text) > max ? 'too_long' : null)

const ourNameOf = ({ assignee = null }: Partial<Copy>, base: Partial<Copy>, people: readonly Person[]) =>
  assignee === null || same(assignee, base.assignee)
    ? assignee
    : nameOf(personNamed(assignee, people)?.id ?? null, people)

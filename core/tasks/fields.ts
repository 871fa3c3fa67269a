import type { Actor } from '../kernel/actor.ts'
import { invalid, together } from '../kernel/errors.ts'
import { lengthOf } from '../kernel/text.ts'
import type { Person } from '../people/person.ts'

/** In code points. */
export const TITLE_MAX = 500
export const DESCRIPTION_MAX = 10_000
export const LABELS_MAX = 20
export const LABEL_MAX = 50

export const checkTitle = (title: string): string => {
  const trimmed = title.trim()
  if (trimmed === '') throw invalid('/title', 'Must not be empty.')
  if (lengthOf(trimmed) > TITLE_MAX) throw invalid('/title', `Must have at most ${TITLE_MAX} characters.`)
  return trimmed
}

export const checkDescription = (description: string | null): string | null => {
  if (description !== null && lengthOf(description) > DESCRIPTION_MAX) {
    throw invalid('/description', `Must have at most ${DESCRIPTION_MAX} characters.`)
  }
  return description
}

export const checkLabel = (label: string, pointer = '/labels'): string => {
  const trimmed = label.trim()
  if (trimmed === '' || lengthOf(trimmed) > LABEL_MAX) throw invalid(pointer, `Must have 1 to ${LABEL_MAX} characters.`)
  return trimmed
}

export const checkLabels = (labels: readonly string[]): readonly string[] => {
  const checks = labels.map((label, index) => [index, () => checkLabel(label, `/labels/${index}`)] as const)
  const unique = [...new Set(Object.values(together(Object.fromEntries(checks))))]
  if (unique.length > LABELS_MAX) throw invalid('/labels', `At most ${LABELS_MAX} labels.`)
  return unique
}

/** An operator may name anybody, a member only themselves or nobody. `found` is who has that id. */
export const checkAssignee = (actor: Actor, assigneeId: string | null, found: Person | null): string | null => {
  if (assigneeId === null || assigneeId === actor.personId) return assigneeId
  if (actor.role !== 'operator') throw invalid('/assignee_id', 'A member may assign a task only to themselves.')
  if (found === null) throw invalid('/assignee_id', 'There is no such person.')
  return assigneeId
}

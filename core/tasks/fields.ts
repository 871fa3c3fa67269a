import type { Actor } from '../kernel/actor.ts'
import { invalid } from '../kernel/errors.ts'
import type { PersonStore } from '../people/ports.ts'

const TITLE_MAX = 500
const DESCRIPTION_MAX = 10_000
const LABELS_MAX = 20
const LABEL_MAX = 50

/** Lengths in Unicode code points, so that an emoji counts as one. */
const lengthOf = (text: string): number => [...text].length

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

export const checkLabels = (labels: readonly string[]): readonly string[] => {
  const unique = [...new Set(labels.map((label) => label.trim()))]
  if (unique.length > LABELS_MAX) throw invalid('/labels', `At most ${LABELS_MAX} labels.`)
  for (const label of unique) {
    if (label === '' || lengthOf(label) > LABEL_MAX) {
      throw invalid('/labels', `Each label has 1 to ${LABEL_MAX} characters.`)
    }
  }
  return unique
}

/** An operator may name anybody, a member only themselves or nobody. */
export const checkAssignee = async (people: PersonStore, actor: Actor, assigneeId: string | null): Promise<void> => {
  if (assigneeId === null || assigneeId === actor.personId) return
  if (actor.role !== 'operator') throw invalid('/assignee_id', 'A member may assign a task only to themselves.')
  if ((await people.find(assigneeId)) === null) throw invalid('/assignee_id', 'There is no such person.')
}

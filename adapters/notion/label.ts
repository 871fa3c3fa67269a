import type { Mapping } from './mapping.ts'

/** Of https://developers.notion.com/reference/request-limits; a comma in an option's name is refused. */
const NAME_MAX = 100

/**
 * How a label is written: the option it has, by its id, since by its name one that a person just removed would come
 * back. null: it has none, and none may be made.
 */
export const writtenLabel = (
  label: string,
  { mapping, createsLabels }: { readonly mapping: Pick<Mapping, 'labels'>; readonly createsLabels: boolean },
): { readonly id: string } | { readonly name: string } | null => {
  const id = mapping.labels.get(label)
  if (id !== undefined) return { id }
  return createsLabels && label.length <= NAME_MAX && !label.includes(',') ? { name: label } : null
}

/**
 * A page shows options that a person made since we looked, and new names of old ones: without them a label that stands
 * there would be taken off by the next write.
 */
export const learnLabels = (
  options: readonly { readonly id: string; readonly name: string }[],
  { labels }: Pick<Mapping, 'labels'>,
): void => {
  for (const { id, name } of options) {
    const label = name.trim()
    if (labels.has(label)) continue
    for (const [known, itsId] of labels) if (itsId === id) labels.delete(known)
    labels.set(label, id)
  }
}

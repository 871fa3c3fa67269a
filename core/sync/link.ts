import type { Task } from '../tasks/task.ts'
import { same } from './copy.ts'
import { isLeftOut } from './left-out.ts'
import { type Copy, type CopyField, type FieldProblem, type MirrorLink, newLink, type RemoteEntry } from './ports.ts'

/** Nothing is left to be pushed of that version of the task. */
export const clean = (link: MirrorLink, version: number, now: Date): MirrorLink => ({
  ...link,
  version,
  dirtySince: null,
  attempts: 0,
  nextTryAt: null,
  detail: null,
  syncedAt: now,
})

/** As `clean`, but what changed since that version was read is still to be pushed. */
export const brought = (link: MirrorLink, task: Task, version: number, now: Date): MirrorLink => {
  const done = clean(link, version, now)
  return task.version === version ? done : { ...done, dirtySince: link.dirtySince ?? now }
}

/** Begins again as if it had never been outside, with a key that nothing there has. */
export const anew = ({ mirror, taskId, syncedAt }: MirrorLink, key: string, now: Date): MirrorLink => ({
  ...newLink(mirror, taskId, key, now),
  syncedAt,
})

/** What stands between the two now; what could not be written stays a problem until the sides agree. */
export const problemsOf = (
  link: MirrorLink,
  found: readonly FieldProblem[],
  local: Copy,
  base: Partial<Copy>,
): readonly FieldProblem[] => {
  const isNew = ({ field, code }: FieldProblem): boolean =>
    !found.some((problem) => problem.field === field && problem.code === code)
  const stands = ({ field }: FieldProblem): boolean => !same(local[field], base[field])
  // Which labels were left out is found out at each meeting.
  const kept = link.problems.filter((problem) => !isLeftOut(problem) && isNew(problem) && stands(problem))
  return [...found, ...kept]
}

/** Whether an entry shows nothing but what is known of it. */
export const isKnown = (link: MirrorLink, entry: RemoteEntry, fields: readonly CopyField[]): boolean =>
  link.state === 'linked' &&
  link.externalId === entry.externalId &&
  link.key === entry.key &&
  Object.keys(link.base).every((field) => fields.includes(field as CopyField)) &&
  fields.every((field) => {
    const isToldOf = link.problems.some((problem) => problem.field === field)
    if (!(field in entry.fields)) return field in link.base || isToldOf
    return same(entry.fields[field], link.base[field]) || (isToldOf && isSameProblem(link, entry, field))
  })

/** A value that was found unreadable before, and is the same still. */
const isSameProblem = (link: MirrorLink, entry: RemoteEntry, field: CopyField): boolean => {
  const value = entry.fields[field]
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return link.problems.some((problem) => problem.field === field && problem.value === text)
}

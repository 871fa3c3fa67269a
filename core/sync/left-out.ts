import { LABELS_MAX } from '../tasks/index.ts'
import { same } from './copy.ts'
import type { Copy, FieldProblem, MirrorLink, ReadyShape } from './ports.ts'
import type { Readable } from './readable.ts'

export type CanLabel = NonNullable<ReadyShape['canLabel']>

/** A label that the outside has no option for: the others are written without it. */
export const isLeftOut = ({ field, code }: FieldProblem): boolean => field === 'labels' && code === 'missing_option'

export const leftOutProblem = (value: string): FieldProblem => ({ field: 'labels', code: 'missing_option', value })

export interface Labels {
  /** Those of the task that its copy lacks since they were never written there: nobody removed them. */
  readonly lacking: readonly string[]
  /** What stands there, and what both sides agreed on, as if those that could not be written stood there too. */
  readonly remote: Readable
  readonly base: Partial<Copy>
}

/**
 * Sees the copy as the task would be if a person had changed it there: a removal of a label that was there is still one,
 * and one that is there is never lacking.
 */
export const seeLabels = (
  { base, problems }: Pick<MirrorLink, 'base' | 'problems'>,
  local: Copy,
  remote: Readable,
  canLabel: CanLabel,
): Labels => {
  const told = new Set(problems.filter(isLeftOut).map(({ value }) => value))
  const lacking = local.labels.filter((label) => {
    if (remote.fields.labels?.includes(label)) return false
    return told.has(label) || (!canLabel(label) && !base.labels?.includes(label))
  })
  // Of a copy whose labels nobody looked at before, empty ones say nothing.
  const isBlank = base.labels === undefined && remote.fields.labels?.length === 0
  if (lacking.length === 0 || isBlank) return { lacking, remote, base }
  return { lacking, remote: withLabels(remote, base, lacking), base: { ...base, ...added(base, lacking) } }
}

const withLabels = (remote: Readable, base: Partial<Copy>, lacking: readonly string[]): Readable => {
  const { labels, ...others } = remote.fields
  const all = added(remote.fields, lacking)
  if (labels === undefined || same(labels, base.labels) || (all.labels ?? []).length <= LABELS_MAX) {
    return { ...remote, fields: { ...remote.fields, ...all } }
  }
  // With those that the copy lacks they are more than a task may have: as any change that it cannot take.
  const tooMany = { field: 'labels', code: 'too_long', value: JSON.stringify(labels) } as const
  return { fields: others, problems: [...remote.problems, tooMany] }
}

const added = ({ labels }: Partial<Copy>, more: readonly string[]): Pick<Partial<Copy>, 'labels'> =>
  labels === undefined ? {} : { labels: [...new Set([...labels, ...more])].sort() }

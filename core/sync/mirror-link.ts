import type { Copy, FieldProblem, MirrorName } from './mirror.ts'

/**
 * new: not outside yet · creating: a create was begun, so look before the next · linked · trashed: we trashed it with
 * the task · removed: a person deleted it outside; the task stays, and it is not made again unasked.
 */
export type LinkState = 'new' | 'creating' | 'linked' | 'trashed' | 'removed'

/** Ties one task to its copy on one mirror. */
export interface MirrorLink {
  readonly mirror: MirrorName
  readonly taskId: number
  /** What the copy carries as its SparkOne id: a UUID, since task numbers come again after a restore. */
  readonly key: string
  readonly externalId: string | null
  readonly url: string | null
  readonly state: LinkState
  /** What both sides last agreed on, field by field; a field that was never mirrored is absent. */
  readonly base: Partial<Copy>
  /** The task's version that was last brought together with the copy; 0: none. */
  readonly version: number
  /** Since when something is to be pushed; null: nothing is. */
  readonly dirtySince: Date | null
  /** Failed attempts in a row of this one link. */
  readonly attempts: number
  readonly nextTryAt: Date | null
  readonly problems: readonly FieldProblem[]
  /** The last refusal in the outside's own words, for the operator; never logged. */
  readonly detail: string | null
  readonly syncedAt: Date | null
  /** The last sweep that saw it. */
  readonly seenIn: string | null
}

/** The link of a task that is not outside yet. */
export const newLink = (mirror: MirrorName, taskId: number, key: string, dirtySince: Date | null): MirrorLink => ({
  mirror,
  taskId,
  key,
  externalId: null,
  url: null,
  state: 'new',
  base: {},
  version: 0,
  dirtySince,
  attempts: 0,
  nextTryAt: null,
  problems: [],
  detail: null,
  syncedAt: null,
  seenIn: null,
})

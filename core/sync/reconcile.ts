import { isEmpty, same } from './copy.ts'
import { isNewer, type Moment } from './lineage.ts'
import type { Copy, CopyField } from './mirror.ts'

export interface Sides {
  /** The fields the mirror has. */
  readonly fields: readonly CopyField[]
  /** What both sides last agreed on. */
  readonly base: Partial<Copy>
  readonly local: Copy
  /** What can be read there. */
  readonly remote: Partial<Copy>
  /** There is something there that cannot be read. */
  readonly isUnreadable: (field: CopyField) => boolean
  readonly localTime: (field: CopyField) => Moment
  readonly remoteTime: (field: CopyField) => Moment
  /** SparkOne had that value since the base: a write of ours whose answer was lost, and nobody's change. */
  readonly isOurs: (field: CopyField, value: unknown) => boolean
}

export interface FieldConflict {
  readonly field: CopyField
  readonly ours: unknown
  readonly theirs: unknown
  readonly winner: 'ours' | 'theirs'
}

export interface Reconciled {
  readonly toTask: Partial<Copy>
  readonly toMirror: Partial<Copy>
  /** What is known to stand there now, of the fields where that is news. */
  readonly base: Partial<Copy>
  readonly conflicts: readonly FieldConflict[]
}

type Verdict = 'agreed' | 'kept' | 'push' | 'take' | 'overwrite' | 'conflict'

/**
 * Field by field: one side changed, take it; both changed, the newer wins. A pure function of the two sides: once what
 * it says is done, saying it again changes nothing, and the order in which several mirrors are heard does not matter.
 */
export const reconcile = (sides: Sides): Reconciled => {
  const toTask: Record<string, unknown> = {}
  const toMirror: Record<string, unknown> = {}
  const base: Record<string, unknown> = {}
  const conflicts: FieldConflict[] = []
  for (const field of sides.fields) {
    const [ours, theirs] = [sides.local[field], sides.remote[field]]
    const verdict = judge(sides, field)
    const winner = isNewer(sides.remoteTime(field), sides.localTime(field)) ? 'theirs' : 'ours'
    if (verdict === 'conflict') conflicts.push({ field, ours, theirs, winner })
    if (verdict === 'take' || (verdict === 'conflict' && winner === 'theirs')) toTask[field] = theirs
    if (verdict === 'push' || verdict === 'overwrite' || (verdict === 'conflict' && winner === 'ours')) {
      toMirror[field] = ours
    }
    // What lost is noted too: it stands there, and is not to be told of again while the better value is on its way.
    if (verdict !== 'push' && verdict !== 'kept') base[field] = theirs
  }
  return { toTask, toMirror, base, conflicts }
}

const judge = ({ base, local, remote, isUnreadable, isOurs }: Sides, field: CopyField): Verdict => {
  const ours = local[field]
  const knowsBase = field in base
  if (!(field in remote)) {
    // Nothing readable is never a wish to wipe; it gives way only to a change of ours.
    if (knowsBase) return same(ours, base[field]) ? 'kept' : 'push'
    return isUnreadable(field) || isEmpty(ours) ? 'kept' : 'push'
  }
  const theirs = remote[field]
  if (same(ours, theirs)) return 'agreed'
  if (!knowsBase) {
    if (isEmpty(theirs)) return 'push'
    return isEmpty(ours) ? 'take' : 'conflict'
  }
  if (same(theirs, base[field])) return 'push'
  if (same(ours, base[field])) return 'take'
  return isOurs(field, theirs) ? 'overwrite' : 'conflict'
}

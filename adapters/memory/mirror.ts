import type { Clock } from '../../core/kernel/clock.ts'
import { PortError, type PortErrorKind } from '../../core/kernel/errors.ts'
import {
  COPY_FIELDS,
  type Copy,
  type CopyField,
  type FieldProblem,
  type MirrorName,
  type MirrorShape,
  type MirrorTrouble,
  type MirrorWrite,
  type Pulled,
  type PullRequest,
  type RemoteEntry,
  type TaskMirror,
  type WriteResult,
} from '../../core/sync/ports.ts'
import { createMirrorRows, type MirrorHand, type Row } from './mirror-rows.ts'
import { frozen } from './values.ts'

export type { MirrorHand } from './mirror-rows.ts'

export type MirrorCall = 'describe' | 'find' | 'read' | 'write' | 'pull'

export interface MirrorFault {
  readonly kind: PortErrorKind
  /** Which call it meets; absent: the next, whatever it is. */
  readonly on?: MirrorCall
  /** Of a write: how many of its writes happen before it fails; absent: none. */
  readonly after?: number
  readonly retryAfterMs?: number
}

export interface MemoryMirrorOptions {
  readonly name: MirrorName
  /** each: pages with ids and times, to the minute · whole: rows without either, that one pull gives all. */
  readonly reading: TaskMirror['reading']
  readonly clock: Clock
  readonly fields?: readonly CopyField[]
  readonly batch?: number
  readonly pageSize?: number
  /** The labels it has options for; the others it leaves out, until a person writes them there. Absent: any. */
  readonly labels?: readonly string[]
}

export interface MemoryMirror extends TaskMirror {
  /** What a person does there, behind our back. */
  readonly hand: MirrorHand
  /** Labels that a person gives an option there. */
  addLabels(...labels: readonly string[]): void
  /** The next calls that match fail so, one each, in this order. */
  fail(...faults: readonly MirrorFault[]): void
  /** Every call fails as `misconfigured`, and `describe` says why, until null is given. */
  stop(trouble: MirrorTrouble | null): void
  /** Calls that came, failed ones too. */
  readonly calls: Readonly<Record<MirrorCall, number>>
  /** Writes that happened, in order. */
  readonly written: readonly MirrorWrite[]
}

const OVERLAP_MS = 120_000

/** An outside system in memory, of either kind, with a person in it and faults to come. */
export const createMemoryMirror = (options: MemoryMirrorOptions): MemoryMirror => {
  const { name, reading, clock, fields = COPY_FIELDS, batch = reading === 'each' ? 5 : 100, pageSize = 50 } = options
  const labels = options.labels === undefined ? null : new Set(options.labels)
  /** Those that were there at the last fresh look, and what people wrote since, as rows that are read show it. */
  let known: Set<string> | null = null
  const addTo = (to: Set<string> | null, more: readonly string[]): void => {
    for (const label of more) to?.add(label)
  }
  const canLabel = (label: string): boolean => labels === null || (known ?? labels).has(label)
  const onTyped = (typed: Partial<Copy>): void => {
    for (const to of [labels, known]) addTo(to, typed.labels ?? [])
  }
  const rows = createMirrorRows({ reading, clock, fields, onTyped })
  const calls = { describe: 0, find: 0, read: 0, write: 0, pull: 0 }
  const written: MirrorWrite[] = []
  const faults: MirrorFault[] = []
  let trouble: MirrorTrouble | null = null

  /** Counts a call; gives the fault it meets, if it is one that strikes in its midst. */
  const begin = (call: MirrorCall): MirrorFault | null => {
    calls[call] += 1
    if (trouble !== null && call !== 'describe') throw new PortError(name, 'misconfigured', 'The mirror is stopped.')
    const index = faults.findIndex(({ on }) => on === undefined || on === call)
    const [fault = null] = index === -1 ? [] : faults.splice(index, 1)
    if (fault !== null && fault.after === undefined) throw failure(fault)
    return fault
  }
  const failure = ({ kind, retryAfterMs }: MirrorFault): PortError =>
    new PortError(name, kind, 'As it was told to.', kind === 'throttled' ? { retryAfterMs: retryAfterMs ?? 1000 } : {})

  const entry = (row: Row): RemoteEntry => frozen(rows.entryOf(row))

  const writeOne = (write: MirrorWrite): WriteResult => {
    const { known, problems } = withoutUnknown(write, canLabel)
    const row = rows.apply(known)
    if (row === null) return { type: 'gone' }
    written.push(frozen(write))
    const after = entry(row)
    return { type: 'done', entry: { ...after, problems: [...after.problems, ...problems] } }
  }

  const pullEach = ({ cursor, mode }: PullRequest): Pulled => {
    const at: Place = cursor === null ? { since: 0, from: 0 } : JSON.parse(cursor)
    const edited = (row: Row): number => row.editedAt?.getTime() ?? 0
    const matching = rows
      .present()
      .filter((row) => mode === 'sweep' || edited(row) >= at.since - OVERLAP_MS)
      .toSorted((a, b) => (mode === 'sweep' ? 0 : edited(a) - edited(b)))
    const page = matching.slice(at.from, at.from + pageSize)
    const more = matching.length > at.from + pageSize
    const newest = Math.max(at.since, ...page.map(edited))
    // The offset holds while a pull goes on; what moves meanwhile comes again by the overlap, or at the next sweep.
    const next: Place = more ? { since: at.since, from: at.from + pageSize } : { since: newest, from: 0 }
    return { entries: page.map(entry), cursor: JSON.stringify(next), more, isWhole: false }
  }

  return {
    name,
    reading,
    batch,
    budget: { limit: 25, seconds: 10 },
    hand: rows.hand,
    addLabels: (...more) => addTo(labels, more),
    calls,
    written,
    fail: (...more) => {
      faults.push(...more)
    },
    stop: (next) => {
      trouble = next
    },
    describe: async ({ fresh = false } = {}): Promise<MirrorShape> => {
      begin('describe')
      if (labels !== null && (fresh || known === null)) known = new Set(labels)
      if (trouble !== null) return { state: 'stopped', trouble }
      return { state: 'ready', fields, url: null, ...(labels === null ? {} : { canLabel }) }
    },
    find: async (keys) => {
      begin('find')
      return rows
        .all()
        .filter(({ key }) => key !== null && keys.includes(key))
        .map(entry)
    },
    read: async (externalIds) => {
      begin('read')
      return externalIds.map((id) => {
        const row = rows.byExternalId(id)
        return row === null ? null : entry(row)
      })
    },
    write: async (writes) => {
      const fault = begin('write')
      const results = writes.slice(0, fault?.after ?? writes.length).map(writeOne)
      if (fault !== null) throw failure(fault)
      return results
    },
    pull: async (request) => {
      begin('pull')
      if (reading === 'each') return pullEach(request)
      return { entries: rows.present().map(entry), cursor: null, more: false, isWhole: true }
    },
  }
}

/** A write without the labels that have no option: the schema is never changed. */
const withoutUnknown = (
  write: MirrorWrite,
  canLabel: (label: string) => boolean,
): { known: MirrorWrite; problems: readonly FieldProblem[] } => {
  const fields = write.type === 'update' ? write.changes : 'copy' in write ? write.copy : {}
  const unknown = fields.labels?.filter((label) => !canLabel(label)) ?? []
  if (unknown.length === 0) return { known: write, problems: [] }
  const problems = unknown.map((value) => ({ field: 'labels', code: 'missing_option', value }) as const)
  const labels = fields.labels?.filter(canLabel) ?? []
  if (write.type === 'update') return { known: { ...write, changes: { ...write.changes, labels } }, problems }
  return 'copy' in write
    ? { known: { ...write, copy: { ...write.copy, labels } }, problems }
    : { known: write, problems }
}

interface Place {
  /** Edited since, ms. */
  readonly since: number
  readonly from: number
}

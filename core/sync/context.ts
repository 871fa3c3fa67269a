import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Stores } from '../ports.ts'
import type { makeRecordChange, makeRecordCreation } from '../tasks/index.ts'
import type { CanLabel } from './left-out.ts'
import { mirrorActorId } from './lineage.ts'
import type { CopyField, MirrorName, MirrorWrite, RemoteEntry, TaskMirror, WriteResult } from './ports.ts'

/** One run of one mirror: what all its steps share. */
export interface Run {
  readonly deps: CoreDeps
  readonly mirror: TaskMirror
  readonly fields: readonly CopyField[]
  readonly canLabel: CanLabel
  /** The moment of its conflicts, by which a person is told of all of them at once. */
  readonly startedAt: Date
  /** When it should end and leave the rest to the next. */
  readonly until: Date
  /** Someone asked for it: what waits after a failure is tried too. */
  readonly isEager: boolean
  /** Links that failed in it: not again before the next. */
  readonly failed: Set<number>
  /** Why they did, where that was no answer of the outside. */
  readonly errors: unknown[]
  readonly recordChange: ReturnType<typeof makeRecordChange>
  readonly recordCreation: ReturnType<typeof makeRecordCreation>
}

/** Something to be written outside, and what is written down of its answer, in a unit of work of its own. */
export interface Errand {
  /** null: of no task yet. */
  readonly taskId: number | null
  readonly write: MirrorWrite
  settle(stores: Stores, result: WriteResult): Promise<void>
}

/** null: nothing is to be written at this moment. */
export type Found = Errand | null

export const actorOf = (mirror: MirrorName): Actor => ({
  personId: mirrorActorId(mirror),
  role: 'operator',
  channel: mirror,
})

/** An entry that is there. */
export const present = (entry: RemoteEntry | null | undefined): RemoteEntry | null =>
  entry === null || entry === undefined || entry.isTrashed ? null : entry

export const isOver = ({ deps, until }: Run): boolean => deps.clock.now() >= until

import type {
  CopyField,
  MirrorName,
  MirrorShape,
  MirrorTrouble,
  MirrorWrite,
  Pulled,
  PullRequest,
  RemoteEntry,
  WriteResult,
} from './mirror.ts'
import type { MirrorLink } from './mirror-link.ts'
import type { TroubleStore } from './trouble-store.ts'

export type { Conflict, ConflictPage, ConflictStore } from './conflict-store.ts'
export {
  COPY_FIELDS,
  type Copy,
  type CopyDue,
  type CopyField,
  type FieldProblem,
  MIRROR_NAMES,
  type MirrorName,
  type MirrorShape,
  type MirrorTrouble,
  type MirrorWrite,
  type Pulled,
  type PullRequest,
  type ReadyShape,
  type RemoteEntry,
  type WriteResult,
} from './mirror.ts'
export { type LinkState, type MirrorLink, newLink } from './mirror-link.ts'
export type { TroubleKind, TroubleQuery, TroubleStore } from './trouble-store.ts'
export { FIELD_NAMES, PRIORITY_NAMES, STATUS_NAMES, VALUES_SHOWN } from './usual-names.ts'

/**
 * An outside copy of all tasks. One run at a time uses it, in the whole installation.
 *
 * Throws only PortError: `unavailable` (try later; a write may have happened), `throttled` (nothing happened; try after
 * `retryAfterMs`, also when the own budget is spent), `misconfigured` (credentials, schema: ask `describe` why),
 * `rejected` (a bug of ours). Retries nothing, waits for nothing, never edits the outside's schema, never writes a
 * formula. Every reply is validated before it is believed.
 */
export interface TaskMirror {
  readonly name: MirrorName
  /** each: entries are read singly, just before they are written · whole: one pull gives all there is */
  readonly reading: 'each' | 'whole'
  /** Writes in one call, at most; they are done in order. For `whole`, all of one call are one request. */
  readonly batch: number
  /** What `limit` requests in `seconds` the outside allows us, for the plan shown before a backfill. */
  readonly budget: { readonly limit: number; readonly seconds: number }
  /**
   * Reads their schema and checks it. May answer from a few minutes ago, unless `fresh`. `before`: which fields it had, and
   * where, as far as the caller knows; one of them that vanished from the same place may be told as a trouble.
   */
  describe(options?: { fresh?: boolean; before?: Pick<Mirror, 'fields' | 'url'> }): Promise<MirrorShape>
  /** All entries with one of these keys, trashed ones too, oldest first: the look before a create. */
  find(keys: readonly string[]): Promise<readonly RemoteEntry[]>
  /** In the order asked; null: not there. Trashed ones are there. */
  read(externalIds: readonly string[]): Promise<readonly (RemoteEntry | null)[]>
  /** One result a write, in order. When it throws, any of them may have happened. */
  write(writes: readonly MirrorWrite[]): Promise<readonly WriteResult[]>
  pull(request: PullRequest): Promise<Pulled>
}

/** Lock order, everywhere: the task, then its link. */
export interface LinkStore extends TroubleStore {
  /**
   * The task changed: makes its link on each mirror, and marks it dirty; a removed one is left alone, one that
   * waits after a failure is due at once, since the change may have mended it. Gives the mirrors that need a job: those
   * where something became due by this, and nothing was before: for that a job is coming, at the latest the tick's.
   */
  touch(taskId: number, mirrors: readonly MirrorName[], at: Date, newKey: () => string): Promise<readonly MirrorName[]>
  find(mirror: MirrorName, taskId: number): Promise<MirrorLink | null>
  /** Holds the row until the unit of work ends. */
  lock(mirror: MirrorName, taskId: number): Promise<MirrorLink | null>
  ofTasks(taskIds: readonly number[]): Promise<readonly MirrorLink[]>
  byKeys(mirror: MirrorName, keys: readonly string[]): Promise<readonly MirrorLink[]>
  byExternalIds(mirror: MirrorName, externalIds: readonly string[]): Promise<readonly MirrorLink[]>
  /** Inserts or writes all fields. PortError `rejected` where another task's link has its key or its copy. */
  save(link: MirrorLink): Promise<void>
  /** Dirty ones whose time has come, by when it came (nextTryAt, without one dirtySince) and taskId. */
  due(mirror: MirrorName, now: Date, limit: number): Promise<readonly MirrorLink[]>
  /** When the first dirty one is due; null: none is dirty. */
  nextDue(mirror: MirrorName): Promise<Date | null>
  /**
   * Linked ones that this sweep did not see, by task id; also those that were linked while it ran, unless `save` said
   * so in `seenIn`.
   */
  unseen(
    mirror: MirrorName,
    query: { sweep: string; afterTaskId: number; limit: number },
  ): Promise<readonly MirrorLink[]>
  /** Notes that a sweep saw them. */
  see(mirror: MirrorName, taskIds: readonly number[], sweep: string): Promise<void>
  /**
   * The next `limit` tasks after one, by id: links those without one that are not deleted, and marks dirty those whose
   * version is past their link's, deleted ones too, but not removed links. Gives the last id looked at, null when there
   * was none, and how many became dirty.
   */
  enrol(
    mirror: MirrorName,
    query: { afterTaskId: number; limit: number; at: Date; newKey: () => string },
  ): Promise<{ lastTaskId: number | null; dirty: number }>
  counts(mirror: MirrorName): Promise<LinkCounts>
  /** Labels that linked copies lack because the outside has no option for them, each once. */
  labelsLeftOut(mirror: MirrorName): Promise<readonly string[]>
  /** Marks the linked ones that lack one of these labels dirty, as `touch` does. */
  retryLabels(mirror: MirrorName, labels: readonly string[], at: Date): Promise<void>
  /**
   * A person is gone, whose name stands on the copies of the tasks they are assigned: marks those dirty on these mirrors
   * as `touch` does, gives the mirrors where there was one to mark, and on all others forgets what both sides agreed on as assignee.
   */
  releaseAssigned(personId: string, mirrors: readonly MirrorName[], at: Date): Promise<readonly MirrorName[]>
}

/** Each counted to 100,000 and no further, so that asking costs the same however many there are. */
export interface LinkCounts {
  readonly linked: number
  readonly dirty: number
  /** With a problem, or failing. */
  readonly troubled: number
  readonly removed: number
  readonly oldestDirtyAt: Date | null
}

export type MirrorPause = {
  /** trouble: until `describe` is content again, asked every few minutes · operator · restore: until resumed by hand */
  readonly reason: 'trouble' | 'operator' | 'restore'
  readonly trouble: MirrorTrouble | null
  readonly since: Date
}

/** What an installation knows of one mirror; one row each, made at its first use. */
export interface Mirror {
  readonly name: MirrorName
  readonly pause: MirrorPause | null
  readonly fields: readonly CopyField[]
  readonly url: string | null
  /** Of `changes` pulls. */
  readonly cursor: string | null
  /** A sweep under way: its id and where it is; null: none is. */
  readonly sweep: { readonly id: string; readonly cursor: string | null } | null
  /** The last task that was enrolled; a backfill that was cut goes on after it. null: it is done. */
  readonly enrolAfter: number | null
  readonly pulledAt: Date | null
  readonly pushedAt: Date | null
  readonly sweptAt: Date | null
  readonly checkedAt: Date | null
  /** When it last failed as a whole, and how: a PortError's kind. null since the last success. */
  readonly failingSince: Date | null
  readonly failure: 'unavailable' | 'throttled' | 'rejected' | null
  /** Not before: the outside asked for patience. */
  readonly resumeAt: Date | null
}

/** The row of a mirror that was never used. */
export const newMirror = (name: MirrorName): Mirror => ({
  name,
  pause: null,
  fields: [],
  url: null,
  cursor: null,
  sweep: null,
  enrolAfter: null,
  pulledAt: null,
  pushedAt: null,
  sweptAt: null,
  checkedAt: null,
  failingSince: null,
  failure: null,
  resumeAt: null,
})

export interface MirrorStore {
  find(name: MirrorName): Promise<Mirror | null>
  lock(name: MirrorName): Promise<Mirror | null>
  /** Inserts or writes all fields. */
  save(mirror: Mirror): Promise<void>
  /** One run at a time: as `NotificationStore.claimLane`. */
  claimLane(name: MirrorName, holder: string, until: Date, now: Date): Promise<boolean>
  releaseLane(name: MirrorName, holder: string): Promise<void>
  /**
   * Takes one request out of a credential's budget, shared by all processes: at most `limit` in any `seconds`, wherever
   * they begin. Gives null, or the ms until the next is free when it is spent; then nothing is taken.
   */
  spend(credential: string, budget: { limit: number; seconds: number }, now: Date): Promise<number | null>
  /** How a vendor's webhook is paired, what it is signed with included; opaque here. null: it never was. */
  hookSecret(name: MirrorName): Promise<string | null>
  setHookSecret(name: MirrorName, secret: string | null): Promise<void>
  /** False when this event of the vendor was noted before. */
  noteHook(name: MirrorName, eventId: string, at: Date): Promise<boolean>
  purgeHooks(before: Date): Promise<number>
  /**
   * What a mirror noted of writes of which it does not know yet what became of them; opaque here, and may be megabytes. null:
   * there are none.
   */
  openWrites(name: MirrorName): Promise<string | null>
  setOpenWrites(name: MirrorName, text: string | null): Promise<void>
}

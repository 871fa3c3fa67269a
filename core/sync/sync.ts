import type { Actor } from '../kernel/actor.ts'
import type { JobData } from '../kernel/jobs.ts'
import type { PageQuery } from '../kernel/page.ts'
import type { Locale } from '../people/person.ts'
import type { Task } from '../tasks/task.ts'
import type { Conflict, ConflictPage, CopyField, LinkCounts, MirrorName, MirrorPause, TroubleQuery } from './ports.ts'
import type { CopyTroublePage } from './troubles.ts'

export const SYNC_MODES = ['push', 'pull', 'both'] as const
export type SyncMode = (typeof SYNC_MODES)[number]

/** What a run would cost before it starts; tasks and requests of `LinkCounts` end at 100,000. */
export interface Plan {
  /** To be pushed, and links to be compared. */
  readonly tasks: number
  /** To the outside, at most. */
  readonly requests: number
  /** As the mirror's budget allows them. */
  readonly estimatedSeconds: number
}

export interface MirrorStatus {
  readonly name: MirrorName
  /** ok: nothing waits but what is being done · failing: it will be tried again by itself · paused: see `pause` */
  readonly state: 'ok' | 'failing' | 'paused'
  readonly pause: MirrorPause | null
  readonly failure: 'unavailable' | 'throttled' | 'rejected' | null
  readonly failingSince: Date | null
  /** Not before: the outside asked for patience. */
  readonly resumeAt: Date | null
  readonly counts: LinkCounts
  /** Age of the oldest change that is not there yet; 0: none. */
  readonly lagSeconds: number
  /** Linking and pushing all there is, under way; null: it is done. */
  readonly backfill: { readonly afterTaskId: number } | null
  /** Comparing all there is, under way. */
  readonly isSweeping: boolean
  readonly fields: readonly CopyField[]
  readonly url: string | null
  readonly pulledAt: Date | null
  readonly pushedAt: Date | null
  readonly sweptAt: Date | null
  readonly checkedAt: Date | null
  /** What is wrong and what to do, in plain words; null: nothing is. */
  explain(locale: Locale): string | null
}

/** One task's copy on one mirror, as `?include=mirrors` shows it. */
export interface TaskCopy {
  readonly name: MirrorName
  /** partial: but for the fields that `error` names · removed: a person deleted it there; ask for that task to make it anew · trashed: with the task, by us */
  readonly state: 'synced' | 'partial' | 'waiting' | 'failing' | 'trashed' | 'removed'
  readonly url: string | null
  readonly lastSyncedAt: Date | null
  /** In plain words, with the other side's own where it gave some. */
  readonly error: string | null
}

export interface Swapped {
  readonly conflict: Conflict
  readonly task: Task
}

export type ConflictQuery = PageQuery & { readonly open?: boolean; readonly taskId?: number }

/** A mirror that is not configured is `mirror_not_found`. Steering a whole mirror is for operators. */
export interface Sync {
  /** Of those configured, in the order of their names. */
  status(): Promise<readonly MirrorStatus[]>
  /**
   * Soon: what is dirty is pushed, what changed outside is pulled; both also compare all there is. With a task, that
   * one alone, and one that a person removed outside is made anew. Gives what it will cost.
   */
  request(actor: Actor, mirror: MirrorName, request: { mode: SyncMode; taskId?: number }): Promise<Plan>
  plan(mirror: MirrorName): Promise<Plan>
  /** Nothing is read or written there until it is resumed. */
  pause(actor: Actor, mirror: MirrorName): Promise<void>
  /** Whatever it was paused for; it is looked at anew, and stands still again if the trouble is still there. */
  resume(actor: Actor, mirror: MirrorName): Promise<void>
  /** At a start: mirrors that stand still for a trouble are asked at once whether it is over. */
  lookAgain(): Promise<void>
  /** The job: one slice of work for one mirror. Idempotent; ends by itself, and enqueues what goes on. */
  run(data: JobData['sync.run']): Promise<void>
  /** The job: tells a person of the conflicts of one moment, once. */
  tell(data: JobData['sync.tell']): Promise<void>
  /** The job of every minute: enqueues runs for what is due. */
  tick(): Promise<void>
  /**
   * The outside says that something changed there: a pull soon, and a look at the copy it names, which may be gone, or at
   * the schema where it names none.
   */
  hint(mirror: MirrorName, externalId?: string | null): Promise<void>
  /** Newest first. A member sees those of a task they see, and names it. */
  conflicts(actor: Actor, query: ConflictQuery): Promise<ConflictPage>
  /**
   * ours: SparkOne's value of that moment · theirs: the outside's. Picking the one that did not stay is an ordinary
   * change of the task by the actor. `conflict_not_found`, `conflict_resolved` when somebody was faster.
   */
  resolve(actor: Actor, id: string, pick: 'ours' | 'theirs'): Promise<Conflict>
  /** The other value of all open conflicts that the actor was told of last, within a week, or of those of one task; empty: there are none. */
  swapLatest(actor: Actor, taskId?: number): Promise<readonly Swapped[]>
  /** The copies on one mirror that are not as they should be, by task id. For operators. */
  troubles(actor: Actor, query: TroubleQuery, locale: Locale): Promise<CopyTroublePage>
  /** By task id; a task without a copy anywhere is absent. Only mirrors that are configured. */
  copiesOf(taskIds: readonly number[], locale: Locale): Promise<ReadonlyMap<number, readonly TaskCopy[]>>
}

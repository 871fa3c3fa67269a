import type { JobName, JobRunner } from '../kernel/jobs.ts'
import type { PageEnds, PageQuery } from '../kernel/page.ts'

/** How one kind of job stands. `oldestSeconds`: how long the oldest that is due has waited. */
export type QueueState = Awaited<ReturnType<JobRunner['depth']>>[number]

/** A job that failed to the last. */
export interface DeadJob {
  readonly id: string
  readonly name: JobName
  /** What it carries: ids only. */
  readonly data: Readonly<Record<string, unknown>>
  /** The name of its last error; null: its worker died, or it did not end in time. */
  readonly error: string | null
  readonly createdAt: Date
  readonly diedAt: Date
}

export interface DeadJobQuery extends PageQuery {
  readonly name?: JobName
}

export interface DeadJobPage extends PageEnds {
  readonly jobs: readonly DeadJob[]
}

/** The queue as an operator handles it, from any process. Rejects with PortError `storage` when it is down. */
export interface JobDesk {
  /** All kinds of jobs, also those without one. */
  depth(): Promise<readonly QueueState[]>
  /** Dead letters, those that died last first, by (diedAt, id). */
  dead(query: DeadJobQuery): Promise<DeadJobPage>
  /** Gives dead letters (of one name) all their attempts again; how many, at most 1000 in one call. */
  redrive(name?: JobName): Promise<number>
  /** As `redrive`, of one; false when it is none, or no more. */
  redriveOne(id: string): Promise<boolean>
}

/** What is known of this installation's backups. Only what is known to be whole counts as one. */
export interface BackupRecord {
  /** The last one made. `bytes`: as it lies there; null: not known. */
  readonly made: { readonly at: Date; readonly bytes: number | null } | null
  /** When a backup was last restored, compared with its manifest and booted, and how long that took. */
  readonly verified: { readonly at: Date; readonly seconds: number | null } | null
  /** How the last verification ended, whatever came of it. */
  readonly lastVerification: { readonly at: Date; readonly exitCode: number } | null
}

export interface BackupLog {
  /** null: nothing is known, which may mean that backups are made where this process cannot see them. Never rejects. */
  read(): Promise<BackupRecord | null>
}

import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import type { JobName } from '../kernel/jobs.ts'
import { type BackupReport, makeBackups } from './backups.ts'
import { makeDeadJobs, makeQueues, makeRedriveJobs } from './jobs.ts'
import type { DeadJobPage, DeadJobQuery, QueueState } from './ports.ts'

export type { BackupReport } from './backups.ts'
export { OLD_BACKUP_HOURS } from './backups.ts'
export type { BackupLog, BackupRecord, DeadJob, DeadJobPage, DeadJobQuery, JobDesk, QueueState } from './ports.ts'

/** What keeps an installation going, for operators: everybody else is `forbidden`. */
export interface Upkeep {
  /** All kinds of jobs; empty where there is no desk. */
  queues(actor: Actor): Promise<readonly QueueState[]>
  /** Jobs that failed to the last, newest first. */
  deadJobs(actor: Actor, query: DeadJobQuery): Promise<DeadJobPage>
  /** Gives one, or those of one name, or all, their attempts again, once the cause is mended; how many there were. */
  redriveJobs(actor: Actor, what: { readonly id: string } | { readonly name?: JobName }): Promise<number>
  /** null: nothing is known of any. */
  backups(actor: Actor): Promise<BackupReport | null>
}

export const makeUpkeep = (deps: CoreDeps): Upkeep => ({
  queues: makeQueues(deps),
  deadJobs: makeDeadJobs(deps),
  redriveJobs: makeRedriveJobs(deps),
  backups: makeBackups(deps),
})

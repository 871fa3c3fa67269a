import type { MirrorName } from './mirror-name.ts'

/** What each job carries. Ids only: texts and phones stay in their own tables. */
export interface JobData {
  /** Interpret one stored inbound message, act on it, answer it. */
  'capture.interpret': { messageId: string }
  /** Take the next step of one notification's chain through WhatsApp. */
  'notify.whatsapp': { notificationId: string }
  /** Take the next step of one notification's chain through e-mail. */
  'notify.email': { notificationId: string }
  /** Look at one notification again: its receipt deadline, its expiry or its not-before has come. */
  'notify.wake': { notificationId: string }
  /** Tell a person that a task's moment has come, if it is still planned. */
  'tasks.remind': { reminderId: string }
  /** Every minute: send the briefs that are due and not sent. */
  'briefs.tick': Record<string, never>
  /** One slice of work for one mirror. `taskId`: that task alone · `externalId`: that copy first. Absent mode: what is due. */
  'sync.run': { mirror: MirrorName; mode?: 'push' | 'pull' | 'both'; taskId?: number; externalId?: string }
  /** Tell a person of the conflicts of one run; `at` is their moment, in ISO form. */
  'sync.tell': { personId: string; at: string }
  /** Every minute: runs for the mirrors that have something to do. */
  'sync.tick': Record<string, never>
  /** Every minute: rows of the intake sheet become messages. */
  'sheets.intake': Record<string, never>
  /** Every hour: delete what is past its retention. */
  'storage.purge': Record<string, never>
}

export type JobName = keyof JobData

export type JobRequest = {
  [N in JobName]: { name: N; data: JobData[N]; runAt?: Date }
}[JobName]

/**
 * Enqueues within the caller's unit of work: visible after its commit, gone with its rollback. At-least-once: a
 * handler may run again after a crash and must be idempotent. `runAt` in the past or absent means now.
 */
export interface JobQueue {
  enqueue(...jobs: readonly JobRequest[]): Promise<void>
}

export type JobHandlers = { readonly [N in JobName]: (data: JobData[N]) => Promise<void> }

/** The tasks that recur: one job of the name at each tick, once per installation however many processes run. */
export const SCHEDULE: readonly { name: JobName; cron: string }[] = [
  { name: 'briefs.tick', cron: '* * * * *' },
  { name: 'sync.tick', cron: '* * * * *' },
  { name: 'sheets.intake', cron: '* * * * *' },
  { name: 'storage.purge', cron: '17 * * * *' },
]

/** How each kind of job runs. `concurrency` 1 keeps one send at a time; the store's lane keeps it across processes. */
export const JOB_POLICY: {
  readonly [N in JobName]: { concurrency: number; attempts: number; timeoutSeconds: number }
} = {
  'capture.interpret': { concurrency: 4, attempts: 8, timeoutSeconds: 60 },
  'notify.whatsapp': { concurrency: 1, attempts: 8, timeoutSeconds: 120 },
  'notify.email': { concurrency: 5, attempts: 8, timeoutSeconds: 120 },
  'notify.wake': { concurrency: 10, attempts: 8, timeoutSeconds: 60 },
  'tasks.remind': { concurrency: 10, attempts: 8, timeoutSeconds: 60 },
  'briefs.tick': { concurrency: 1, attempts: 2, timeoutSeconds: 300 },
  'sync.run': { concurrency: 2, attempts: 8, timeoutSeconds: 120 },
  'sync.tell': { concurrency: 2, attempts: 8, timeoutSeconds: 60 },
  'sync.tick': { concurrency: 1, attempts: 2, timeoutSeconds: 60 },
  'sheets.intake': { concurrency: 1, attempts: 2, timeoutSeconds: 120 },
  'storage.purge': { concurrency: 1, attempts: 2, timeoutSeconds: 300 },
}

/** The driving side of the queue. */
export interface JobRunner {
  /** Registers SCHEDULE, idempotently, and starts supervision of jobs whose worker died. */
  start(): Promise<void>
  /**
   * Runs jobs that are due until none is left or `max` have run; resolves with how many ran. A handler that throws
   * leaves its job to be retried with backoff, and after its last attempt as a dead letter; it never makes drain
   * throw. Calls may overlap.
   */
  drain(handlers: JobHandlers, limits: { max: number }): Promise<number>
  /** Resolves when a job may be due: at once after an enqueue was committed anywhere, else within about a second. */
  awaitWork(): Promise<void>
  /** Counts for the gauges, by job name. */
  depth(): Promise<readonly { name: JobName; queued: number; active: number; dead: number; oldestSeconds: number }[]>
  /** Stops supervision, wakes `awaitWork`, and lets drains under way end the jobs they have and take no more. */
  stop(): Promise<void>
}

import type { PgBoss } from 'pg-boss'
import type { Clock } from '../../core/kernel/clock.ts'
import {
  JOB_POLICY,
  type JobData,
  type JobHandlers,
  type JobName,
  type JobRequest,
  type JobRunner,
} from '../../core/kernel/jobs.ts'
import { type Observer, silent } from '../../core/kernel/observer.ts'
import type { JobDesk } from '../../core/upkeep/ports.ts'
import type { Connection } from './connection.ts'
import { guarded } from './errors.ts'
import { type Claim, createClaims } from './job-claims.ts'
import { dueNames } from './job-counts.ts'
import { createJobDesk } from './job-desk.ts'
import { createSupervision } from './job-supervision.ts'
import { createWakeUp } from './job-wake-up.ts'

export interface JobRunnerOptions {
  readonly connection: Connection
  /** Hears a `job` fact for each attempt that ended here. */
  readonly observer?: Observer
  /** Hears why an attempt failed, for the log; drain itself stays silent about it. */
  readonly onFailure?: (error: unknown, job: JobRequest) => void
  /** Hears of trouble in supervision and schedule; both go on by themselves. */
  readonly onError?: (error: unknown) => void
  /** What the schedule's minutes are taken from; the system's by default. */
  readonly clock?: Clock
}

export interface PostgresJobRunner extends JobRunner, JobDesk {}

/**
 * Runs the queue's jobs in this process; any number of processes may. A job whose process died is redelivered within
 * about 20 s, at once where the database is embedded. Rejects with PortError `storage` when the database is down.
 */
export const createJobRunner = (options: JobRunnerOptions): PostgresJobRunner => {
  const { connection, observer = silent, onFailure } = options
  const claims = createClaims(connection)
  const wakeUp = createWakeUp(connection)
  const supervision = createSupervision(options)

  let stops = 0

  const attempt = async (boss: PgBoss, { name, job }: Claim, handlers: JobHandlers): Promise<void> => {
    const began = performance.now()
    const tell = (status: 'completed' | 'failed' | 'dead', { affected }: { affected?: number }): void => {
      // Not affected: the attempt was taken for dead meanwhile, and the job is someone else's.
      if (affected === 0) return
      observer.observe({ type: 'job', name, status, seconds: (performance.now() - began) / 1000 })
    }
    try {
      await withinTime(name, handle(handlers, name, job.data))
    } catch (error) {
      onFailure?.(error, { name, data: job.data } as JobRequest)
      const isLast = job.retryCount + 1 >= JOB_POLICY[name].attempts
      return tell(isLast ? 'dead' : 'failed', await boss.fail(name, job, outline(error)))
    }
    tell('completed', await boss.complete(name, job))
  }

  return {
    start: () => guarded(supervision.start),
    drain: (handlers, { max }) =>
      guarded(async () => {
        const boss = await connection.queue()
        const running = new Set<Promise<void>>()
        let trouble: { readonly error: unknown } | null = null
        let ran = 0
        const begun = stops
        const startDue = async (): Promise<void> => {
          wakeUp.forget()
          for (const name of await dueNames(connection)) {
            if (stops !== begun) return
            for (const claim of await claims.take(name, max - ran)) {
              ran += 1
              const run: Promise<void> = attempt(boss, claim, handlers)
                .catch((error: unknown) => {
                  trouble ??= { error }
                })
                .finally(() => {
                  claims.release(claim)
                  running.delete(run)
                })
              running.add(run)
            }
          }
        }
        try {
          await startDue()
          while (running.size > 0 && trouble === null) {
            await Promise.race(running)
            if (ran < max) await startDue()
          }
        } finally {
          await Promise.all(running)
        }
        rethrow(trouble)
        return ran
      }),
    awaitWork: wakeUp.wait,
    ...createJobDesk(connection),
    stop: async () => {
      stops += 1
      await wakeUp.stop()
      await supervision.stop()
    },
  }
}

const handle = async <N extends JobName>(handlers: JobHandlers, name: N, data: unknown): Promise<void> =>
  handlers[name](data as JobData[N])

const rethrow = (trouble: { readonly error: unknown } | null): void => {
  if (trouble !== null) throw trouble.error
}

/** A handler that hangs would keep its name's place for ever; supervision takes it for dead at the same time. */
const withinTime = async (name: JobName, work: Promise<void>): Promise<void> => {
  const { timeoutSeconds } = JOB_POLICY[name]
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`No end within ${timeoutSeconds} s.`)), timeoutSeconds * 1000)
  try {
    await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

// Kept in the queue's table: a name, and never a message, which may quote what people wrote.
const outline = (error: unknown): { error: string } => ({ error: error instanceof Error ? error.name : typeof error })

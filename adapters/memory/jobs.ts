import type { Clock } from '../../core/kernel/clock.ts'
import {
  JOB_POLICY,
  type JobData,
  type JobHandlers,
  type JobName,
  type JobQueue,
  type JobRequest,
  type JobRunner,
  SCHEDULE,
} from '../../core/kernel/jobs.ts'
import { type Observer, silent } from '../../core/kernel/observer.ts'
import type { JobDesk } from '../../core/upkeep/ports.ts'
import { ticksWithin } from './cron.ts'
import { createJobDesk } from './job-desk.ts'
import { createJobList, type Job } from './job-list.ts'
import { after } from './runtime.ts'

const NAMES = Object.keys(JOB_POLICY) as JobName[]
const IDLE_MS = 1_000

export interface MemoryJobsOptions {
  readonly clock: Clock
  /** Hears a `job` fact for each attempt that ended. */
  readonly observer?: Observer
  /** Hears why an attempt failed; drain itself stays silent about it. */
  readonly onFailure?: (error: unknown, job: JobRequest) => void
}

/** A job as seen from outside: what it carries, when it is due, how often it was begun. */
export type MemoryJob = JobRequest & { readonly runAt: Date; readonly attempts: number }

/** `enqueue` here is at once and outside any unit of work; use cases enqueue through their stores. */
export interface MemoryJobs extends JobQueue, JobRunner {
  /** Waiting, by due time. */
  waiting(): readonly MemoryJob[]
  /** Dead letters, oldest first. */
  dead(): readonly MemoryJob[]
  /** Gives dead letters (of one name) all their attempts again; how many. */
  redrive(name?: JobName): number
  readonly desk: JobDesk
}

/**
 * Queue and runner for one process, lost with it. All time is the injected clock's: what is due, the backoff (5 s,
 * doubling, at most 10 min), when a hanging attempt is given up, and the schedule, in UTC, whose ticks are looked for
 * at each `drain`; ticks missed in between count as one. Only `awaitWork` idles for a real second.
 */
export const createMemoryJobs = ({ clock, observer = silent, onFailure }: MemoryJobsOptions): MemoryJobs => {
  const list = createJobList(clock)
  const waiters = new Set<() => void>()
  let scheduledUntil: Date | null = null
  let stops = 0

  const wake = (): void => {
    for (const resolve of waiters) resolve()
    waiters.clear()
  }

  const addTicks = (): void => {
    if (scheduledUntil === null) return
    const now = clock.now()
    for (const { name, cron } of SCHEDULE) {
      if (ticksWithin(cron, scheduledUntil, now)) list.add({ name, data: {} } as JobRequest)
    }
    if (now > scheduledUntil) scheduledUntil = now
  }

  const tell = (job: Job, status: 'completed' | 'failed' | 'dead'): void => {
    const seconds = (clock.now().getTime() - (job.begunAt ?? job.dueAt).getTime()) / 1000
    observer.observe({ type: 'job', name: job.request.name, status, seconds })
  }

  const attempt = async (queued: Job, handlers: JobHandlers): Promise<void> => {
    const job = list.begin(queued)
    try {
      await handle(handlers, job.request.name, job.request.data)
      if (!list.isCurrent(job)) return
      list.complete(job)
      tell(job, 'completed')
    } catch (error) {
      onFailure?.(error, job.request)
      const name = error instanceof Error ? error.name : typeof error
      if (list.isCurrent(job)) tell(job, list.giveBack(job, name))
    }
  }

  const view = ({ request, dueAt, attempts }: Job): MemoryJob => ({ ...request, runAt: dueAt, attempts })

  const depth: JobDesk['depth'] = async () =>
    NAMES.map((name) => {
      const named = (state: Job['state']) => list.inOrder(state).filter((job) => job.request.name === name)
      const queued = named('queued')
      const oldest = queued[0]?.dueAt ?? clock.now()
      const oldestSeconds = Math.max(0, (clock.now().getTime() - oldest.getTime()) / 1000)
      return { name, queued: queued.length, active: named('active').length, dead: named('dead').length, oldestSeconds }
    })

  return {
    enqueue: async (...jobs) => {
      for (const job of jobs) list.add(job)
      if (jobs.length > 0) wake()
    },
    start: async () => {
      scheduledUntil ??= clock.now()
    },
    drain: async (handlers, { max }) => {
      const running = new Set<Promise<void>>()
      let ran = 0
      const begun = stops
      const startDue = (): void => {
        if (stops !== begun) return
        addTicks()
        for (const job of list.lost()) tell(job, list.giveBack(job, null))
        for (let job = list.next(); job !== null && ran < max; job = list.next()) {
          ran += 1
          const run: Promise<void> = attempt(job, handlers).finally(() => running.delete(run))
          running.add(run)
        }
      }
      startDue()
      while (running.size > 0) {
        await Promise.race(running)
        startDue()
      }
      return ran
    },
    awaitWork: async () => {
      addTicks()
      if (list.next() !== null) return
      const { promise, resolve } = Promise.withResolvers<void>()
      const cancel = after(IDLE_MS, resolve)
      waiters.add(resolve)
      await promise
      cancel()
      waiters.delete(resolve)
    },
    depth,
    stop: async () => {
      stops += 1
      scheduledUntil = null
      wake()
    },
    waiting: () => list.inOrder('queued').map(view),
    dead: () => list.inOrder('dead').map(view),
    redrive: (name) => list.redrive(name),
    desk: createJobDesk(list, depth),
  }
}

const handle = <N extends JobName>(handlers: JobHandlers, name: N, data: JobData[N]): Promise<void> =>
  handlers[name](data)

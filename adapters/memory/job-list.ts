import type { Clock } from '../../core/kernel/clock.ts'
import { JOB_POLICY, type JobName, type JobRequest } from '../../core/kernel/jobs.ts'
import { asJson, by } from './values.ts'

const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 600_000

export interface Job {
  readonly serial: number
  readonly request: JobRequest
  readonly state: 'queued' | 'active' | 'dead'
  readonly dueAt: Date
  /** Attempts begun. */
  readonly attempts: number
  /** While active: since when. */
  readonly begunAt: Date | null
  readonly createdAt: Date
  /** While dead: since when, and the name of its last error, if it had one. */
  readonly died: { readonly at: Date; readonly error: string | null } | null
}

/** The jobs of one installation and the rules of their states; the runner beside it does the running. */
export const createJobList = (clock: Clock) => {
  const jobs = new Map<number, Job>()
  let serials = 0

  const inOrder = (state: Job['state']): readonly Job[] =>
    [...jobs.values()].filter((job) => job.state === state).toSorted(queueOrder)

  /** The first that is due and whose name has room for one more at a time. */
  const next = (): Job | null => {
    const now = clock.now()
    const active = new Map<JobName, number>()
    for (const { state, request } of jobs.values()) {
      if (state === 'active') active.set(request.name, (active.get(request.name) ?? 0) + 1)
    }
    let first: Job | null = null
    for (const job of jobs.values()) {
      const { name } = job.request
      const runnable =
        job.state === 'queued' && job.dueAt <= now && (active.get(name) ?? 0) < JOB_POLICY[name].concurrency
      if (runnable && (first === null || queueOrder(job, first) < 0)) first = job
    }
    return first
  }

  /** After a failed attempt: queued again, later each time, or dead. */
  const giveBack = (job: Job, error: string | null): 'failed' | 'dead' => {
    const isLast = job.attempts >= JOB_POLICY[job.request.name].attempts
    const wait = Math.min(FIRST_RETRY_MS * 2 ** (job.attempts - 1), LONGEST_RETRY_MS)
    const dueAt = isLast ? job.dueAt : new Date(clock.now().getTime() + wait)
    const died = isLast ? { at: clock.now(), error } : null
    jobs.set(job.serial, { ...job, state: isLast ? 'dead' : 'queued', dueAt, begunAt: null, died })
    return isLast ? 'dead' : 'failed'
  }

  return {
    inOrder,
    add: (request: JobRequest): void => {
      const serial = ++serials
      const copy = { ...request, data: asJson(request.data) } as JobRequest
      const dueAt = request.runAt ?? clock.now()
      const queued = { state: 'queued', attempts: 0, begunAt: null, died: null } as const
      jobs.set(serial, { ...queued, serial, request: copy, dueAt, createdAt: clock.now() })
    },
    next,
    begin: (job: Job): Job => {
      const begun: Job = { ...job, state: 'active', attempts: job.attempts + 1, begunAt: clock.now() }
      jobs.set(job.serial, begun)
      return begun
    },
    /** False when the attempt was taken for dead meanwhile: its end then changes nothing. */
    isCurrent: (attempt: Job): boolean => jobs.get(attempt.serial) === attempt,
    complete: (job: Job): void => {
      jobs.delete(job.serial)
    },
    giveBack,
    /** Attempts past their time: their workers are taken for dead. */
    lost: (): readonly Job[] =>
      inOrder('active').filter(({ request, begunAt, dueAt }) => {
        const seconds = (clock.now().getTime() - (begunAt ?? dueAt).getTime()) / 1000
        return seconds >= JOB_POLICY[request.name].timeoutSeconds
      }),
    /** Dead letters get all their attempts again; how many there were. */
    redrive: (name?: JobName, serial?: number): number => {
      const dead = inOrder('dead').filter(
        (job) => (name === undefined || job.request.name === name) && (serial === undefined || job.serial === serial),
      )
      for (const job of dead) {
        jobs.set(job.serial, { ...job, state: 'queued', dueAt: clock.now(), attempts: 0, died: null })
      }
      return dead.length
    },
  }
}

const queueOrder = by<Job>(
  (job) => job.dueAt,
  (job) => job.serial,
)

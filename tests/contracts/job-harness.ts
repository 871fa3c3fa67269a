import { vi } from 'vitest'
import type { JobData, JobHandlers, JobName, JobRequest, JobRunner } from '../../core/kernel/jobs.ts'
import type { JobDesk } from '../../core/upkeep/ports.ts'
import { fresh, type OpenStorage } from './harness.ts'

/** One storage with its queue, fresh and empty, for one test. */
export interface OpenJobs extends Pick<OpenStorage, 'storage' | 'close'> {
  /** One process's runner; not started. */
  readonly runner: JobRunner
  readonly desk: JobDesk
  /** The runner of another process on the same queue; not started. `close` closes it too. */
  another(): Promise<JobRunner>
  /** The queue's own "now". */
  now(): Date
  /** Makes the queue believe that so much time passed: for what waits, and for what is being worked on. */
  advance(ms: number): Promise<void>
  /** Begins the next minute of the schedule; or why this queue cannot be told to. */
  readonly nextMinute: (() => Promise<void>) | string
}

export type OpenJobsFn = () => Promise<OpenJobs>

export interface Ran {
  readonly name: JobName
  readonly data: JobData[JobName]
}

export const HOUR_MS = 3_600_000
/** Longer than any backoff. */
export const LONG_MS = 48 * HOUR_MS
/** How long a test waits for what another process or a supervisor does. */
export const DEADLINE = { timeout: 20_000, interval: 50 }

export const wake = (notificationId: string, runAt?: Date): JobRequest =>
  runAt === undefined
    ? { name: 'notify.wake', data: { notificationId } }
    : { name: 'notify.wake', data: { notificationId }, runAt }

/** Handlers that note what ran, in order, and then do as told. */
export const createRecorder = (work: (ran: Ran) => Promise<void> | void = () => undefined) => {
  const ran: Ran[] = []
  const handler =
    <N extends JobName>(name: N) =>
    async (data: JobData[N]): Promise<void> => {
      ran.push({ name, data })
      await work({ name, data })
    }
  const handlers: JobHandlers = {
    'capture.interpret': handler('capture.interpret'),
    'notify.whatsapp': handler('notify.whatsapp'),
    'notify.email': handler('notify.email'),
    'notify.wake': handler('notify.wake'),
    'tasks.remind': handler('tasks.remind'),
    'briefs.tick': handler('briefs.tick'),
    'sync.run': handler('sync.run'),
    'sync.tell': handler('sync.tell'),
    'sync.tick': handler('sync.tick'),
    'sheets.intake': handler('sheets.intake'),
    'storage.purge': handler('storage.purge'),
  }
  /** The notification ids of the jobs that ran, sorted. */
  const ids = (): string[] =>
    ran.flatMap(({ data }) => ('notificationId' in data ? [String(data.notificationId)] : [])).toSorted()
  return { ran, ids, handlers }
}

/** A fresh queue and the commonest things to do with it. */
export const freshJobs = (open: OpenJobsFn) => {
  const current = fresh(open)
  const enqueue = (...jobs: JobRequest[]): Promise<void> =>
    current().storage.run((stores) => stores.jobs.enqueue(...jobs))
  const drain = (handlers: JobHandlers, max = 100): Promise<number> => current().runner.drain(handlers, { max })
  const depthOf = async (name: JobName) => {
    const found = (await current().runner.depth()).find((depth) => depth.name === name)
    const { queued, active, dead } = found ?? { queued: 0, active: 0, dead: 0 }
    return { queued, active, dead }
  }
  return { current, enqueue, drain, depthOf }
}

export const eventually = <T>(check: () => Promise<T> | T): Promise<T> => vi.waitFor(check, DEADLINE)

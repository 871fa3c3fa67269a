import type { JobHandlers, JobRunner } from '../../core/kernel/jobs.ts'

/** Drains under way at once: a long send must not keep other kinds of jobs waiting. */
const OVERLAPPING = 4
const BATCH = 200
const AFTER_FAILURE_MS = 1000

export interface Worker {
  /** Takes no more jobs and resolves when those under way have ended. */
  stop(): Promise<void>
}

export interface WorkerDeps {
  readonly runner: JobRunner
  readonly handlers: JobHandlers
  /** The queue itself could not be asked; it is asked again after a while. */
  readonly onFailure: (error: unknown) => void
  readonly pause: (ms: number) => Promise<void>
}

/** Runs due jobs for ever: one bounded drain after another, a new one whenever there may be work. */
export const startWorker = ({ runner, handlers, onFailure, pause }: WorkerDeps): Worker => {
  const draining = new Set<Promise<unknown>>()
  let stopping = false

  const drain = (): Promise<'more' | 'idle'> => {
    const run = runner.drain(handlers, { max: BATCH }).then(
      (ran) => (ran > 0 ? ('more' as const) : ('idle' as const)),
      async (error: unknown) => {
        onFailure(error)
        await pause(AFTER_FAILURE_MS)
        return 'more' as const
      },
    )
    draining.add(run)
    return run.finally(() => draining.delete(run))
  }

  const loop = async (): Promise<void> => {
    while (!stopping) {
      if (draining.size >= OVERLAPPING) {
        await Promise.race(draining)
        continue
      }
      const work = runner.awaitWork()
      const outcome = await Promise.race([drain(), work.then(() => 'woken' as const)])
      if (outcome === 'idle') await work
    }
  }

  const looping = loop()
  return {
    stop: async () => {
      stopping = true
      await runner.stop()
      await looping
      await Promise.allSettled(draining)
    },
  }
}

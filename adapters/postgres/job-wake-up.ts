import type { Connection } from './connection.ts'
import { JOBS_CHANNEL } from './job-queue.ts'

/** Retries, jobs with a time and redelivered ones come due without a word: whoever waits looks again after this. */
const POLL_MS = 1_000

/** Hears of enqueued jobs. A word that came while nobody waited is kept for who waits next. */
export const createWakeUp = (connection: Connection) => {
  const waiting = new Set<() => void>()
  let heard = false
  let listening: Promise<() => Promise<void>> | null = null

  const wake = (): void => {
    heard = waiting.size === 0
    for (const resolve of waiting) resolve()
    waiting.clear()
  }

  const listen = (): void => {
    if (listening !== null) return
    listening = connection.listen(JOBS_CHANNEL, wake, wake)
    // Polling goes on without it, and the next wait tries again.
    listening.catch(() => {
      listening = null
    })
  }

  return {
    /** Call it before looking for work: what was heard until now is found by looking. */
    forget: (): void => {
      heard = false
    },
    /** Resolves at the next word, at once when there was one since `forget`, and after a second in any case. */
    wait: async (): Promise<void> => {
      listen()
      if (heard) {
        heard = false
        return
      }
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, POLL_MS)
      waiting.add(resolve)
      await promise
      clearTimeout(timer)
      waiting.delete(resolve)
    },
    stop: async (): Promise<void> => {
      wake()
      const end = await listening?.catch(() => null)
      listening = null
      await end?.()
    },
  }
}

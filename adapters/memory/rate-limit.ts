import type { Clock } from '../../core/kernel/clock.ts'
import type { RateLimit } from '../../core/kernel/rate-limit.ts'

const MOST_KEYS = 10_000

/**
 * Fixed windows for one process, each from a multiple of its length in Unix time. At most `maxKeys` are remembered:
 * beyond that those that are over go, then those first seen, so that a flood of keys costs no more than that.
 */
export const createMemoryRateLimit = ({
  clock,
  maxKeys = MOST_KEYS,
}: {
  clock: Clock
  maxKeys?: number
}): RateLimit => {
  const windows = new Map<string, { endsAt: number; hits: number }>()

  const makeRoom = (now: number): void => {
    if (windows.size < maxKeys) return
    for (const [key, window] of windows) if (window.endsAt <= now) windows.delete(key)
    for (const key of windows.keys()) {
      if (windows.size < maxKeys) return
      windows.delete(key)
    }
  }

  const windowOf = (key: string, now: number, length: number) => {
    const known = windows.get(key)
    if (known !== undefined && known.endsAt > now) return known
    windows.delete(key)
    makeRoom(now)
    const window = { endsAt: (Math.floor(now / length) + 1) * length, hits: 0 }
    windows.set(key, window)
    return window
  }

  return {
    hit: async (key, { limit, windowSeconds }) => {
      const now = clock.now().getTime()
      const window = windowOf(JSON.stringify([key, windowSeconds]), now, windowSeconds * 1000)
      window.hits += 1
      return {
        allowed: window.hits <= limit,
        limit,
        remaining: Math.max(0, limit - window.hits),
        resetSeconds: Math.max(1, Math.ceil((window.endsAt - now) / 1000)),
      }
    },
  }
}

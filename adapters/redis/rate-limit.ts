import type { Redis } from '@upstash/redis'
import type { Clock } from '../../core/kernel/clock.ts'
import type { Observer } from '../../core/kernel/observer.ts'
import type { RateLimit, RateLimitVerdict } from '../../core/kernel/rate-limit.ts'
import { within } from './failure.ts'

export interface RedisRateLimitDeps {
  /** Counts while Redis does not, each process for itself; without one every hit is allowed then. */
  readonly fallback?: RateLimit
  readonly observer: Observer
  readonly clock: Clock
  /** Before every key; one installation's keys must not meet another's. */
  readonly prefix?: string
  /** Longest a hit may wait for Redis; 500 ms by default. */
  readonly timeoutMs?: number
  /** After a failure Redis is left alone for so long; 2 s by default. */
  readonly pauseMs?: number
}

// One round trip; the counter and its end are set together, so that none stays for ever.
const COUNT = `local hits = redis.call('INCR', KEYS[1])
if hits == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return hits`

const SPARE_SECONDS = 5

const verdict = (hits: number, limit: number, left: number): RateLimitVerdict => ({
  allowed: hits <= limit,
  limit,
  remaining: Math.max(0, limit - hits),
  resetSeconds: Math.max(1, Math.ceil(left)),
})

const open: RateLimit = { hit: async (_, { limit, windowSeconds }) => verdict(0, limit, windowSeconds) }

/**
 * Fixed windows for all processes together, each from a multiple of its length in Unix time. Never throws: when Redis
 * fails or is slow, that is a fact `cache_failure`, and `fallback` counts this hit and those of the pause that follows.
 */
export const createRedisRateLimit = (
  client: Pick<Redis, 'eval'>,
  { fallback = open, observer, clock, prefix = 'sparkone:', timeoutMs = 500, pauseMs = 2000 }: RedisRateLimitDeps,
): RateLimit => {
  let pausedUntil = Number.NEGATIVE_INFINITY

  return {
    hit: async (key, policy) => {
      const { limit, windowSeconds } = policy
      if (performance.now() < pausedUntil) return fallback.hit(key, policy)
      const seconds = clock.now().getTime() / 1000
      const window = Math.floor(seconds / windowSeconds)
      const counter = `${prefix}hits:${windowSeconds}:${window}:${key}`
      try {
        const hits = await within(timeoutMs, () => client.eval(COUNT, [counter], [windowSeconds + SPARE_SECONDS]))
        return verdict(Number(hits), limit, (window + 1) * windowSeconds - seconds)
      } catch {
        pausedUntil = performance.now() + pauseMs
        observer.observe({ type: 'cache_failure', operation: 'rate_limit' })
        return fallback.hit(key, policy)
      }
    },
  }
}

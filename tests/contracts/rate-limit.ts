import { describe, expect, it } from 'vitest'
import type { RateLimit } from '../../core/kernel/rate-limit.ts'
import { fresh, times } from './harness.ts'

export interface OpenRateLimit {
  readonly rateLimit: RateLimit
  /** Lets time pass for the limit; or why it cannot be told to (then a window of a second is waited out). */
  readonly advance: ((ms: number) => Promise<void>) | string
  /** Takes the store behind the limit away; or why there is none. */
  readonly breakStore: (() => Promise<void>) | string
  close(): Promise<void>
}

export type OpenRateLimitFn = () => Promise<OpenRateLimit>

/** Fixed windows that count every hit, and never throw. */
export const describeRateLimit = (name: string, open: OpenRateLimitFn): void => {
  describe(`rate limit contract: ${name}`, () => {
    const current = fresh(open)
    const HOURLY = { limit: 3, windowSeconds: 3600 }
    const hit = (key: string, policy = HOURLY) => current().rateLimit.hit(key, policy)

    it('allows as many hits as the limit says and refuses the next, counting down', async () => {
      const verdicts = [await hit('a'), await hit('a'), await hit('a'), await hit('a'), await hit('a')]
      expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, true, false, false])
      expect(verdicts.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0, 0])
      expect(verdicts.every(({ limit }) => limit === 3)).toBe(true)
    })

    it('says in how many whole seconds the window starts anew', async () => {
      const { resetSeconds } = await hit('a')
      expect(Number.isInteger(resetSeconds)).toBe(true)
      expect(resetSeconds).toBeGreaterThanOrEqual(1)
      expect(resetSeconds).toBeLessThanOrEqual(3600)
    })

    it('counts each key on its own', async () => {
      for (const _ of times(4, () => null)) await hit('a')
      expect(await hit('b')).toMatchObject({ allowed: true, remaining: 2 })
      expect(await hit('a b:c')).toMatchObject({ allowed: true, remaining: 2 })
    })

    it('allows exactly the limit of 50 parallel hits', async () => {
      const verdicts = await Promise.all(times(50, () => hit('a', { limit: 20, windowSeconds: 3600 })))
      expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(20)
    })

    it('starts anew when the window is over', async () => {
      const { advance } = current()
      const waits = typeof advance === 'string'
      const policy = { limit: 1, windowSeconds: waits ? 1 : 60 }
      await expect.poll(async () => (await hit('a', policy)).allowed).toBe(true)
      if (waits) {
        await expect.poll(async () => (await hit('a', policy)).allowed, { timeout: 5_000, interval: 200 }).toBe(true)
        return
      }
      expect((await hit('a', policy)).allowed).toBe(false)
      await advance(60_000)
      expect(await hit('a', policy)).toMatchObject({ allowed: true, remaining: 0 })
    })

    it('allows, and does not throw, while its store is down', async (test) => {
      const { breakStore } = current()
      if (typeof breakStore === 'string') return test.skip(breakStore)
      await breakStore()
      for (const _ of times(5, () => null)) expect((await hit('a')).allowed).toBe(true)
    })
  })
}

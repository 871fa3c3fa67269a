import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ContractOptions, freshStorage, type OpenStorageFn, runsOf, times } from './harness.ts'
import { NOW, uuid } from './samples.ts'

const later = (ms: number): Date => new Date(NOW.getTime() + ms)

/** One budget of requests a credential, for all processes. */
export const describeMirrorBudgets = (name: string, open: OpenStorageFn, options: ContractOptions): void => {
  describe(`mirror store contract: ${name}`, () => {
    const { run } = freshStorage(open)
    const spend = (now: Date, limit: number, { credential = 'a', seconds = 10 } = {}) =>
      run(({ mirrors }) => mirrors.spend(credential, { limit, seconds }, now))

    it('gives as many requests as the budget has, and then says how long to wait', async () => {
      expect([await spend(NOW, 2), await spend(later(4_000), 2)]).toEqual([null, null])
      expect(await spend(later(5_000), 2)).toBe(5_000)
      expect(await spend(later(9_999), 2)).toBe(1)
      expect(await spend(later(10_000), 2)).toBeNull()
      // The one of 4 s is still in these ten seconds: a budget does not begin anew with a clock's window.
      expect(await spend(later(10_001), 2)).toBe(3_999)
      expect(await spend(later(14_000), 2)).toBeNull()
    })

    it('keeps each credential’s own', async () => {
      expect(await spend(NOW, 1)).toBeNull()
      expect(await spend(NOW, 1)).toBe(10_000)
      expect(await spend(NOW, 1, { credential: 'b' })).toBeNull()
    })

    it('takes nothing when it is spent, or when the unit of work is undone', async () => {
      await spend(NOW, 1)
      for (const ms of [1_000, 2_000, 9_000]) await spend(later(ms), 1)
      expect(await spend(later(10_000), 1)).toBeNull()
      const failing = run(async ({ mirrors }) => {
        expect(await mirrors.spend('b', { limit: 1, seconds: 10 }, NOW)).toBeNull()
        throw new Error('rolled back on purpose')
      })
      await expect(failing).rejects.toThrow('rolled back on purpose')
      expect(await spend(NOW, 1, { credential: 'b' })).toBeNull()
    })

    it('follows a budget that is changed, at once', async () => {
      for (const ms of [0, 1_000, 2_000]) expect(await spend(later(ms), 3)).toBeNull()
      expect(await spend(later(3_000), 4)).toBeNull()
      expect(await spend(later(4_000), 2)).toBe(8_000)
      expect(await spend(later(4_000), 4)).toBe(6_000)
      expect(await spend(later(4_000), 4, { seconds: 4 })).toBeNull()
    })

    it('is not bound by requests of a clock that was wrong', async () => {
      const wrong = later(86_400_000)
      expect(await spend(wrong, 1)).toBeNull()
      expect(await spend(NOW, 1)).toBeNull()
      expect(await spend(later(1), 1)).toBe(9_999)
    })

    it('gives 20 parallel units no more than there is', async () => {
      const asked = await Promise.all(times(20, () => spend(NOW, 7)))
      expect(asked.filter((wait) => wait === null)).toHaveLength(7)
      expect(asked.filter((wait) => wait === 10_000)).toHaveLength(13)
    })

    it('never gives more than the limit in any window, and never refuses what would not be more', async () => {
      const gaps = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 25 })
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 5 }), gaps, async (limit, waits) => {
          const credential = uuid()
          const given: number[] = []
          let at = 0
          for (const wait of waits) {
            at += wait
            const recent = given.filter((moment) => moment > at - 10_000)
            const answer = await spend(later(at), limit, { credential })
            const first = recent.at(-limit)
            expect(answer).toBe(recent.length < limit || first === undefined ? null : first + 10_000 - at)
            if (answer === null) given.push(at)
          }
        }),
        { numRuns: runsOf(options) },
      )
    })
  })
}

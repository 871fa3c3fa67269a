import { describe, expect, it } from 'vitest'
import type { BriefStore } from '../../core/briefs/ports.ts'
import { type ContractOptions, freshStorage, type OpenStorageFn, overlapping, times } from './harness.ts'
import { minutesLater, NOW, seedPerson } from './samples.ts'

type Brief = Parameters<BriefStore['claim']>[0]

export const aBrief = (personId: string, given: Partial<Brief> = {}): Brief => ({
  personId,
  kind: 'morning',
  date: '2026-03-02',
  at: NOW,
  ...given,
})

/** One scheduled brief per person, kind and date. */
export const describeBriefStore = (name: string, open: OpenStorageFn, _options: ContractOptions = {}): void => {
  describe(`brief store contract: ${name}`, () => {
    const { run } = freshStorage(open)

    it('claims each person and date once', async () => {
      const ana = await seedPerson({ run })
      const bia = await seedPerson({ run }, { name: 'Bia' })
      const claim = (brief: Brief) => run((stores) => stores.briefs.claim(brief))
      expect(await claim(aBrief(ana.id))).toBe(true)
      expect(await claim(aBrief(ana.id, { at: minutesLater(1) }))).toBe(false)
      expect(await claim(aBrief(bia.id))).toBe(true)
      expect(await claim(aBrief(ana.id, { date: '2026-03-03' }))).toBe(true)
    })

    it('refuses a second claim in the same unit, which stays usable', async () => {
      const ana = await seedPerson({ run })
      const claims = await run(async ({ briefs }) => [
        await briefs.claim(aBrief(ana.id)),
        await briefs.claim(aBrief(ana.id)),
        await briefs.claim(aBrief(ana.id, { date: '2026-03-03' })),
      ])
      expect(claims).toEqual([true, false, true])
    })

    it('lets one of 20 parallel units win', async () => {
      const ana = await seedPerson({ run })
      const claims = await Promise.all(times(20, () => run(({ briefs }) => briefs.claim(aBrief(ana.id)))))
      expect(claims.filter(Boolean)).toHaveLength(1)
    })

    it.each([
      { rollback: false, end: 'commits', second: false },
      { rollback: true, end: 'rolls back', second: true },
    ])('tells a second unit the truth when the first, still open, $end', async ({ rollback, second }) => {
      const ana = await seedPerson({ run })
      const claims = await overlapping({ run }, ({ briefs }) => briefs.claim(aBrief(ana.id)), { rollback })
      expect(claims).toEqual({ first: true, second })
    })

    it('purges the claims of before, and those only', async () => {
      const ana = await seedPerson({ run })
      await run(({ briefs }) => briefs.claim(aBrief(ana.id, { date: '2026-03-01', at: minutesLater(-1) })))
      await run(({ briefs }) => briefs.claim(aBrief(ana.id, { at: NOW })))
      expect(await run(({ briefs }) => briefs.purge(NOW))).toBe(1)
      expect(await run(({ briefs }) => briefs.claim(aBrief(ana.id, { date: '2026-03-01' })))).toBe(true)
      expect(await run(({ briefs }) => briefs.claim(aBrief(ana.id)))).toBe(false)
    })
  })
}

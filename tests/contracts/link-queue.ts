import { describe, expect, it } from 'vitest'
import type { MirrorLink } from '../../core/sync/ports.ts'
import { freshStorage, type OpenStorageFn } from './harness.ts'
import { minutesLater, NOW, seedPerson, seedTask } from './samples.ts'
import { seedLink } from './sync-samples.ts'

/** Which links are to be pushed, and when, and how many stand how. */
export const describeLinkQueue = (name: string, open: OpenStorageFn): void => {
  describe(`link store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const link = async (given: Partial<MirrorLink>) =>
      seedLink({ run }, await seedTask({ run }, (await seedPerson({ run })).id), given)
    const due = (now: Date, limit = 100) => read(({ links }) => links.due('notion', now, limit))
    const nextDue = (mirror: 'notion' | 'sheets' = 'notion') => read(({ links }) => links.nextDue(mirror))

    it('is due when it is dirty, or when its next try is', async () => {
      await link({ attempts: 1, nextTryAt: NOW })
      const dirty = await link({ dirtySince: minutesLater(2) })
      const waiting = await link({ dirtySince: NOW, attempts: 1, nextTryAt: minutesLater(3) })
      const tried = await link({ dirtySince: NOW, attempts: 1, nextTryAt: minutesLater(1) })
      await link({ mirror: 'sheets', dirtySince: NOW })
      expect(await due(NOW)).toEqual([])
      expect(await due(minutesLater(1))).toEqual([tried])
      expect(await due(minutesLater(2))).toEqual([tried, dirty])
      expect(await due(minutesLater(3))).toEqual([tried, dirty, waiting])
      expect(await due(minutesLater(3), 2)).toEqual([tried, dirty])
    })

    it('comes by task where the moment is the same', async () => {
      const links = [await link({ dirtySince: NOW }), await link({ dirtySince: NOW }), await link({ dirtySince: NOW })]
      expect(await due(NOW)).toEqual(links)
    })

    it('says when the first is due, and nothing when none is dirty', async () => {
      await link({ nextTryAt: NOW })
      expect(await nextDue()).toBeNull()
      await link({ dirtySince: NOW, nextTryAt: minutesLater(9) })
      expect(await nextDue()).toEqual(minutesLater(9))
      await link({ dirtySince: minutesLater(5) })
      expect(await nextDue()).toEqual(minutesLater(5))
      expect(await nextDue('sheets')).toBeNull()
    })

    it('knows the labels that copies lack an option for, and marks those that lack one of some', async () => {
      const lacking = (...labels: readonly string[]) => ({
        problems: labels.map((value) => ({ field: 'labels', code: 'missing_option', value }) as const),
      })
      const leftOut = (mirror: 'notion' | 'sheets' = 'notion') => read(({ links }) => links.labelsLeftOut(mirror))
      const retry = (...labels: readonly string[]) =>
        run(({ links }) => links.retryLabels('notion', labels, minutesLater(5)))
      expect(await leftOut()).toEqual([])
      const one = await link(lacking('jardim', 'ção “aspas” \\'))
      const failing = await link({ ...lacking('jardim'), dirtySince: NOW, attempts: 2, nextTryAt: minutesLater(60) })
      const others = [
        await link(lacking('quintal')),
        await link({ ...lacking('jardim'), dirtySince: NOW }),
        await link({ ...lacking('jardim'), state: 'removed' }),
        await link({ ...lacking('jardim'), state: 'trashed' }),
        await link({ problems: [{ field: 'priority', code: 'missing_option', value: 'jardim' }] }),
        await link({ problems: [{ field: 'labels', code: 'too_long', value: 'jardim' }] }),
        await link({ problems: [{ field: 'labels', code: 'missing_option', value: null }] }),
        await link({ ...lacking('jardim'), mirror: 'sheets' }),
        await link({}),
      ]
      expect([...(await leftOut())].sort()).toEqual(['ção “aspas” \\', 'jardim', 'quintal'].sort())
      expect(await leftOut('sheets')).toEqual(['jardim'])
      await retry()
      await retry('casa')
      const now = () => read(({ links }) => links.ofTasks([one, failing, ...others].map(({ taskId }) => taskId)))
      expect(await now()).toEqual([one, failing, ...others])
      await retry('jardim', 'casa')
      expect(await now()).toEqual([{ ...one, dirtySince: minutesLater(5) }, { ...failing, nextTryAt: null }, ...others])
    })

    it('counts how they stand, each mirror on its own', async () => {
      const nothing = { linked: 0, dirty: 0, troubled: 0, removed: 0, oldestDirtyAt: null }
      const counts = (mirror: 'notion' | 'sheets' = 'notion') => read(({ links }) => links.counts(mirror))
      expect(await counts()).toEqual(nothing)
      await link({})
      await link({ dirtySince: minutesLater(1), attempts: 1, nextTryAt: NOW })
      await link({ problems: [{ field: 'title', code: 'too_long', value: null }], dirtySince: minutesLater(2) })
      await link({ state: 'new', externalId: null })
      await link({ state: 'removed' })
      await link({ state: 'trashed' })
      expect(await counts()).toEqual({ linked: 3, dirty: 2, troubled: 2, removed: 1, oldestDirtyAt: minutesLater(1) })
      expect(await counts('sheets')).toEqual(nothing)
    })
  })
}

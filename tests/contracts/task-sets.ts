import { describe, expect, it } from 'vitest'
import { freshStorage, type OpenStorageFn } from './harness.ts'
import { minutesLater, NOW, seedPerson, seedTask } from './samples.ts'

/** Several tasks by id, and how many of them are open. */
export const describeTaskSets = (name: string, open: OpenStorageFn): void => {
  describe(`task store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)

    it('gives those of some ids that are there, each once and by id', async () => {
      const ana = await seedPerson({ run })
      const first = await seedTask({ run }, ana.id)
      const deleted = await seedTask({ run }, ana.id, { deletedAt: NOW })
      const second = await seedTask({ run }, ana.id, { status: 'completed' })
      await seedTask({ run }, ana.id)
      const ids = [second.id, deleted.id, first.id, second.id, 99_999]
      expect(await read(({ tasks }) => tasks.ofIds(ids))).toEqual([first, second])
      expect(await read(({ tasks }) => tasks.ofIds([]))).toEqual([])
    })

    it('counts a person’s open tasks between bounds, each task in one stretch, and those without a date', async () => {
      const ana = await seedPerson({ run })
      const bia = await seedPerson({ run }, { name: 'Bia' })
      const seed = (minutes: number | null, given: Parameters<typeof seedTask>[2] = {}) =>
        seedTask({ run }, ana.id, { dueAt: minutes === null ? null : minutesLater(minutes), ...given })
      for (const minutes of [-9, -1, 0, 4, 5, 99, null, null]) await seed(minutes)
      await seed(1, { status: 'in_progress' })
      await seedTask({ run }, bia.id, { dueAt: minutesLater(2), assigneeId: ana.id })
      // Done, given up, deleted, or somebody else's.
      await seed(1, { status: 'completed' })
      await seed(1, { status: 'cancelled' })
      await seed(1, { deletedAt: NOW })
      await seed(null, { deletedAt: NOW })
      await seed(1, { assigneeId: bia.id })
      await seed(null, { assigneeId: bia.id })
      const counts = await read(({ tasks }) => tasks.openCounts(ana.id, [NOW, minutesLater(5), minutesLater(10)], 9))
      expect(counts).toEqual({ dueBefore: [2, 4, 1], undated: 2 })
      const few = await read(({ tasks }) => tasks.openCounts(ana.id, [NOW, minutesLater(5), minutesLater(10)], 1))
      expect(few).toEqual({ dueBefore: [1, 1, 1], undated: 1 })
    })
  })
}

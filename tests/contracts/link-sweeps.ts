import { describe, expect, it } from 'vitest'
import { type ContractOptions, createGate, freshStorage, needsConcurrency, type OpenStorageFn } from './harness.ts'
import { minutesLater, NOW, seedPerson, seedTask, uuid } from './samples.ts'
import { seedLink } from './sync-samples.ts'

/** Looks at all links and all tasks, page by page. */
export const describeLinkSweeps = (name: string, open: OpenStorageFn, options: ContractOptions): void => {
  describe(`link store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const seed = async (given: Parameters<typeof seedTask>[2] = {}) =>
      seedTask({ run }, (await seedPerson({ run })).id, given)
    const enrol = (afterTaskId: number, limit = 100, at = NOW) =>
      run(({ links }) => links.enrol('notion', { afterTaskId, limit, at, newKey: uuid }))
    const find = (taskId: number) => read(({ links }) => links.find('notion', taskId))

    it('knows the linked ones that a sweep did not see, page by page', async () => {
      const seen = await seedLink({ run }, await seed(), { seenIn: 'sweep-1' })
      const [a, b, c] = [
        await seedLink({ run }, await seed()),
        await seedLink({ run }, await seed(), { seenIn: 'sweep-1' }),
        await seedLink({ run }, await seed(), { seenIn: 'sweep-1' }),
      ]
      for (const state of ['new', 'creating', 'trashed', 'removed'] as const) {
        await seedLink({ run }, await seed(), { state })
      }
      await seedLink({ run }, await seed(), { mirror: 'sheets' })
      await run(({ links }) => links.see('notion', [seen.taskId, 0], 'sweep-2'))
      await run(({ links }) => links.see('notion', [], 'sweep-2'))
      const unseen = (afterTaskId: number, limit = 2) =>
        read(({ links }) => links.unseen('notion', { sweep: 'sweep-2', afterTaskId, limit }))
      expect(await find(seen.taskId)).toEqual({ ...seen, seenIn: 'sweep-2' })
      expect(await unseen(0)).toEqual([a, b])
      expect(await unseen(b.taskId)).toEqual([c])
      expect(await unseen(c.taskId)).toEqual([])
    })

    it('enrols every task that is not deleted, page by page, each with a key of its own', async () => {
      const tasks = [await seed(), await seed({ deletedAt: NOW }), await seed()]
      const [a, b, c] = tasks.map(({ id }) => id)
      expect(await enrol(0, 2)).toEqual({ lastTaskId: b, dirty: 1 })
      expect(await enrol(b ?? 0, 2, minutesLater(1))).toEqual({ lastTaskId: c, dirty: 1 })
      expect(await enrol(c ?? 0)).toEqual({ lastTaskId: null, dirty: 0 })
      expect(await find(a ?? 0)).toMatchObject({ state: 'new', version: 0, dirtySince: NOW })
      expect(await find(c ?? 0)).toMatchObject({ state: 'new', version: 0, dirtySince: minutesLater(1) })
      expect(await find(b ?? 0)).toBeNull()
      expect((await find(a ?? 0))?.key).not.toBe((await find(c ?? 0))?.key)
      expect(await read(({ links }) => links.ofTasks(tasks.map(({ id }) => id)))).toHaveLength(2)
    })

    it('marks what changed while nobody looked, deletions too, and nothing else', async () => {
      const changed = await seedLink({ run }, await seed({ version: 3 }), { version: 2 })
      const deleted = await seedLink({ run }, await seed({ version: 2, deletedAt: NOW }), { version: 1 })
      const others = [
        await seedLink({ run }, await seed({ version: 2 }), { version: 2 }),
        await seedLink({ run }, await seed({ version: 2 }), { version: 1, dirtySince: minutesLater(-5) }),
        await seedLink({ run }, await seed({ version: 2 }), { version: 1, state: 'removed' }),
      ]
      expect(await enrol(0)).toMatchObject({ dirty: 2 })
      for (const link of [changed, deleted]) expect(await find(link.taskId)).toEqual({ ...link, dirtySince: NOW })
      for (const link of others) expect(await find(link.taskId)).toEqual(link)
      expect(await enrol(0, 100, minutesLater(1))).toMatchObject({ dirty: 0 })
    })

    it('does not wait for a link that another unit holds', async (test) => {
      needsConcurrency(test, options)
      const [held, free] = [await seed({ version: 2 }), await seed({ version: 2 })]
      for (const task of [held, free]) await seedLink({ run }, task, { version: 1 })
      const [locked, done] = [createGate(), createGate()]
      const holding = run(async ({ links }) => {
        await links.lock('notion', held.id)
        locked.open()
        await done.opened
      })
      await locked.opened
      const looked = await enrol(0).finally(done.open)
      await holding
      expect(looked).toEqual({ lastTaskId: free.id, dirty: 1 })
      expect(await find(free.id)).toMatchObject({ dirtySince: NOW })
      expect(await find(held.id)).toMatchObject({ dirtySince: null })
    })
  })
}

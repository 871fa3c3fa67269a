import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Storage } from '../../core/ports.ts'
import { TASK_SORTS, type Task, type TaskCursor, type TaskQuery, type TaskSort } from '../../core/tasks/ports.ts'
import { type ContractOptions, freshStorage, type OpenStorageFn, runsOf } from './harness.ts'
import { aTask, minutesLater, seedPerson, seedTask } from './samples.ts'

type Order = (a: Task, b: Task) => number

const byDue =
  (direction: number): Order =>
  (a, b) => {
    if (a.dueAt === null || b.dueAt === null) return Number(a.dueAt === null) - Number(b.dueAt === null) || a.id - b.id
    return direction * (a.dueAt.getTime() - b.dueAt.getTime()) || a.id - b.id
  }

/** The orders as the port words them, told independently of any store. */
const ORDERS: { readonly [S in TaskSort]: Order } = {
  created: (a, b) => a.id - b.id,
  '-created': (a, b) => b.id - a.id,
  due: byDue(1),
  '-due': byDue(-1),
}

/** Follows `next` from the first page to the last; the ids in the order met, and the pages' sizes. */
const walk = async ({ read }: Pick<Storage, 'read'>, query: TaskQuery) => {
  const ids: number[] = []
  const sizes: number[] = []
  let after: TaskCursor | null = null
  do {
    const asked: TaskQuery = after === null ? query : { ...query, after }
    const page = await read(({ tasks }) => tasks.page(asked))
    ids.push(...page.tasks.map((task) => task.id))
    sizes.push(page.tasks.length)
    after = page.next
  } while (after !== null && sizes.length < 100)
  return { ids, sizes }
}

/** Orders, cursors, offsets and totals. */
export const describeTaskPages = (name: string, open: OpenStorageFn, options: ContractOptions): void => {
  describe(`task store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)

    it('visits every task exactly once and in order, for random due dates, sorts and page sizes', async () => {
      const ana = await seedPerson({ run })
      // Few distinct instants and some without one, so that ties and undated tasks fall on page borders.
      const due = fc.option(fc.integer({ min: 0, max: 4 }), { nil: null })
      let data = 0
      await fc.assert(
        fc.asyncProperty(
          fc.array(due, { maxLength: 18 }),
          fc.constantFrom(...TASK_SORTS),
          fc.integer({ min: 1, max: 7 }),
          async (dues, sort, limit) => {
            const label = `data ${data++}`
            const made = await run(async ({ tasks }) => {
              const inserted: Task[] = []
              for (const minute of dues) {
                const dueAt = minute === null ? null : minutesLater(minute)
                inserted.push(await tasks.insert(aTask(ana.id, { labels: [label], dueAt })))
              }
              return inserted
            })
            const { ids, sizes } = await walk({ read }, { visibleTo: null, label, sort, limit })
            expect(ids).toEqual(made.toSorted(ORDERS[sort]).map((task) => task.id))
            // Full pages but for the last, and no empty page at the end.
            expect(sizes).toHaveLength(Math.max(1, Math.ceil(made.length / limit)))
          },
        ),
        { numRuns: runsOf(options) },
      )
    })

    it.each(TASK_SORTS)('sorted by %s, goes on behind a cursor whose task is gone meanwhile', async (sort) => {
      const ana = await seedPerson({ run })
      for (const minute of [1, 2, 2, 3]) await seedTask({ run }, ana.id, { dueAt: minutesLater(minute) })
      await seedTask({ run }, ana.id)
      const query: TaskQuery = { visibleTo: null, sort, limit: 2 }
      const first = await read(({ tasks }) => tasks.page(query))
      const whole = await read(({ tasks }) => tasks.page({ ...query, limit: 50 }))
      const last = first.tasks.at(-1)
      if (last === undefined || first.next === null) throw new Error('the first page should be full')
      const after = first.next
      await run(({ tasks }) => tasks.update({ ...last, deletedAt: minutesLater(9), version: last.version + 1 }))
      const rest = await read(({ tasks }) => tasks.page({ ...query, after, limit: 50 }))
      expect(rest.tasks).toEqual(whole.tasks.slice(2))
    })

    it('counts exactly where an offset is given, and only there', async () => {
      const ana = await seedPerson({ run })
      for (const title of ['a', 'b', 'c', 'd', 'e']) await seedTask({ run }, ana.id, { title })
      await seedTask({ run }, ana.id, { title: 'x', status: 'cancelled' })
      const query: TaskQuery = { visibleTo: null, statuses: ['pending'], sort: 'created', limit: 2 }
      const page = async (more: Partial<TaskQuery>) => {
        const { tasks, next, total } = await read((stores) => stores.tasks.page({ ...query, ...more }))
        return { titles: tasks.map((task) => task.title).join(''), hasNext: next !== null, total }
      }
      expect(await page({})).toEqual({ titles: 'ab', hasNext: true, total: null })
      expect(await page({ offset: 0 })).toEqual({ titles: 'ab', hasNext: true, total: 5 })
      expect(await page({ offset: 3 })).toEqual({ titles: 'de', hasNext: false, total: 5 })
      expect(await page({ offset: 4 })).toEqual({ titles: 'e', hasNext: false, total: 5 })
      expect(await page({ offset: 9 })).toEqual({ titles: '', hasNext: false, total: 5 })
    })
  })
}

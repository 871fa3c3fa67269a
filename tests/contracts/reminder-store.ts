import { describe, expect, it } from 'vitest'
import type { Reminder } from '../../core/tasks/ports.ts'
import { type ContractOptions, freshStorage, type OpenStorageFn, overlapping, times } from './harness.ts'
import { minutesLater, seedPerson, seedTask, uuid } from './samples.ts'

type Wish = Omit<Reminder, 'state'>

/** Each moment of a task is announced once, whatever happens to the task. */
export const describeReminderStore = (name: string, open: OpenStorageFn, _options: ContractOptions = {}): void => {
  describe(`reminder store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)

    const seed = async () => {
      const ana = await seedPerson({ run })
      const task = await seedTask({ run }, ana.id)
      const wish = (given: Partial<Wish> = {}): Wish => ({
        id: uuid(),
        taskId: task.id,
        personId: ana.id,
        kind: 'due',
        at: minutesLater(60),
        ...given,
      })
      const plan = (...wanted: readonly Wish[]) => run(({ reminders }) => reminders.plan(task.id, wanted))
      return { ana, task, wish, plan }
    }
    const stateOf = async (id: string) => (await read(({ reminders }) => reminders.find(id)))?.state ?? null
    const claim = (id: string) => run(({ reminders }) => reminders.claim(id))

    it('plans what is wanted and tells what is new', async () => {
      const { wish, plan } = await seed()
      const [lead, due] = [wish({ kind: 'lead', at: minutesLater(30) }), wish()]
      const planned = await plan(lead, due)
      expect(planned.toSorted((a, b) => a.at.getTime() - b.at.getTime())).toEqual([
        { ...lead, state: 'planned' },
        { ...due, state: 'planned' },
      ])
      expect(await read(({ reminders }) => reminders.find(due.id))).toEqual({ ...due, state: 'planned' })
      expect(await read(({ reminders }) => reminders.find(uuid()))).toBeNull()
    })

    it('plans one moment once, keeping its first id', async () => {
      const { wish, plan } = await seed()
      const first = wish()
      await plan(first)
      const again = wish()
      expect(await plan(again)).toEqual([])
      expect(await stateOf(first.id)).toBe('planned')
      expect(await stateOf(again.id)).toBeNull()
    })

    it('keeps the moments of kinds, people and instants apart', async () => {
      const { wish, plan } = await seed()
      const bia = await seedPerson({ run }, { name: 'Bia' })
      const wanted = [wish(), wish({ kind: 'lead' }), wish({ personId: bia.id }), wish({ at: minutesLater(61) })]
      expect(await plan(...wanted)).toHaveLength(4)
    })

    it('drops what is planned and not wanted any more, of this task only', async () => {
      const { ana, wish, plan } = await seed()
      const other = await seedTask({ run }, ana.id)
      const elsewhere = wish({ taskId: other.id })
      await run(({ reminders }) => reminders.plan(other.id, [elsewhere]))
      const [kept, dropped] = [wish(), wish({ at: minutesLater(90) })]
      await plan(kept, dropped)
      expect(await plan(kept)).toEqual([])
      expect(await stateOf(dropped.id)).toBe('dropped')
      expect(await stateOf(kept.id)).toBe('planned')
      expect(await stateOf(elsewhere.id)).toBe('planned')
      expect(await claim(dropped.id)).toBe(false)
    })

    it('revives a dropped moment under its old id', async () => {
      const { wish, plan } = await seed()
      const first = wish()
      await plan(first)
      await plan()
      expect(await plan(wish())).toEqual([{ ...first, state: 'planned' }])
      expect(await claim(first.id)).toBe(true)
    })

    it('never announces a moment again that was sent', async () => {
      const { wish, plan } = await seed()
      const first = wish()
      await plan(first)
      expect(await claim(first.id)).toBe(true)
      expect(await plan()).toEqual([])
      expect(await plan(wish())).toEqual([])
      expect(await stateOf(first.id)).toBe('sent')
      expect(await claim(first.id)).toBe(false)
      expect(await claim(uuid())).toBe(false)
    })

    it('is claimed by one of 20 parallel units', async () => {
      const { wish, plan } = await seed()
      const first = wish()
      await plan(first)
      const claims = await Promise.all(times(20, () => claim(first.id)))
      expect(claims.filter(Boolean)).toHaveLength(1)
    })

    it.each([
      { rollback: false, end: 'commits', second: false },
      { rollback: true, end: 'rolls back', second: true },
    ])('tells a second claimer the truth when the first, still open, $end', async ({ rollback, second }) => {
      const { wish, plan } = await seed()
      const first = wish()
      await plan(first)
      const claims = await overlapping({ run }, ({ reminders }) => reminders.claim(first.id), { rollback })
      expect(claims).toEqual({ first: true, second })
    })
  })
}

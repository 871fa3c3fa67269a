import { describe, expect, it } from 'vitest'
import type { JobRequest } from '../../core/kernel/jobs.ts'
import { type ContractOptions, createGate, times } from './harness.ts'
import { createRecorder, freshJobs, HOUR_MS, type OpenJobsFn, wake } from './job-harness.ts'
import { aPerson } from './samples.ts'

/** What becomes of a job between its enqueue and its turn. */
export const describeJobEnqueue = (name: string, open: OpenJobsFn, options: ContractOptions): void => {
  describe(`jobs contract: ${name}`, () => {
    const { current, enqueue, drain, depthOf } = freshJobs(open)

    it('hands each handler what its job carries, once', async () => {
      const jobs: JobRequest[] = [
        { name: 'capture.interpret', data: { messageId: 'm' } },
        { name: 'notify.whatsapp', data: { notificationId: 'w' } },
        { name: 'notify.email', data: { notificationId: 'e' } },
        { name: 'tasks.remind', data: { reminderId: 'r' } },
        { name: 'briefs.tick', data: {} },
        { name: 'storage.purge', data: {} },
        wake('n'),
      ]
      await enqueue(...jobs)
      const { ran, handlers } = createRecorder()
      expect(await drain(handlers)).toBe(7)
      const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
      expect(ran.toSorted(byName)).toEqual(jobs.toSorted(byName))
      expect(await drain(handlers)).toBe(0)
    })

    it('runs two equal jobs twice', async () => {
      await enqueue(wake('same'), wake('same'))
      const { ids, handlers } = createRecorder()
      await drain(handlers)
      expect(ids()).toEqual(['same', 'same'])
    })

    it('accepts an enqueue of nothing', async () => {
      await enqueue()
      expect(await drain(createRecorder().handlers)).toBe(0)
    })

    it('shows a job to no runner before the commit of its unit', async () => {
      const [enqueued, end] = [createGate(), createGate()]
      const unit = current().storage.run(async (stores) => {
        await stores.jobs.enqueue(wake('n'))
        enqueued.open()
        await end.opened
      })
      await enqueued.opened
      const { ids, handlers } = createRecorder()
      // Where everything shares one connection a drain waits for the commit and then runs the job itself.
      const early = drain(handlers)
      if (options.concurrent === true) expect(await early).toBe(0)
      end.open()
      await unit
      expect((await early) + (await drain(handlers))).toBe(1)
      expect(ids()).toEqual(['n'])
    })

    it('forgets the jobs of a unit that rolled back', async () => {
      const unit = current().storage.run(async (stores) => {
        await stores.people.insert(aPerson())
        await stores.jobs.enqueue(wake('n'), wake('m'))
        throw new Error('rolled back on purpose')
      })
      await expect(unit).rejects.toThrow('rolled back on purpose')
      expect(await drain(createRecorder().handlers)).toBe(0)
      expect(await depthOf('notify.wake')).toEqual({ queued: 0, active: 0, dead: 0 })
    })

    it('shows a handler what the unit that enqueued its job wrote', async () => {
      const person = aPerson()
      await current().storage.run(async (stores) => {
        await stores.jobs.enqueue(wake(person.id))
        await stores.people.insert(person)
      })
      const found: unknown[] = []
      const { handlers } = createRecorder(async () => {
        found.push(await current().storage.read((stores) => stores.people.find(person.id)))
      })
      await drain(handlers)
      expect(found).toEqual([person])
    })

    it('keeps a job back until its time, and no longer', async () => {
      const { now, advance } = current()
      await enqueue(
        wake('later', new Date(now().getTime() + HOUR_MS)),
        wake('past', new Date(now().getTime() - HOUR_MS)),
      )
      const { ids, handlers } = createRecorder()
      expect(await drain(handlers)).toBe(1)
      expect(ids()).toEqual(['past'])
      expect(await depthOf('notify.wake')).toMatchObject({ queued: 1 })
      await advance(HOUR_MS + 1_000)
      expect(await drain(handlers)).toBe(1)
      expect(ids()).toEqual(['later', 'past'])
    })

    it('runs each of 60 jobs once, enqueued in parallel units', async () => {
      await Promise.all(times(60, (index) => enqueue(wake(`${index}`))))
      const { ids, handlers } = createRecorder()
      expect(await drain(handlers)).toBe(60)
      expect(new Set(ids()).size).toBe(60)
    })

    it('wakes whoever awaits work at an enqueue, here and in another process', async () => {
      const elsewhere = await current().another()
      const woken = Promise.all([current().runner.awaitWork(), elsewhere.awaitWork()])
      await enqueue(wake('n'))
      await woken
      // A job that is there already is no less a reason to wake.
      await current().runner.awaitWork()
      expect(await drain(createRecorder().handlers)).toBe(1)
    })

    it('wakes whoever awaits work when it stops', async () => {
      await current().runner.start()
      const woken = current().runner.awaitWork()
      await current().runner.stop()
      await woken
    })
  })
}

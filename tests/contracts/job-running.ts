import { describe, expect, it } from 'vitest'
import { JOB_POLICY, type JobName, type JobRequest, SCHEDULE } from '../../core/kernel/jobs.ts'
import { createGate, times } from './harness.ts'
import { createRecorder, eventually, freshJobs, type OpenJobsFn, wake } from './job-harness.ts'

/** Counts how many of its callers are inside at once. */
const createMeter = (target: number) => {
  const full = createGate()
  let inside = 0
  let most = 0
  return {
    most: () => most,
    /** Stays until `target` are inside, or until one more turn of the event loop found nobody else coming. */
    pass: async (): Promise<void> => {
      inside += 1
      most = Math.max(most, inside)
      if (inside >= target) full.open()
      await Promise.race([full.opened, new Promise((resolve) => setImmediate(resolve))])
      inside -= 1
    },
  }
}

/** How a runner goes through what is due. */
export const describeJobRunning = (name: string, open: OpenJobsFn): void => {
  describe(`jobs contract: ${name}`, () => {
    const { current, enqueue, drain, depthOf } = freshJobs(open)

    it('runs no more than it was asked to, and the rest the next time', async () => {
      await enqueue(...times(5, (index) => wake(`${index}`)))
      const { ids, handlers } = createRecorder()
      expect(await drain(handlers, 2)).toBe(2)
      expect(await depthOf('notify.wake')).toEqual({ queued: 3, active: 0, dead: 0 })
      expect(await drain(handlers, 100)).toBe(3)
      expect(ids()).toEqual(['0', '1', '2', '3', '4'])
    })

    it('takes no more jobs once it was told to stop, and leaves the rest for another time', async () => {
      const sends: JobRequest[] = times(3, (index) => ({
        name: 'notify.whatsapp',
        data: { notificationId: `${index}` },
      }))
      await enqueue(...sends)
      const [begun, end] = [createGate(), createGate()]
      const { handlers } = createRecorder(async () => {
        begun.open()
        await end.opened
      })
      const draining = drain(handlers)
      await begun.opened
      const stopping = current().runner.stop()
      end.open()
      await stopping
      expect(await draining).toBe(1)
      expect(await drain(handlers)).toBe(2)
    })

    it('also runs what its handlers enqueue', async () => {
      await enqueue({ name: 'capture.interpret', data: { messageId: 'm' } })
      const { ids, handlers } = createRecorder(async (ran) => {
        if (ran.name === 'capture.interpret') await enqueue(wake('next'))
      })
      expect(await drain(handlers)).toBe(2)
      expect(ids()).toEqual(['next'])
    })

    it('counts a job as active while its handler is at work', async () => {
      await enqueue(wake('n'))
      const [begun, end] = [createGate(), createGate()]
      const { handlers } = createRecorder(async () => {
        begun.open()
        await end.opened
      })
      const draining = drain(handlers)
      await begun.opened
      expect(await depthOf('notify.wake')).toEqual({ queued: 0, active: 1, dead: 0 })
      end.open()
      await draining
      expect(await depthOf('notify.wake')).toEqual({ queued: 0, active: 0, dead: 0 })
    })

    const cases: { name: JobName; job: (id: string) => JobRequest }[] = [
      { name: 'notify.whatsapp', job: (notificationId) => ({ name: 'notify.whatsapp', data: { notificationId } }) },
      { name: 'notify.email', job: (notificationId) => ({ name: 'notify.email', data: { notificationId } }) },
    ]
    it.each(cases)(
      'never has more $name jobs at work at once than its policy says, in overlapping drains too',
      async (one) => {
        const { concurrency } = JOB_POLICY[one.name]
        await enqueue(...times(concurrency * 2 + 2, (index) => one.job(`${index}`)))
        const meter = createMeter(concurrency + 1)
        const { ran, handlers } = createRecorder(meter.pass)
        const counts = await Promise.all([drain(handlers), drain(handlers)])
        const rest = await drain(handlers)
        expect(counts[0] + counts[1] + rest).toBe(concurrency * 2 + 2)
        expect(ran).toHaveLength(concurrency * 2 + 2)
        expect(meter.most()).toBeLessThanOrEqual(concurrency)
      },
    )

    it('lets a slow job of one name hold up no other name', async () => {
      const [begun, end] = [createGate(), createGate()]
      const { ids, handlers } = createRecorder(async (ran) => {
        if (ran.name !== 'notify.whatsapp') return
        begun.open()
        await end.opened
      })
      await enqueue({ name: 'notify.whatsapp', data: { notificationId: 'slow' } })
      const slow = drain(handlers)
      await begun.opened
      await enqueue(wake('quick'))
      expect(await current().runner.drain(handlers, { max: 1 })).toBe(1)
      expect(ids()).toEqual(['quick', 'slow'])
      end.open()
      await slow
    })

    it('runs each job once while two processes drain at the same time', async () => {
      await enqueue(...times(40, (index) => wake(`${index}`)))
      const elsewhere = await current().another()
      const { ids, handlers } = createRecorder()
      const counts = await Promise.all([drain(handlers), elsewhere.drain(handlers, { max: 100 })])
      expect(counts[0] + counts[1]).toBe(40)
      expect(new Set(ids()).size).toBe(40)
    })

    it('starts and stops any number of times', async () => {
      const { runner } = current()
      await runner.start()
      await runner.start()
      await enqueue(wake('n'))
      const { ids, handlers } = createRecorder()
      await drain(handlers)
      expect(ids()).toEqual(['n'])
      await runner.stop()
      await runner.stop()
    })

    it('makes one job of each name due at a tick, however many processes started and however often', async (test) => {
      const { nextMinute, runner, another } = current()
      if (typeof nextMinute === 'string') return test.skip(nextMinute)
      const elsewhere = await another()
      for (const each of [runner, elsewhere, runner]) await each.start()
      const { ran, handlers } = createRecorder()
      await drain(handlers)
      const everyMinute = SCHEDULE.filter(({ cron }) => cron === '* * * * *').map((entry) => entry.name)
      expect(everyMinute.length).toBeGreaterThan(0)
      for (let minute = 1; minute <= 2; minute += 1) {
        const before = ran.length
        await nextMinute()
        await eventually(async () => {
          await Promise.all([drain(handlers), elsewhere.drain(handlers, { max: 100 })])
          expect(ran.length).toBeGreaterThan(before)
        })
        await drain(handlers)
        const ticked = ran.slice(before).map((job) => job.name)
        for (const scheduled of everyMinute) expect(ticked.filter((each) => each === scheduled)).toHaveLength(1)
      }
    })
  })
}

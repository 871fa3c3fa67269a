import { describe, expect, it } from 'vitest'
import { JOB_POLICY } from '../../core/kernel/jobs.ts'
import { createGate } from './harness.ts'
import { createRecorder, eventually, freshJobs, LONG_MS, type OpenJobsFn, wake } from './job-harness.ts'

/** At least once: failing handlers, dead letters, workers that die. */
export const describeJobRetry = (name: string, open: OpenJobsFn): void => {
  describe(`jobs contract: ${name}`, () => {
    const { current, enqueue, drain, depthOf } = freshJobs(open)

    it('tries again after a handler threw, later and not in the same drain, until it succeeds', async () => {
      let failures = 2
      const { ids, handlers } = createRecorder(() => {
        if (failures-- > 0) throw new Error('not yet')
      })
      await enqueue(wake('n'))
      expect(await drain(handlers)).toBe(1)
      expect(await depthOf('notify.wake')).toEqual({ queued: 1, active: 0, dead: 0 })
      await current().advance(LONG_MS)
      expect(await drain(handlers)).toBe(1)
      await current().advance(LONG_MS)
      expect(await drain(handlers)).toBe(1)
      await current().advance(LONG_MS)
      expect(await drain(handlers)).toBe(0)
      expect(ids()).toEqual(['n', 'n', 'n'])
      expect(await depthOf('notify.wake')).toEqual({ queued: 0, active: 0, dead: 0 })
    })

    it('lets a failing job hold up no other', async () => {
      const { ids, handlers } = createRecorder(({ data }) => {
        if ('notificationId' in data && data.notificationId === 'bad') throw new Error('never')
      })
      await enqueue(wake('bad'), wake('good'), wake('fine'))
      expect(await drain(handlers)).toBe(3)
      expect(ids()).toEqual(['bad', 'fine', 'good'])
      expect(await depthOf('notify.wake')).toEqual({ queued: 1, active: 0, dead: 0 })
    })

    it.each(['notify.wake', 'storage.purge'] as const)(
      'makes a %s job a dead letter after its last attempt',
      async (kind) => {
        const { attempts } = JOB_POLICY[kind]
        const { ran, handlers } = createRecorder(() => {
          throw new Error('never')
        })
        await enqueue(kind === 'notify.wake' ? wake('n') : { name: 'storage.purge', data: {} })
        for (let attempt = 1; attempt <= attempts; attempt += 1) {
          expect(await depthOf(kind)).toMatchObject({ dead: 0 })
          expect(await drain(handlers)).toBe(1)
          await current().advance(LONG_MS)
        }
        expect(await drain(handlers)).toBe(0)
        expect(ran).toHaveLength(attempts)
        expect(await depthOf(kind)).toEqual({ queued: 0, active: 0, dead: 1 })
      },
    )

    it.each([
      { end: 'done', lateError: null },
      { end: 'failed', lateError: new Error('too late') },
    ])(
      'runs a job again whose worker died in the middle of it, and once, though the dead one says $end',
      async (one) => {
        const { runner, another, advance } = current()
        const [begun, dead] = [createGate(), createGate()]
        const { handlers: dying } = createRecorder(async () => {
          begun.open()
          await dead.opened
          if (one.lateError !== null) throw one.lateError
        })
        await runner.start()
        await enqueue(wake('n'))
        const lost = runner.drain(dying, { max: 1 })
        await begun.opened

        const successor = await another()
        await successor.start()
        const { ids, handlers } = createRecorder()
        await successor.drain(handlers, { max: 10 })
        expect(ids()).toEqual([])
        await eventually(async () => {
          await advance(LONG_MS)
          await successor.drain(handlers, { max: 10 })
          expect(ids()).toEqual(['n'])
        })
        dead.open()
        await lost
        await advance(LONG_MS)
        await successor.drain(handlers, { max: 10 })
        expect(ids()).toEqual(['n'])
        expect(await depthOf('notify.wake')).toEqual({ queued: 0, active: 0, dead: 0 })
        await successor.stop()
        await runner.stop()
      },
    )
  })
}

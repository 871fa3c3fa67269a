import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClock, createMemoryJobs, createRecordingObserver } from '../../../adapters/memory/index.ts'
import { createRecorder, wake } from '../../contracts/job-harness.ts'

const open = () => {
  const clock = createClock('2026-01-05T12:00:30.000Z')
  const observer = createRecordingObserver()
  const failures: unknown[] = []
  const jobs = createMemoryJobs({ clock, observer, onFailure: (error) => failures.push(error) })
  return { clock, observer, failures, jobs }
}

describe('memory jobs', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('show what is waiting, by due time', async () => {
    const { jobs, clock } = open()
    const later = new Date(clock.now().getTime() + 60_000)
    await jobs.enqueue(wake('later', later), wake('now'))
    expect(jobs.waiting()).toEqual([
      { name: 'notify.wake', data: { notificationId: 'now' }, runAt: clock.now(), attempts: 0 },
      { name: 'notify.wake', data: { notificationId: 'later' }, runAt: later, attempts: 0 },
    ])
  })

  it('wait 5 s after the first failure and twice as long after each more, 10 min at most', async () => {
    const { jobs, clock } = open()
    const { handlers } = createRecorder(() => {
      throw new Error('no')
    })
    await jobs.enqueue(wake('n'))
    const waits: number[] = []
    for (let attempt = 1; attempt < 8; attempt += 1) {
      await jobs.drain(handlers, { max: 10 })
      const due = jobs.waiting()[0]?.runAt ?? clock.now()
      waits.push((due.getTime() - clock.now().getTime()) / 1000)
      clock.set(due)
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320])
  })

  it('say why an attempt failed, tell each end as a fact, and bring dead letters back', async () => {
    const { jobs, clock, observer, failures } = open()
    const failure = new Error('no')
    const failing = createRecorder(() => {
      throw failure
    })
    await jobs.enqueue({ name: 'storage.purge', data: {} })
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await jobs.drain(failing.handlers, { max: 10 })
      clock.advance(600_000)
    }
    expect(failures).toEqual([failure, failure])
    expect(jobs.dead()).toMatchObject([{ name: 'storage.purge', attempts: 2 }])
    expect(jobs.redrive('notify.wake')).toBe(0)
    expect(jobs.redrive()).toBe(1)
    expect(await jobs.drain(createRecorder().handlers, { max: 10 })).toBe(1)
    expect(observer.facts.map((fact) => fact.type === 'job' && fact.status)).toEqual(['failed', 'dead', 'completed'])
  })

  it('tick each schedule at its minute, once for any number of minutes missed', async () => {
    const { jobs, clock } = open()
    const { ran, handlers } = createRecorder()
    const ticksAt = async (time: string): Promise<string[]> => {
      clock.set(`2026-01-05T${time}.000Z`)
      ran.length = 0
      await jobs.drain(handlers, { max: 10 })
      return ran.map((job) => job.name).toSorted()
    }
    expect(await ticksAt('12:05:00')).toEqual([])
    await jobs.start()
    expect(await ticksAt('12:05:59')).toEqual([])
    expect(await ticksAt('12:06:00')).toEqual(['briefs.tick', 'sheets.intake', 'sync.tick'])
    expect(await ticksAt('12:06:30')).toEqual([])
    expect(await ticksAt('12:16:59')).toEqual(['briefs.tick', 'sheets.intake', 'sync.tick'])
    expect(await ticksAt('12:17:01')).toEqual(['briefs.tick', 'sheets.intake', 'storage.purge', 'sync.tick'])
    expect(await ticksAt('15:00:00')).toEqual(['briefs.tick', 'sheets.intake', 'storage.purge', 'sync.tick'])
    await jobs.stop()
    expect(await ticksAt('16:00:00')).toEqual([])
  })

  it('wake whoever awaits work at an enqueue, and at once when something is due', async () => {
    // No timer ever fires here: what wakes is the queue itself.
    vi.useFakeTimers()
    const { jobs } = open()
    const woken = jobs.awaitWork()
    await jobs.enqueue(wake('n'))
    await woken
    await jobs.awaitWork()
  })

  it('do not take the word of an attempt that was taken for dead', async () => {
    const { jobs, clock } = open()
    const { promise: hanging, resolve: end } = Promise.withResolvers<void>()
    await jobs.enqueue(wake('n'))
    const lost = jobs.drain(createRecorder(() => hanging).handlers, { max: 1 })
    clock.advance(61_000)
    expect(await jobs.drain(createRecorder().handlers, { max: 1 })).toBe(0)
    end()
    await lost
    expect(jobs.waiting()).toMatchObject([{ data: { notificationId: 'n' }, attempts: 1 }])
  })
})

import { describe, expect, it } from 'vitest'
import { JOB_POLICY, type JobRequest } from '../../core/kernel/jobs.ts'
import type { DeadJob } from '../../core/upkeep/ports.ts'
import { createRecorder, freshJobs, LONG_MS, type OpenJobsFn, wake } from './job-harness.ts'

/** The queue as an operator handles it: what failed for good, and giving it back. */
export const describeJobDesk = (name: string, open: OpenJobsFn): void => {
  describe(`job desk contract: ${name}`, () => {
    const { current, enqueue, drain, depthOf } = freshJobs(open)
    const purge: JobRequest = { name: 'storage.purge', data: {} }

    /** Each kind fails to its last attempt, one round of all after the other. */
    const kill = async (...jobs: readonly JobRequest[]): Promise<void> => {
      const { handlers } = createRecorder(() => {
        throw new RangeError('texts stay out of the queue')
      })
      await enqueue(...jobs)
      const rounds = Math.max(...jobs.map((job) => JOB_POLICY[job.name].attempts))
      for (let round = 0; round < rounds; round += 1) {
        await drain(handlers)
        await current().advance(LONG_MS)
      }
    }
    const dead = async (query: { name?: 'notify.wake' | 'storage.purge' } = {}): Promise<readonly DeadJob[]> =>
      (await current().desk.dead({ ...query, limit: 50 })).jobs

    it('lists nothing while nothing failed for good', async () => {
      await enqueue(wake('n'))
      expect(await current().desk.dead({ limit: 5, offset: 0 })).toEqual({ jobs: [], next: null, total: 0 })
    })

    it('says what died, of what, and when, and no word of the error', async () => {
      await kill(wake('n'))
      const [job, ...others] = await dead()
      expect(others).toEqual([])
      expect(job).toMatchObject({ name: 'notify.wake', data: { notificationId: 'n' }, error: 'RangeError' })
      expect(job?.diedAt.getTime()).toBeGreaterThanOrEqual(job?.createdAt.getTime() ?? Number.NaN)
      expect(await current().desk.depth()).toContainEqual(expect.objectContaining({ name: 'notify.wake', dead: 1 }))
    })

    it('visits each once in pages, last dead first, and finds those of one name', async () => {
      await kill(purge, wake('a'), wake('b'), wake('c'), wake('d'))
      const all = await dead()
      expect(all).toHaveLength(5)
      expect(all.map(({ diedAt }) => -diedAt.getTime())).toEqual(
        all.map(({ diedAt }) => -diedAt.getTime()).toSorted((a, b) => a - b),
      )
      const seen: DeadJob[] = []
      let after: string | null = null
      do {
        const page = await current().desk.dead(after === null ? { limit: 2 } : { limit: 2, after })
        seen.push(...page.jobs)
        after = page.next
      } while (after !== null && seen.length < 9)
      expect(seen).toEqual(all)
      expect(await current().desk.dead({ limit: 2, offset: 4 })).toEqual({ jobs: all.slice(4), next: null, total: 5 })
      expect((await dead({ name: 'storage.purge' })).map(({ name: of }) => of)).toEqual(['storage.purge'])
    })

    it('gives one back with all its attempts, once, and leaves the others', async () => {
      await kill(wake('a'), wake('b'))
      const [one] = await dead()
      expect(await current().desk.redriveOne(one?.id ?? '')).toBe(true)
      expect(await current().desk.redriveOne(one?.id ?? '')).toBe(false)
      expect(await current().desk.redriveOne('nothing')).toBe(false)
      expect(await depthOf('notify.wake')).toEqual({ queued: 1, active: 0, dead: 1 })
      const { ran, handlers } = createRecorder()
      await drain(handlers)
      expect(ran).toEqual([{ name: one?.name, data: one?.data }])
    })

    it('gives back those of one name, or all', async () => {
      await kill(purge, wake('a'))
      expect(await current().desk.redrive('notify.wake')).toBe(1)
      expect(await current().desk.redrive('notify.wake')).toBe(0)
      expect(await current().desk.redrive()).toBe(1)
      expect(await dead()).toEqual([])
    })
  })
}

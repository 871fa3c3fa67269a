import { describe, expect, it, vi } from 'vitest'
import { type Change, type ChangeFeed, EVERYTHING } from '../../core/kernel/changes.ts'
import type { Storage } from '../../core/ports.ts'
import { createGate, fresh } from './harness.ts'

/** One storage and its feed, fresh, for one test. */
export interface OpenChanges {
  readonly storage: Storage
  readonly feed: ChangeFeed
  /** Another process on the same data; or why there can be none. `close` closes it too. */
  readonly another: (() => Promise<{ readonly storage: Storage; readonly feed: ChangeFeed }>) | string
  /** Cuts whatever a feed listens on, as an outage would, and lets it come again; or why nothing can. */
  readonly interrupt: (() => Promise<void>) | string
  close(): Promise<void>
}

export type OpenChangesFn = () => Promise<OpenChanges>

const DEADLINE = { timeout: 20_000, interval: 10 }
const TASKS: Change = { topic: 'tasks', people: ['ana'] }
const JOBS: Change = { topic: 'jobs', people: [] }
const heardBy = (feed: ChangeFeed) => {
  const heard: Change[] = []
  const end = feed.subscribe((change) => heard.push(change))
  return { heard, end }
}
type Heard = ReturnType<typeof heardBy>['heard']

/** What changed, told after the commit, in every process. */
export const describeChanges = (name: string, open: OpenChangesFn): void => {
  describe(`changes contract: ${name}`, () => {
    const current = fresh(open)
    const publish = (...changes: readonly Change[]): Promise<void> =>
      current().storage.run(async (stores) => stores.changes.publish(...changes))

    /** Listens, and for as long as it takes publishes a mark, until it is heard: from then on nothing is missed. */
    const listening = async (feed: ChangeFeed, storage: Storage = current().storage): Promise<Heard> => {
      const { heard } = heardBy(feed)
      await vi.waitFor(async () => {
        await storage.run(async (stores) => stores.changes.publish({ topic: 'briefs', people: ['mark'] }))
        expect(heard).toContainEqual({ topic: 'briefs', people: ['mark'] })
      }, DEADLINE)
      return heard
    }
    const withoutMarks = (heard: Heard): Heard =>
      heard.filter(({ people, topic }) => people !== null && topic !== 'briefs')
    const eventually = (heard: Heard, expected: readonly Change[]): Promise<void> =>
      vi.waitFor(() => expect(withoutMarks(heard)).toEqual(expected), DEADLINE)

    it('tells whoever listens what a unit of work published, and for whom', async () => {
      const heard = await listening(current().feed)
      await publish(TASKS, JOBS)
      await eventually(heard, [TASKS, JOBS])
    })

    it('tells nothing before the commit', async () => {
      const heard = await listening(current().feed)
      const [published, end] = [createGate(), createGate()]
      const unit = current().storage.run(async (stores) => {
        stores.changes.publish(TASKS)
        published.open()
        await end.opened
      })
      await published.opened
      expect(withoutMarks(heard)).toEqual([])
      end.open()
      await unit
      await eventually(heard, [TASKS])
    })

    it('tells nothing of what was rolled back', async () => {
      const heard = await listening(current().feed)
      const failure = new Error('rolled back on purpose')
      const attempt = current().storage.run(async (stores) => {
        stores.changes.publish(TASKS)
        throw failure
      })
      await expect(attempt).rejects.toBe(failure)
      await publish(JOBS)
      await eventually(heard, [JOBS])
    })

    it('tells one change a topic and unit, for all whom any concerns', async () => {
      const heard = await listening(current().feed)
      await publish(TASKS, { topic: 'tasks', people: ['bruno'] }, TASKS, JOBS, { topic: 'people', people: null }, JOBS)
      await vi.waitFor(() => expect(heard).toContainEqual({ topic: 'people', people: null }), DEADLINE)
      await eventually(heard, [{ topic: 'tasks', people: ['ana', 'bruno'] }, JOBS])
    })

    it('tells all who listen, and nobody who stopped', async () => {
      const [one, two] = [await listening(current().feed), await listening(current().feed)]
      const { heard: three, end } = heardBy(current().feed)
      end()
      end()
      await publish(TASKS)
      await eventually(one, [TASKS])
      await eventually(two, [TASKS])
      expect(three.filter(({ topic }) => topic === 'tasks')).toEqual([])
    })

    it('tells again whoever listens again after nobody did', async () => {
      const first = heardBy(current().feed)
      first.end()
      const heard = await listening(current().feed)
      await publish(TASKS)
      await eventually(heard, [TASKS])
    })

    it('refuses to publish where nothing can be committed', async () => {
      const attempt = current().storage.read(async (stores) => stores.changes.publish(TASKS))
      await expect(attempt).rejects.toThrow('`read`')
    })

    it('tells of what another process committed', async (test) => {
      const { another, feed } = current()
      if (typeof another === 'string') return test.skip(another)
      const other = await another()
      const heard = await listening(feed, other.storage)
      await other.storage.run(async (stores) => stores.changes.publish(TASKS))
      await eventually(heard, [TASKS])
    })

    it('tells its own process of a change once, though others are told of it too', async (test) => {
      const { another, feed, storage } = current()
      if (typeof another === 'string') return test.skip(another)
      const other = await another()
      const [here, there] = [await listening(feed), await listening(other.feed, storage)]
      await publish(TASKS)
      await eventually(there, [TASKS])
      // What the other says comes by the way that an echo would have come by.
      await other.storage.run(async (stores) => stores.changes.publish(JOBS))
      await eventually(here, [TASKS, JOBS])
    })

    it('tells of however many people, at worst as of everybody', async (test) => {
      const { another, feed } = current()
      if (typeof another === 'string') return test.skip(another)
      const other = await another()
      const heard = await listening(feed, other.storage)
      heard.length = 0
      const people = Array.from({ length: 1_000 }, () => crypto.randomUUID())
      await other.storage.run(async (stores) => stores.changes.publish({ topic: 'tasks', people }))
      await vi.waitFor(() => {
        const told = heard.find(({ topic }) => topic === 'tasks')
        expect(told?.people ?? people).toEqual(people)
        expect(told).toBeDefined()
      }, DEADLINE)
    })

    it('tells that everything may have changed after it could not listen, and goes on by itself', async (test) => {
      const { interrupt, another, feed } = current()
      if (typeof interrupt === 'string' || typeof another === 'string') return test.skip(String(interrupt))
      const other = await another()
      const heard = await listening(feed, other.storage)
      heard.length = 0
      await interrupt()
      await vi.waitFor(() => expect(heard).toEqual(expect.arrayContaining([...EVERYTHING])), DEADLINE)
      await vi.waitFor(async () => {
        await other.storage.run(async (stores) => stores.changes.publish(TASKS))
        expect(heard).toContainEqual(TASKS)
      }, DEADLINE)
    })
  })
}

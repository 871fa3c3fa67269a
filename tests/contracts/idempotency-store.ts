import { describe, expect, it } from 'vitest'
import type { StoredResponse } from '../../core/kernel/idempotency.ts'
import type { Stores } from '../../core/ports.ts'
import {
  type ContractOptions,
  createGate,
  freshStorage,
  needsConcurrency,
  type OpenStorageFn,
  overlapping,
  times,
} from './harness.ts'
import { minutesLater, NOW, seedPerson, seedTask } from './samples.ts'

const aResponse = (given: Partial<StoredResponse> = {}): StoredResponse => ({
  fingerprint: 'f'.repeat(64),
  status: 201,
  headers: { location: '/tasks/1', etag: '"1"' },
  body: { id: 1, title: 'Água "fria"', due_at: null, labels: ['x'] },
  ...given,
})

/** Responses kept under (scope, key), claimed within the unit of the effect. */
export const describeIdempotencyStore = (name: string, open: OpenStorageFn, options: ContractOptions = {}): void => {
  describe(`idempotency store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const claimAndSave = async ({ idempotency }: Stores, response = aResponse(), key = 'k') => {
      const claim = await idempotency.claim('s', key)
      if (claim.state === 'fresh') await idempotency.save('s', key, response, NOW)
      return claim.state
    }
    const claim = (scope: string, key: string) => run(({ idempotency }) => idempotency.claim(scope, key))

    it.each([
      ['an object', aResponse()],
      ['no body, as of a secret', aResponse({ body: null, headers: {} })],
      ['a list', aResponse({ body: [1, 'two', null], status: 200 })],
      ['a text', aResponse({ body: 'plain' })],
    ])('gives back a saved response with %s', async (_what, response) => {
      expect(await run((stores) => claimAndSave(stores, response))).toBe('fresh')
      expect(await claim('s', 'k')).toEqual({ state: 'done', response })
    })

    it('keeps scopes and keys apart', async () => {
      await run((stores) => claimAndSave(stores))
      const states = [await claim('s', 'K'), await claim('S', 'k'), await claim('sk', ''), await claim('', 'sk')]
      expect(states).toEqual(times(4, () => ({ state: 'fresh' })))
    })

    it('frees the key when the unit of the effect rolls back', async () => {
      const attempt = run(async (stores) => {
        await claimAndSave(stores)
        throw new Error('rolled back on purpose')
      })
      await expect(attempt).rejects.toThrow('rolled back on purpose')
      expect(await claim('s', 'k')).toEqual({ state: 'fresh' })
    })

    it('lets the effect of 20 parallel requests with one key happen once', async () => {
      const ana = await seedPerson({ run })
      const states = await Promise.all(
        times(20, () =>
          run(async (stores) => {
            const state = await claimAndSave(stores)
            if (state === 'fresh') await seedTask({ run: (work) => work(stores) }, ana.id)
            return state
          }),
        ),
      )
      expect(states.filter((state) => state === 'fresh')).toHaveLength(1)
      const page = await read(({ tasks }) => tasks.page({ visibleTo: null, sort: 'created', limit: 50 }))
      expect(page.tasks).toHaveLength(1)
    })

    it('never says fresh to a second unit whose first, still open, commits', async () => {
      const { first, second } = await overlapping({ run }, claimAndSave, { rollback: false })
      expect(first).toBe('fresh')
      expect(['running', 'done']).toContain(second)
    })

    it('never says done to a second unit whose first, still open, rolls back', async () => {
      const { first, second } = await overlapping({ run }, claimAndSave, { rollback: true })
      expect(first).toBe('fresh')
      expect(['running', 'fresh']).toContain(second)
    })

    it('purges what was saved before then, and that only', async () => {
      await run(({ idempotency }) => idempotency.save('s', 'old', aResponse(), minutesLater(-1)))
      await run(({ idempotency }) => idempotency.save('s', 'recent', aResponse(), NOW))
      expect(await run(({ idempotency }) => idempotency.purge(NOW))).toBe(1)
      expect((await claim('s', 'old')).state).toBe('fresh')
      expect((await claim('s', 'recent')).state).toBe('done')
    })

    describe('with units really in flight at once', () => {
      it('answers running at once, without waiting, while another unit holds the key', async (test) => {
        needsConcurrency(test, options)
        const [claimed, end] = [createGate(), createGate()]
        const first = run(async (stores) => {
          const state = await claimAndSave(stores)
          claimed.open()
          await end.opened
          return state
        })
        await claimed.opened
        // The first unit ends only after these answers: waiting for it would hang the test.
        expect(await claim('s', 'k')).toEqual({ state: 'running' })
        expect(await claim('s', 'another')).toEqual({ state: 'fresh' })
        end.open()
        expect(await first).toBe('fresh')
        expect(await claim('s', 'k')).toMatchObject({ state: 'done' })
      })
    })
  })
}

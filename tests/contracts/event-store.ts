import { describe, expect, it } from 'vitest'
import type { ConnectionState, RawEvent } from '../../core/capture/ports.ts'
import { type ContractOptions, freshStorage, type OpenStorageFn, overlapping, times } from './harness.ts'
import { minutesLater, NOW, secondsLater } from './samples.ts'

const anEvent = (key: string, given: Partial<RawEvent> = {}): RawEvent => ({
  key,
  source: 'evolution',
  event: 'messages.upsert',
  payload: { data: { key: { id: 'A1', fromMe: false }, pushName: 'Zé "o" \\ 🙂' }, numbers: [1, 2.5, null] },
  receivedAt: NOW,
  ...given,
})

const heard = (given: Partial<ConnectionState> = {}): Omit<ConnectionState, 'since'> => ({
  instance: 'casa',
  state: 'open',
  reason: null,
  seenAt: NOW,
  ...given,
})

/** Raw events once each, and one row a gateway connection. */
export const describeEventStore = (name: string, open: OpenStorageFn, _options: ContractOptions = {}): void => {
  describe(`event store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const insert = (event: RawEvent) => run(({ events }) => events.insert(event))
    const note = (state: Omit<ConnectionState, 'since'>) => run(({ events }) => events.noteConnection(state))
    const connection = (instance = 'casa') => read(({ events }) => events.connection(instance))

    it('stores an event once by its key, and leaves the unit usable', async () => {
      expect(await insert(anEvent('a'))).toBe(true)
      const again = await run(async ({ events }) => [
        await events.insert(anEvent('a', { payload: null })),
        await events.insert(anEvent('b', { payload: [] })),
      ])
      expect(again).toEqual([false, true])
    })

    it('stores one of 20 parallel duplicates', async () => {
      const stored = await Promise.all(times(20, () => insert(anEvent('same'))))
      expect(stored.filter(Boolean)).toHaveLength(1)
    })

    it.each([
      { rollback: false, end: 'commits', second: false },
      { rollback: true, end: 'rolls back', second: true },
    ])('tells a duplicate the truth when the first, still open, $end', async ({ rollback, second }) => {
      const stored = await overlapping({ run }, ({ events }) => events.insert(anEvent('same')), { rollback })
      expect(stored).toEqual({ first: true, second })
    })

    it('purges what was received before then, whose keys are then new again', async () => {
      await insert(anEvent('old', { receivedAt: minutesLater(-1) }))
      await insert(anEvent('recent'))
      expect(await run(({ events }) => events.purge(NOW))).toBe(1)
      expect([await insert(anEvent('old')), await insert(anEvent('recent'))]).toEqual([true, false])
    })

    it('knows nothing of an instance that said nothing', async () => {
      expect(await connection()).toBeNull()
    })

    it('keeps since when a connection is as it is', async () => {
      await note(heard({ state: 'connecting', reason: 515 }))
      expect(await connection()).toEqual({ ...heard({ state: 'connecting', reason: 515 }), since: NOW })
      await note(heard({ seenAt: minutesLater(1) }))
      await note(heard({ seenAt: minutesLater(5) }))
      expect(await connection()).toEqual({ ...heard({ seenAt: minutesLater(5) }), since: minutesLater(1) })
      await note(heard({ state: 'close', reason: 401, seenAt: minutesLater(6) }))
      expect(await connection()).toMatchObject({ state: 'close', reason: 401, since: minutesLater(6) })
    })

    it('writes the same state at most once a second, another state at once', async () => {
      await note(heard())
      await note(heard({ seenAt: secondsLater(0.5) }))
      expect(await connection()).toMatchObject({ seenAt: NOW, since: NOW })
      await note(heard({ seenAt: secondsLater(1.5) }))
      expect(await connection()).toMatchObject({ seenAt: secondsLater(1.5), since: NOW })
      await note(heard({ state: 'close', seenAt: secondsLater(1.6) }))
      expect(await connection()).toMatchObject({ state: 'close', since: secondsLater(1.6) })
    })

    it('keeps instances apart', async () => {
      await note(heard())
      await note(heard({ instance: 'loja', state: 'close' }))
      expect([await connection('casa'), await connection('loja')]).toMatchObject([
        { state: 'open' },
        { state: 'close' },
      ])
    })
  })
}

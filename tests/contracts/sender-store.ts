import { describe, expect, it } from 'vitest'
import type { PageQuery } from '../../core/kernel/page.ts'
import { type ContractOptions, freshStorage, type OpenStorageFn, times } from './harness.ts'
import { aSender, minutesLater, NOW, uuid } from './samples.ts'

/** Who wrote and is nobody we serve. */
export const describeSenderStore = (name: string, open: OpenStorageFn, _options: ContractOptions = {}): void => {
  describe(`sender store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const note = (sender: Parameters<typeof aSender>[0]) => run(({ senders }) => senders.note(aSender(sender)))
    const list = () => read(({ senders }) => senders.list())

    it('makes a row at the first message', async () => {
      const sender = aSender({ otherAddress: '123456789@lid', displayName: 'Zé', lastSeenAt: minutesLater(1) })
      await run(({ senders }) => senders.note(sender))
      const stored = { ...sender, messages: 1, firstSeenAt: minutesLater(1) }
      expect(await list()).toEqual([stored])
      expect(await read(({ senders }) => senders.find(sender.id))).toEqual(stored)
      expect(await read(({ senders }) => senders.find(uuid()))).toBeNull()
    })

    it('counts one more at each later message, under the first id', async () => {
      const id = uuid()
      await note({ id })
      await note({ lastSeenAt: minutesLater(3) })
      await note({ lastSeenAt: minutesLater(7) })
      expect(await list()).toMatchObject([{ id, messages: 3, firstSeenAt: NOW, lastSeenAt: minutesLater(7) }])
    })

    it('keeps channels and keys apart', async () => {
      await note({})
      await note({ channel: 'web' })
      await note({ key: 'another', address: 'another' })
      expect((await list()).map((sender) => sender.messages)).toEqual([1, 1, 1])
    })

    it('loses none of 50 parallel messages', async () => {
      await Promise.all(times(50, () => note({})))
      expect(await list()).toMatchObject([{ messages: 50 }])
    })

    it('lists at most 100, last seen first', async () => {
      await run(async ({ senders }) => {
        for (let index = 0; index < 103; index += 1) {
          await senders.note(aSender({ key: `k${index}`, address: `k${index}`, lastSeenAt: minutesLater(index) }))
        }
      })
      expect((await list()).map((sender) => sender.key)).toEqual(times(100, (index) => `k${102 - index}`))
    })

    it('pages all of them, last seen first, by cursor and by offset', async () => {
      await run(async ({ senders }) => {
        for (const [key, minutes] of Object.entries({ a: 1, b: 3, c: 1, d: 2 })) {
          await senders.note(aSender({ key, address: key, lastSeenAt: minutesLater(minutes) }))
        }
      })
      const page = async (query: PageQuery) => {
        const { senders, ...ends } = await read((stores) => stores.senders.page(query))
        return { keys: senders.map(({ key }) => key), ...ends }
      }
      const whole = (await page({ limit: 9 })).keys
      expect(whole.slice(0, 2)).toEqual(['b', 'd'])
      const first = await page({ limit: 3 })
      expect(first).toMatchObject({ keys: whole.slice(0, 3), total: null })
      expect(await page({ limit: 3, after: first.next ?? '' })).toEqual({
        keys: whole.slice(3),
        next: null,
        total: null,
      })
      const skipped = await page({ limit: 1, offset: 1 })
      expect(skipped).toMatchObject({ keys: whole.slice(1, 2), total: 4 })
      expect(await page({ limit: 9, after: skipped.next ?? '' })).toMatchObject({ keys: whole.slice(2), next: null })
      expect(await page({ limit: 9, offset: 9 })).toEqual({ keys: [], next: null, total: 4 })
    })

    it('forgets one by their address', async () => {
      await note({ key: 'a' })
      await note({ key: 'b' })
      await note({ key: 'a', channel: 'web' })
      await run(({ senders }) => senders.forget('web', 'a'))
      await run(({ senders }) => senders.forget('email', 'b'))
      expect((await list()).map(({ channel, key }) => `${channel} ${key}`).toSorted()).toEqual([
        'whatsapp a',
        'whatsapp b',
      ])
    })

    it('purges who was last seen before then', async () => {
      await note({ key: 'old', lastSeenAt: minutesLater(1) })
      await note({ key: 'new', lastSeenAt: minutesLater(5) })
      expect(await run(({ senders }) => senders.purge(minutesLater(5)))).toBe(1)
      expect((await list()).map((sender) => sender.key)).toEqual(['new'])
    })

    it('removes one once, and begins anew when they write again', async () => {
      const id = uuid()
      await note({ id })
      await note({ id: uuid() })
      expect(await run(({ senders }) => senders.remove(id))).toBe(true)
      expect(await run(({ senders }) => senders.remove(id))).toBe(false)
      expect(await list()).toEqual([])
      await note({ lastSeenAt: minutesLater(9) })
      expect(await list()).toMatchObject([{ messages: 1, firstSeenAt: minutesLater(9) }])
    })
  })
}

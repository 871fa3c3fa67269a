import { describe, expect, it } from 'vitest'
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

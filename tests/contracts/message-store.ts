import { describe, expect, it } from 'vitest'
import type { Message, MessageQuery } from '../../core/capture/ports.ts'
import { type ContractOptions, freshStorage, type OpenStorageFn, overlapping, times } from './harness.ts'
import { aMessage, minutesLater, NOW, seedNotification, seedPerson, seedTask, uuid } from './samples.ts'

/** Inbound messages, each once by channel and the gateway's id. */
export const describeMessageStore = (name: string, open: OpenStorageFn, _options: ContractOptions = {}): void => {
  describe(`message store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const find = (id: string) => read(({ messages }) => messages.find(id))
    const insert = (message: ReturnType<typeof aMessage>) => run(({ messages }) => messages.insert(message))

    it('gives back every field as it was stored, then as it was updated', async () => {
      const ana = await seedPerson({ run })
      const task = await seedTask({ run }, ana.id)
      const notification = await seedNotification({ run }, ana.id)
      const message = aMessage(ana.id, { text: 'linha 1\nlinha 2 🙂 100%', sentAt: minutesLater(-3) })
      expect(await insert(message)).toBe(true)
      expect(await find(message.id)).toEqual(message)
      const done = {
        ...message,
        replyTo: null,
        text: null,
        status: 'processed' as const,
        intent: 'create',
        taskId: task.id,
        notificationId: notification.id,
        processedAt: minutesLater(1),
      }
      await run(({ messages }) => messages.update(done))
      expect(await find(message.id)).toEqual(done)
      expect(await run(({ messages }) => messages.lock(message.id))).toEqual(done)
    })

    it('keeps a message of nobody', async () => {
      const message = aMessage(null, { text: null, status: 'ignored' })
      await insert(message)
      expect(await find(message.id)).toEqual(message)
    })

    it('finds nothing under an id that is not there', async () => {
      expect(await find(uuid())).toBeNull()
      expect(await run(({ messages }) => messages.lock(uuid()))).toBeNull()
    })

    it('stores a channel’s message once, and leaves the unit usable', async () => {
      const ana = await seedPerson({ run })
      const message = aMessage(ana.id)
      await insert(message)
      const twin = aMessage(ana.id, { externalId: message.externalId, text: 'outra coisa' })
      const other = aMessage(ana.id, { externalId: message.externalId, channel: 'web' })
      const stored = await run(async ({ messages }) => [await messages.insert(twin), await messages.insert(other)])
      expect(stored).toEqual([false, true])
      expect([await find(message.id), await find(twin.id)]).toEqual([message, null])
    })

    it('stores one of 20 parallel duplicates', async () => {
      const ana = await seedPerson({ run })
      const stored = await Promise.all(times(20, () => insert(aMessage(ana.id, { externalId: 'same' }))))
      expect(stored.filter(Boolean)).toHaveLength(1)
    })

    it.each([
      { rollback: false, end: 'commits', second: false },
      { rollback: true, end: 'rolls back', second: true },
    ])('tells a duplicate the truth when the first, still open, $end', async ({ rollback, second }) => {
      const ana = await seedPerson({ run })
      const stored = await overlapping(
        { run },
        ({ messages }) => messages.insert(aMessage(ana.id, { externalId: 'same' })),
        { rollback },
      )
      expect(stored).toEqual({ first: true, second })
    })

    it('is acted on once by parallel units that lock it', async () => {
      const ana = await seedPerson({ run })
      const { id } = await run(async ({ messages }) => {
        const message = aMessage(ana.id)
        await messages.insert(message)
        return message
      })
      const acted = await Promise.all(
        times(20, () =>
          run(async ({ messages }) => {
            const message = await messages.lock(id)
            if (message?.status !== 'received') return false
            await messages.update({ ...message, status: 'processed' })
            return true
          }),
        ),
      )
      expect(acted.filter(Boolean)).toHaveLength(1)
    })

    it("gives a person's newest messages, newest first", async () => {
      const ana = await seedPerson({ run })
      const bia = await seedPerson({ run }, { name: 'Bia' })
      const at = (minutes: number) => ({ sentAt: minutesLater(minutes), receivedAt: minutesLater(minutes) })
      const [old, first, second, third] = [-10, 1, 2, 3].map((minutes) => aMessage(ana.id, at(minutes)))
      for (const message of [second, old, third, first]) if (message !== undefined) await insert(message)
      await insert(aMessage(bia.id, at(4)))
      const recent = (limit: number) => read(({ messages }) => messages.recent(ana.id, { since: NOW, limit }))
      expect(await recent(10)).toEqual([third, second, first])
      expect(await recent(2)).toEqual([third, second])
    })

    it('visits all that pass the filters once, newest first, and counts them where an offset is given', async () => {
      const ana = await seedPerson({ run })
      const bia = await seedPerson({ run }, { name: 'Bia' })
      const stored: Message[] = []
      for (const [index, minute] of [3, 1, 2, 2, 2, 1].entries()) {
        const message = aMessage(index % 2 === 0 ? ana.id : bia.id, {
          channel: index % 3 === 0 ? 'web' : 'whatsapp',
          status: index === 4 ? 'failed' : 'processed',
          receivedAt: minutesLater(minute),
        })
        await insert(message)
        stored.push(message)
      }
      const filters: readonly Omit<MessageQuery, 'limit'>[] = [
        {},
        { personId: ana.id },
        { channel: 'web' },
        { status: 'failed' },
        { status: 'processed', channel: 'whatsapp', personId: bia.id },
        { status: 'ignored' },
      ]
      for (const filter of filters) {
        const wanted = stored
          .filter((one) =>
            (Object.keys(filter) as (keyof Message)[]).every((key) => one[key] === { ...filter }[key as 'channel']),
          )
          .toSorted((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime() || (a.id < b.id ? 1 : -1))
        const seen: Message[] = []
        let after: string | null = null
        do {
          const from: { after?: string } = after === null ? {} : { after }
          const page = await read(({ messages }) => messages.page({ ...filter, ...from, limit: 2 }))
          expect(page.total).toBeNull()
          seen.push(...page.messages)
          after = page.next
        } while (after !== null && seen.length <= stored.length)
        expect(seen).toEqual(wanted)
        const counted = await read(({ messages }) => messages.page({ ...filter, limit: 9, offset: 1 }))
        expect(counted).toEqual({ messages: wanted.slice(1), next: null, total: wanted.length })
      }
    })

    it('purges what was received before then, and that only', async () => {
      const ana = await seedPerson({ run })
      const [old, recent] = [aMessage(ana.id, { receivedAt: minutesLater(-1) }), aMessage(ana.id)]
      for (const message of [old, recent]) await insert(message)
      expect(await run(({ messages }) => messages.purge(NOW))).toBe(1)
      expect([await find(old.id), await find(recent.id)]).toEqual([null, recent])
    })
  })
}

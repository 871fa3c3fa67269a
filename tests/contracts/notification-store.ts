import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Notification, NotificationQuery } from '../../core/notify/ports.ts'
import { describeDeliveries } from './deliveries.ts'
import { type ContractOptions, freshStorage, type OpenStorageFn, overlapping, runsOf, times } from './harness.ts'
import { describeLanes } from './lanes.ts'
import { describeNotificationOverview } from './notification-overview.ts'
import { aDelivery, aMessage, aNotification, minutesLater, NOW, seedNotification, seedPerson, uuid } from './samples.ts'

/** Notifications; attempts and receipts, and lanes and pauses, are in files of their own. */
export const describeNotificationStore = (name: string, open: OpenStorageFn, options: ContractOptions = {}): void => {
  describeNotifications(name, open, options)
  describeDeliveries(name, open)
  describeNotificationOverview(name, open)
  describeLanes(name, open)
}

const describeNotifications = (name: string, open: OpenStorageFn, options: ContractOptions): void => {
  describe(`notification store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const find = (id: string) => read(({ notifications }) => notifications.find(id))

    it('gives back every field as it was stored, then as it was updated', async () => {
      const ana = await seedPerson({ run })
      const message = aMessage(ana.id)
      await run(({ messages }) => messages.insert(message))
      const notification = aNotification(ana.id, {
        kind: 'reply',
        subject: 'Assunto',
        body: 'linha 1\nlinha 2 🙂',
        dedupeKey: 'reply:1',
        groupKey: 'group',
        messageId: message.id,
        chain: ['email'],
        notBefore: minutesLater(5),
      })
      expect(await run(({ notifications }) => notifications.insert(notification))).toBe(true)
      expect(await find(notification.id)).toEqual(notification)
      const settled: Notification = {
        ...notification,
        step: 1,
        round: 2,
        status: 'failed',
        reason: 'expired',
        notBefore: null,
        updatedAt: minutesLater(7),
        settledAt: minutesLater(7),
      }
      await run(({ notifications }) => notifications.update(settled))
      expect(await find(notification.id)).toEqual(settled)
      expect(await run(({ notifications }) => notifications.lock(notification.id))).toEqual(settled)
      const inboxOnly = await seedNotification({ run }, ana.id, { chain: [] })
      expect(await find(inboxOnly.id)).toEqual(inboxOnly)
    })

    it('finds nothing under an id or a key that is not there', async () => {
      expect(await find(uuid())).toBeNull()
      expect(await run(({ notifications }) => notifications.lock(uuid()))).toBeNull()
      expect(await read(({ notifications }) => notifications.findByDedupeKey('none'))).toBeNull()
    })

    it('stores a dedupe key once, and leaves the unit usable', async () => {
      const ana = await seedPerson({ run })
      const first = await seedNotification({ run }, ana.id, { dedupeKey: 'same' })
      const [twin, other] = [aNotification(ana.id, { dedupeKey: 'same' }), aNotification(ana.id, { dedupeKey: 'Same' })]
      const stored = await run(async ({ notifications }) => [
        await notifications.insert(twin),
        await notifications.insert(other),
      ])
      expect(stored).toEqual([false, true])
      expect(await find(twin.id)).toBeNull()
      expect(await read(({ notifications }) => notifications.findByDedupeKey('same'))).toEqual(first)
    })

    it('stores any number without a dedupe key', async () => {
      const ana = await seedPerson({ run })
      const stored = await Promise.all(
        times(3, () => run(({ notifications }) => notifications.insert(aNotification(ana.id)))),
      )
      expect(stored).toEqual([true, true, true])
    })

    it('stores one of 20 parallel ones with the same dedupe key', async () => {
      const ana = await seedPerson({ run })
      const stored = await Promise.all(
        times(20, () => run(({ notifications }) => notifications.insert(aNotification(ana.id, { dedupeKey: 'k' })))),
      )
      expect(stored.filter(Boolean)).toHaveLength(1)
    })

    it.each([
      { rollback: false, end: 'commits', second: false },
      { rollback: true, end: 'rolls back', second: true },
    ])('tells a duplicate the truth when the first, still open, $end', async ({ rollback, second }) => {
      const ana = await seedPerson({ run })
      const stored = await overlapping(
        { run },
        ({ notifications }) => notifications.insert(aNotification(ana.id, { dedupeKey: 'k' })),
        { rollback },
      )
      expect(stored).toEqual({ first: true, second })
    })

    it('loses none of 50 parallel steps under its lock', async () => {
      const ana = await seedPerson({ run })
      const { id } = await seedNotification({ run }, ana.id)
      await Promise.all(
        times(50, () =>
          run(async ({ notifications }) => {
            const notification = await notifications.lock(id)
            if (notification === null) throw new Error('the notification vanished')
            await notifications.update({ ...notification, round: notification.round + 1 })
          }),
        ),
      )
      expect(await find(id)).toMatchObject({ round: 51 })
    })

    it('pages newest first, each once, for random ages, filters and page sizes', async () => {
      const people = [await seedPerson({ run }), await seedPerson({ run }, { name: 'Bia' })]
      const row = fc.record({
        minute: fc.integer({ min: 0, max: 3 }),
        who: fc.constantFrom(...people.map((person) => person.id)),
        kind: fc.constantFrom('alert', 'brief'),
        status: fc.constantFrom('pending', 'failed'),
      })
      const filter = fc.record(
        { personId: row.map(({ who }) => who), kind: fc.constant('alert'), status: fc.constant('failed') },
        { requiredKeys: [] },
      )
      const stored: Notification[] = []
      await fc.assert(
        fc.asyncProperty(
          fc.array(row, { maxLength: 4 }),
          filter,
          fc.integer({ min: 1, max: 5 }),
          async (rows, by, limit) => {
            for (const { minute, who, kind, status } of rows) {
              const createdAt = minutesLater(minute)
              stored.push(
                await seedNotification({ run }, who, { createdAt, kind: kind as 'alert', status: status as 'failed' }),
              )
            }
            const query = { ...(by as Partial<NotificationQuery>), limit }
            const wanted = stored
              .filter((one) => (Object.keys(by) as (keyof typeof by)[]).every((field) => one[field] === by[field]))
              .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1))
            const seen: string[] = []
            let after: string | null = null
            do {
              const asked: NotificationQuery = after === null ? query : { ...query, after }
              const page = await read(({ notifications }) => notifications.page(asked))
              seen.push(...page.notifications.map(({ id }) => id))
              after = page.next
            } while (after !== null && seen.length <= wanted.length)
            expect(seen).toEqual(wanted.map(({ id }) => id))
            const counted = await read(({ notifications }) => notifications.page({ ...query, offset: 1 }))
            expect(counted.total).toBe(wanted.length)
            expect(counted.notifications).toEqual(wanted.slice(1, 1 + limit))
          },
        ),
        { numRuns: runsOf(options) },
      )
    })

    it('says no total without an offset, and no next page where there is none', async () => {
      const ana = await seedPerson({ run })
      const notification = await seedNotification({ run }, ana.id)
      const page = await read(({ notifications }) => notifications.page({ limit: 1 }))
      expect(page).toEqual({ notifications: [notification], next: null, total: null })
    })

    it('counts pending and failed, and names the pending, oldest first', async () => {
      const ana = await seedPerson({ run })
      const seed = (given: Partial<Notification>) => seedNotification({ run }, ana.id, given)
      const third = await seed({ createdAt: minutesLater(3) })
      const first = await seed({ createdAt: minutesLater(1) })
      const second = await seed({ createdAt: minutesLater(2) })
      await seed({ status: 'failed', settledAt: NOW })
      await seed({ status: 'delivered', settledAt: NOW })
      await seed({ status: 'cancelled', settledAt: NOW })
      expect(await read(({ notifications }) => notifications.counts())).toEqual({ pending: 3, failed: 1 })
      const ids = (limit: number) => read(({ notifications }) => notifications.pendingIds(limit))
      expect(await ids(9)).toEqual([first.id, second.id, third.id])
      expect(await ids(2)).toEqual([first.id, second.id])
    })

    it('purges what was settled before then with deliveries and receipts, and that only', async () => {
      const ana = await seedPerson({ run })
      const seed = async (externalId: string, given: Partial<Notification>) => {
        const notification = await seedNotification({ run }, ana.id, { dedupeKey: externalId, ...given })
        await run(async ({ notifications }) => {
          await notifications.insertDelivery(aDelivery(notification.id, { state: 'accepted', externalId }))
          await notifications.insertReceipt({ channel: 'whatsapp', externalId, kind: 'server', at: NOW })
        })
        return notification
      }
      const old = await seed('old', { status: 'delivered', settledAt: minutesLater(-1) })
      const recent = await seed('recent', { status: 'failed', settledAt: NOW })
      const pending = await seed('pending', { createdAt: minutesLater(-99_999) })
      expect(await run(({ notifications }) => notifications.purge(NOW))).toBe(1)
      expect([await find(old.id), await find(recent.id), await find(pending.id)]).toEqual([null, recent, pending])
      const left = await read(async ({ notifications }) => ({
        deliveries: await notifications.deliveries(old.id),
        receipts: await notifications.receipts('whatsapp', 'old'),
        kept: (await notifications.deliveries(recent.id)).length,
        keptReceipts: (await notifications.receipts('whatsapp', 'recent')).length,
      }))
      expect(left).toEqual({ deliveries: [], receipts: [], kept: 1, keptReceipts: 1 })
      expect(await run(({ notifications }) => notifications.insert({ ...old, id: uuid() }))).toBe(true)
    })

    it('purges receipts of that age that never found their delivery, which may still come to the others', async () => {
      const stray = (externalId: string, at: Date) =>
        run(({ notifications }) => notifications.insertReceipt({ channel: 'whatsapp', externalId, kind: 'server', at }))
      await stray('old', minutesLater(-1))
      await stray('recent', NOW)
      expect(await run(({ notifications }) => notifications.purge(NOW))).toBe(0)
      const left = await read(async ({ notifications }) => ({
        old: (await notifications.receipts('whatsapp', 'old')).length,
        recent: (await notifications.receipts('whatsapp', 'recent')).length,
      }))
      expect(left).toEqual({ old: 0, recent: 1 })
    })
  })
}

import { describe, expect, it } from 'vitest'
import type { Delivery, Notification } from '../../core/notify/ports.ts'
import { freshStorage, type OpenStorageFn } from './harness.ts'
import { aDelivery, minutesLater, NOW, secondsLater, seedNotification, seedPerson, uuid } from './samples.ts'

/** Several notifications at once, and what the channels did in a stretch of time. */
export const describeNotificationOverview = (name: string, open: OpenStorageFn): void => {
  describe(`notification store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const seed = async (given: Partial<Notification> = {}, ...attempts: readonly Partial<Delivery>[]) => {
      const personId = given.personId ?? (await seedPerson({ run })).id
      const notification = await seedNotification({ run }, personId, given)
      const deliveries = attempts.map((attempt) => aDelivery(notification.id, attempt))
      await run(async ({ notifications }) => {
        for (const delivery of deliveries) await notifications.insertDelivery(delivery)
      })
      return { notification, deliveries }
    }
    const receipt = (externalId: string, kind: 'server' | 'read', minutes: number) => ({
      channel: 'whatsapp' as const,
      externalId,
      kind,
      at: minutesLater(minutes),
    })

    it('gives several notifications, their attempts and their receipts, and no others', async () => {
      const first = await seed({}, { externalId: 'A', startedAt: minutesLater(2) })
      const second = await seed({}, { externalId: 'B', startedAt: minutesLater(1) }, { channel: 'email' })
      await seed({}, { externalId: 'C' })
      const heard = [receipt('A', 'server', 3), receipt('A', 'read', 5), receipt('B', 'server', 4)]
      await run(async ({ notifications }) => {
        for (const one of [...heard, receipt('C', 'server', 1)]) await notifications.insertReceipt(one)
        await notifications.insertReceipt({ ...receipt('A', 'server', 1), channel: 'email' })
      })
      const ids = [first.notification.id, second.notification.id, uuid()]
      const found = await read(async ({ notifications }) => ({
        notifications: await notifications.ofIds(ids),
        deliveries: await notifications.deliveriesOf(ids),
        receipts: await notifications.receiptsOf([
          { channel: 'whatsapp', externalId: 'A' },
          { channel: 'whatsapp', externalId: 'B' },
        ]),
      }))
      expect(found.notifications).toHaveLength(2)
      expect(found.notifications).toEqual(expect.arrayContaining([first.notification, second.notification]))
      expect(found.deliveries).toEqual([second.deliveries[1], second.deliveries[0], first.deliveries[0]])
      expect(found.receipts).toEqual(heard.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
    })

    it('gives nothing for nothing', async () => {
      await seed({ groupKey: 'alert:a:1' }, { externalId: 'A' })
      const found = await read(async ({ notifications }) => [
        await notifications.ofIds([]),
        await notifications.deliveriesOf([]),
        await notifications.receiptsOf([]),
        await notifications.ofGroups([]),
      ])
      expect(found).toEqual([[], [], [], []])
    })

    it('finds those of a group by its key and by how it begins, newest first', async () => {
      const make = (groupKey: string | null, minutes: number) => seed({ groupKey, createdAt: minutesLater(minutes) })
      const old = await make('alert:a:1', 1)
      const recent = await make('alert:a:2', 2)
      for (const other of ['alert:b:1', 'alert:a', 'alert:ab:1', null]) await make(other, 3)
      const exactly = await read(({ notifications }) => notifications.ofGroups(['alert:a:1', 'alert:a:2', 'x']))
      const like = (limit: number) => read(({ notifications }) => notifications.ofGroupsLike('alert:a:', limit))
      expect(exactly).toEqual([recent.notification, old.notification])
      expect(await like(9)).toEqual([recent.notification, old.notification])
      expect(await like(1)).toEqual([recent.notification])
    })

    it('counts by status, of all or of one person, and no further than asked', async () => {
      const ana = await seedPerson({ run })
      const settled = { settledAt: NOW }
      for (const _ of [1, 2, 3]) await seed({ personId: ana.id, status: 'delivered', ...settled })
      await seed({ personId: ana.id, status: 'failed', ...settled })
      await seed({ status: 'pending' })
      const counts = (personId: string | null, most: number) =>
        read(({ notifications }) => notifications.statusCounts(personId, most))
      expect(await counts(null, 9)).toEqual({ pending: 1, delivered: 3, failed: 1, cancelled: 0 })
      expect(await counts(ana.id, 2)).toEqual({ pending: 0, delivered: 2, failed: 1, cancelled: 0 })
    })

    describe('figures', () => {
      const DAYS = [minutesLater(0), minutesLater(1440), minutesLater(2880)]
      const figures = (personId: string | null = null) =>
        read(({ notifications }) => notifications.figures(personId, DAYS))
      const none = { sent: 0, confirmed: 0, failed: 0, passedOn: 0, confirmSeconds: null, latenessSeconds: null }

      it('are empty where nothing was', async () => {
        await seed({}, { startedAt: minutesLater(-1) }, { attempt: 2, startedAt: minutesLater(2880) })
        expect(await figures()).toEqual([])
      })

      it('tell per stretch and channel what was sent, confirmed, failed and passed on', async () => {
        const sent = { state: 'accepted', externalId: 'A' } as const
        // Confirmed on the first link, on the second day.
        await seed(
          { status: 'delivered' },
          { startedAt: minutesLater(1440), state: 'delivered', settledAt: minutesLater(1441) },
        )
        // Twice tried on the first link, then passed on to the second, which failed: a dead letter.
        await seed(
          { status: 'failed', step: 2 },
          { state: 'retrying' },
          { attempt: 2, state: 'failed', externalId: 'B' },
          { channel: 'email', state: 'failed' },
        )
        // Expired on its first link.
        await seed({ status: 'failed', reason: 'expired', step: 0 }, { ...sent, state: 'failed', settledAt: NOW })
        // Given up in its first round, tried again and on its way.
        await seed(
          { round: 2, step: 0 },
          { state: 'failed' },
          { channel: 'email', state: 'failed' },
          { ...sent, round: 2 },
        )
        const found = (await figures()).map(({ confirmSeconds: _c, latenessSeconds: _l, ...counted }) => counted)
        expect(found).toEqual([
          { stretch: 0, channel: 'email', sent: 0, confirmed: 0, failed: 2, passedOn: 0 },
          { stretch: 0, channel: 'whatsapp', sent: 3, confirmed: 0, failed: 1, passedOn: 2 },
          { stretch: 1, channel: 'whatsapp', sent: 1, confirmed: 1, failed: 0, passedOn: 0 },
        ])
      })

      it('tell how long confirmations took, and how late the first sends were', async () => {
        const due = minutesLater(10)
        for (const seconds of [0, 10, 20, 30]) {
          const startedAt = secondsLater(seconds, due)
          const settledAt = secondsLater(2 * seconds, startedAt)
          await seed({ status: 'delivered', notBefore: due }, { startedAt, state: 'delivered', settledAt })
        }
        // Neither a second attempt nor a link behind the first says how late SparkOne began.
        await seed(
          { step: 1 },
          { attempt: 2, startedAt: minutesLater(60) },
          { channel: 'email', startedAt: minutesLater(60) },
        )
        const [email, whatsapp] = await figures()
        expect(email).toEqual({ ...none, stretch: 0, channel: 'email' })
        expect(whatsapp?.confirmSeconds?.p50).toBeCloseTo(30)
        expect(whatsapp?.confirmSeconds?.p95).toBeCloseTo(57)
        expect(whatsapp?.latenessSeconds?.p50).toBeCloseTo(15)
        expect(whatsapp?.latenessSeconds?.p95).toBeCloseTo(28.5)
      })

      it('are of one person where one is named', async () => {
        const bia = await seedPerson({ run }, { name: 'Bia' })
        await seed({}, { state: 'accepted' })
        await seed({ personId: bia.id }, { state: 'accepted' })
        expect(await figures(bia.id)).toMatchObject([{ sent: 1 }])
        expect(await figures()).toMatchObject([{ sent: 2 }])
      })
    })
  })
}

import { describe, expect, it } from 'vitest'
import type { Delivery, DeliveryState, Notification } from '../../core/notify/ports.ts'
import { freshStorage, type OpenStorageFn, overlapping, times } from './harness.ts'
import { aDelivery, minutesLater, NOW, seedNotification, seedPerson, uuid } from './samples.ts'

/** Attempts to send, and what the channels said about them. */
export const describeDeliveries = (name: string, open: OpenStorageFn): void => {
  describe(`notification store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const seed = async (given: Partial<Notification> = {}) => {
      const ana = await seedPerson({ run })
      return seedNotification({ run }, ana.id, given)
    }
    const insert = async (delivery: Delivery) => {
      await run(({ notifications }) => notifications.insertDelivery(delivery))
      return delivery
    }
    const deliveries = (id: string) => read(({ notifications }) => notifications.deliveries(id))

    it('gives back an attempt as it was stored, then as it was updated', async () => {
      const { id } = await seed()
      const begun = await insert(aDelivery(id, { addressRef: uuid() }))
      expect(await deliveries(id)).toEqual([begun])
      const ended: Delivery = {
        ...begun,
        channel: 'email',
        state: 'retrying',
        reason: 'throttled',
        addressRef: null,
        externalId: 'ABC',
        leaseUntil: minutesLater(9),
        nextAttemptAt: minutesLater(3),
        settledAt: minutesLater(4),
      }
      await run(({ notifications }) => notifications.updateDelivery(ended))
      expect(await deliveries(id)).toEqual([ended])
      expect(await deliveries(uuid())).toEqual([])
    })

    it('lists the attempts of one notification in order of their start', async () => {
      const { id, personId } = await seed()
      const other = await seedNotification({ run }, personId)
      const third = await insert(aDelivery(id, { round: 2, startedAt: minutesLater(3) }))
      const first = await insert(aDelivery(id, { startedAt: minutesLater(1) }))
      const second = await insert(aDelivery(id, { attempt: 2, startedAt: minutesLater(2) }))
      await insert(aDelivery(other.id))
      expect(await deliveries(id)).toEqual([first, second, third])
    })

    it("finds an attempt by the gateway's id on its channel", async () => {
      const { id } = await seed()
      const delivery = await insert(aDelivery(id, { state: 'accepted', externalId: 'BAE5' }))
      const by = (channel: 'whatsapp' | 'email', externalId: string) =>
        read(({ notifications }) => notifications.deliveryByExternalId(channel, externalId))
      expect(await by('whatsapp', 'BAE5')).toEqual(delivery)
      expect(await by('email', 'BAE5')).toBeNull()
      expect(await by('whatsapp', 'bae5')).toBeNull()
    })

    const ONE_IS_ENOUGH: { readonly [S in DeliveryState]: boolean } = {
      sending: true,
      accepted: true,
      ambiguous: true,
      delivered: true,
      failed: false,
      retrying: false,
      skipped: false,
      cancelled: false,
    }
    it.each(Object.entries(ONE_IS_ENOUGH))(
      'a %s delivery stands for its group and address: %s',
      async (state, stands) => {
        const { id } = await seed({ groupKey: 'g' })
        const delivery = await insert(aDelivery(id, { channel: 'email', state: state as DeliveryState }))
        const found = (groupKey: string, channel: 'whatsapp' | 'email', addressRef: string) =>
          read(({ notifications }) => notifications.groupDelivery(groupKey, channel, addressRef))
        expect(await found('g', 'email', 'fallback')).toEqual(stands ? delivery : null)
        expect(await found('other', 'email', 'fallback')).toBeNull()
        expect(await found('g', 'whatsapp', 'fallback')).toBeNull()
        expect(await found('g', 'email', uuid())).toBeNull()
      },
    )

    it('finds the delivery of a group whoever of the group it was for', async () => {
      const first = await seed({ groupKey: 'g' })
      await seed({ groupKey: 'g' })
      const delivery = await insert(aDelivery(first.id, { state: 'delivered' }))
      expect(await read(({ notifications }) => notifications.groupDelivery('g', 'whatsapp', 'fallback'))).toEqual(
        delivery,
      )
    })

    it('counts the sends that reached a gateway since then, replies apart', async () => {
      const { id, personId } = await seed()
      const reply = await seedNotification({ run }, personId, { kind: 'reply' })
      const attempts: Partial<Delivery>[] = [
        { state: 'accepted', externalId: 'a' },
        { state: 'delivered', externalId: 'b', startedAt: minutesLater(1) },
        { state: 'ambiguous' },
        { state: 'failed', reason: 'no_receipt', externalId: 'c' },
        // Not counted: too early, another channel, never left.
        { state: 'accepted', externalId: 'd', startedAt: minutesLater(-1) },
        { state: 'accepted', externalId: 'e', channel: 'email' },
        { state: 'skipped' },
        { state: 'cancelled' },
        { state: 'retrying' },
        { state: 'failed', reason: 'not_configured' },
      ]
      for (const [index, attempt] of attempts.entries()) await insert(aDelivery(id, { attempt: index + 1, ...attempt }))
      await insert(aDelivery(reply.id, { state: 'accepted', externalId: 'f' }))
      const count = (channel: 'whatsapp' | 'email', since: Date) =>
        read(({ notifications }) => notifications.countSends(channel, since))
      expect(await count('whatsapp', NOW)).toBe(4)
      expect(await count('whatsapp', minutesLater(1))).toBe(1)
      expect(await count('email', NOW)).toBe(1)
    })

    it('ends the leases of all attempts still sending, and names their notifications once', async () => {
      const { id, personId } = await seed()
      const other = await seedNotification({ run }, personId)
      const sending = await insert(aDelivery(id))
      const second = await insert(aDelivery(id, { attempt: 2, channel: 'email', startedAt: minutesLater(1) }))
      const accepted = await insert(aDelivery(other.id, { state: 'accepted', externalId: 'x' }))
      const now = minutesLater(1)
      expect(await run(({ notifications }) => notifications.endLeases(now))).toEqual([id])
      expect(await deliveries(id)).toEqual([
        { ...sending, leaseUntil: now },
        { ...second, leaseUntil: now },
      ])
      expect(await deliveries(other.id)).toEqual([accepted])
    })

    it('keeps each kind of receipt once, oldest first, also before its message is known', async () => {
      const receipt = (kind: 'server' | 'delivered' | 'read', minutes: number) =>
        run(({ notifications }) =>
          notifications.insertReceipt({ channel: 'whatsapp', externalId: 'BAE5', kind, at: minutesLater(minutes) }),
        )
      expect(await receipt('read', 3)).toBe(true)
      expect(await receipt('server', 1)).toBe(true)
      expect(await receipt('delivered', 2)).toBe(true)
      expect(await receipt('server', 9)).toBe(false)
      const kept = await read(({ notifications }) => notifications.receipts('whatsapp', 'BAE5'))
      expect(kept.map(({ kind, at }) => [kind, at])).toEqual([
        ['server', minutesLater(1)],
        ['delivered', minutesLater(2)],
        ['read', minutesLater(3)],
      ])
      expect(await read(({ notifications }) => notifications.receipts('email', 'BAE5'))).toEqual([])
    })

    it('keeps one of 20 parallel copies of a receipt, and tells the others', async () => {
      const receipt = { channel: 'whatsapp', externalId: 'BAE5', kind: 'server', at: NOW } as const
      const kept = await Promise.all(times(20, () => run(({ notifications }) => notifications.insertReceipt(receipt))))
      expect(kept.filter(Boolean)).toHaveLength(1)
    })

    it('tells a copy the truth when the first, still open, rolls back', async () => {
      const receipt = { channel: 'whatsapp', externalId: 'BAE5', kind: 'server', at: NOW } as const
      const kept = await overlapping({ run }, ({ notifications }) => notifications.insertReceipt(receipt), {
        rollback: true,
      })
      expect(kept).toEqual({ first: true, second: true })
    })
  })
}

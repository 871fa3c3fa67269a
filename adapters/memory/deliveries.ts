import type { Delivery, DeliveryStore } from '../../core/notify/ports.ts'
import type { Tables } from './tables.ts'
import { by, keyOf } from './values.ts'

/** The part of the notification store that is about attempts and what the channels said of them. */
export const createDeliveries = ({ notifications, deliveries, receipts, serial }: Tables): DeliveryStore => ({
  insertDelivery: async (delivery) => deliveries.set(delivery.id, delivery),
  updateDelivery: async (delivery) => {
    if (deliveries.lock(delivery.id) !== null) deliveries.set(delivery.id, delivery)
  },
  deliveries: async (notificationId) =>
    deliveries
      .where((row) => row.notificationId === notificationId)
      .toSorted(
        by(
          (row) => row.startedAt,
          (row) => row.round,
          (row) => row.attempt,
        ),
      ),
  deliveryByExternalId: async (channel, externalId) =>
    deliveries.where((row) => row.channel === channel && row.externalId === externalId)[0] ?? null,
  groupDelivery: async (groupKey, channel, addressRef) =>
    deliveries.where(
      (row) =>
        row.channel === channel &&
        row.addressRef === addressRef &&
        ON_THEIR_WAY.has(row.state) &&
        notifications.get(row.notificationId)?.groupKey === groupKey,
    )[0] ?? null,
  countSends: async (channel, since) =>
    deliveries.where(
      (row) =>
        row.channel === channel &&
        row.startedAt >= since &&
        reachedGateway(row) &&
        notifications.get(row.notificationId)?.kind !== 'reply',
    ).length,
  endLeases: async (now) => {
    const sending = deliveries.where((row) => row.state === 'sending')
    for (const row of sending) deliveries.set(row.id, { ...row, leaseUntil: now })
    return [...new Set(sending.map((row) => row.notificationId))]
  },

  insertReceipt: async (receipt) => {
    const key = keyOf(receipt.channel, receipt.externalId, receipt.kind)
    if (receipts.lock(key) !== null) return false
    receipts.set(key, { receipt, serial: serial('row') })
    return true
  },
  receipts: async (channel, externalId) =>
    receipts
      .where(({ receipt }) => receipt.channel === channel && receipt.externalId === externalId)
      .toSorted(
        by(
          (row) => row.receipt.at,
          (row) => row.serial,
        ),
      )
      .map(({ receipt }) => receipt),
})

const ON_THEIR_WAY: ReadonlySet<Delivery['state']> = new Set(['sending', 'accepted', 'ambiguous', 'delivered'])
const REACHED: ReadonlySet<Delivery['state']> = new Set(['accepted', 'ambiguous', 'delivered'])

// An attempt given up for want of a receipt was sent all the same: it has the gateway's id.
export const reachedGateway = (row: Delivery): boolean => REACHED.has(row.state) || row.externalId !== null

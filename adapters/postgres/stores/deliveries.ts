import { and, asc, count, desc, eq, gte, inArray, ne, sql } from 'drizzle-orm'
import type { DeliveryStore } from '../../../core/notify/ports.ts'
import type { Database } from '../connection.ts'
import { deliveries, notifications, receipts } from '../schema.ts'

// An attempt given up for want of a receipt was sent all the same: it has the gateway's id.
export const REACHED = sql`(${deliveries.state} in ('accepted', 'ambiguous', 'delivered')
  or ${deliveries.externalId} is not null)`

/** The part of the notification store that is about attempts and what the channels said of them. */
export const createDeliveries = (db: Database): DeliveryStore => ({
  insertDelivery: async (delivery) => {
    await db.insert(deliveries).values(delivery)
  },
  updateDelivery: async ({ id, ...delivery }) => {
    await db.update(deliveries).set(delivery).where(eq(deliveries.id, id))
  },
  deliveries: async (notificationId) =>
    db
      .select()
      .from(deliveries)
      .where(eq(deliveries.notificationId, notificationId))
      .orderBy(asc(deliveries.startedAt), asc(deliveries.round), asc(deliveries.attempt)),
  deliveryByExternalId: async (channel, externalId) => {
    const [row] = await db
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.channel, channel), eq(deliveries.externalId, externalId)))
      .orderBy(desc(deliveries.startedAt))
      .limit(1)
    return row ?? null
  },
  groupDelivery: async (groupKey, channel, addressRef) => {
    const [row] = await db
      .select({ delivery: deliveries })
      .from(deliveries)
      .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
      .where(
        and(
          eq(notifications.groupKey, groupKey),
          eq(deliveries.channel, channel),
          eq(deliveries.addressRef, addressRef),
          inArray(deliveries.state, ['sending', 'accepted', 'ambiguous', 'delivered']),
        ),
      )
      .limit(1)
    return row?.delivery ?? null
  },
  countSends: async (channel, since) => {
    const [row] = await db
      .select({ total: count() })
      .from(deliveries)
      .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
      .where(
        and(
          eq(deliveries.channel, channel),
          gte(deliveries.startedAt, since),
          REACHED,
          ne(notifications.kind, 'reply'),
        ),
      )
    return row?.total ?? 0
  },
  endLeases: async (now) => {
    const ended = await db
      .update(deliveries)
      .set({ leaseUntil: now })
      .where(eq(deliveries.state, 'sending'))
      .returning({ notificationId: deliveries.notificationId })
    return [...new Set(ended.map((row) => row.notificationId))]
  },

  insertReceipt: async (receipt) => {
    const stored = await db.insert(receipts).values(receipt).onConflictDoNothing().returning({ kind: receipts.kind })
    return stored.length > 0
  },
  receipts: async (channel, externalId) =>
    db
      .select()
      .from(receipts)
      .where(and(eq(receipts.channel, channel), eq(receipts.externalId, externalId)))
      .orderBy(asc(receipts.at)),
})

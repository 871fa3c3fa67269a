import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type {
  Delivery,
  DeliveryState,
  NotificationKind,
  NotificationStatus,
  Pause,
  ReceiptKind,
} from '../../../core/notify/ports.ts'
import { instant, oneOf } from './columns.ts'

type Channel = Delivery['channel']
const channels: Record<Channel, true> = { whatsapp: true, email: true }

export const notifications = pgTable(
  'notifications',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').notNull(),
    kind: text('kind').$type<NotificationKind>().notNull(),
    subject: text('subject'),
    body: text('body').notNull(),
    dedupeKey: text('dedupe_key'),
    groupKey: text('group_key'),
    messageId: text('message_id'),
    chain: text('chain').array().$type<Channel[]>().notNull(),
    step: integer('step').notNull(),
    round: integer('round').notNull(),
    status: text('status').$type<NotificationStatus>().notNull(),
    reason: text('reason'),
    notBefore: instant('not_before'),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    oneOf<NotificationKind>('notifications_kind_check', t.kind, {
      alert: true,
      reminder: true,
      brief: true,
      reply: true,
    }),
    oneOf<NotificationStatus>('notifications_status_check', t.status, {
      pending: true,
      delivered: true,
      failed: true,
      cancelled: true,
    }),
    check('notifications_chain_check', sql`${t.chain} <@ array['whatsapp', 'email']`),
    check('notifications_step_check', sql`${t.step} between 0 and cardinality(${t.chain})`),
    unique('notifications_dedupe_key').on(t.dedupeKey),
    index('notifications_page_index').on(t.createdAt, t.id),
    index('notifications_person_index').on(t.personId, t.createdAt, t.id),
    index('notifications_kind_index').on(t.kind, t.createdAt, t.id),
    index('notifications_status_index').on(t.status, t.createdAt, t.id),
    index('notifications_person_status_index').on(t.personId, t.status, t.createdAt, t.id),
    // By the bytes, so that it finds by how a key begins, whatever the database's language.
    index('notifications_group_index').on(t.groupKey.op('text_pattern_ops')).where(sql`group_key is not null`),
    index('notifications_settled_index').on(t.settledAt).where(sql`settled_at is not null`),
  ],
)

export const deliveries = pgTable(
  'deliveries',
  {
    id: text('id').primaryKey(),
    notificationId: text('notification_id')
      .notNull()
      .references(() => notifications.id, { onDelete: 'cascade' }),
    channel: text('channel').$type<Channel>().notNull(),
    round: integer('round').notNull(),
    attempt: integer('attempt').notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    reason: text('reason'),
    addressRef: text('address_ref'),
    externalId: text('external_id'),
    startedAt: instant('started_at').notNull(),
    leaseUntil: instant('lease_until').notNull(),
    deadlineAt: instant('deadline_at').notNull(),
    nextAttemptAt: instant('next_attempt_at'),
    settledAt: instant('settled_at'),
  },
  (t) => [
    oneOf('deliveries_channel_check', t.channel, channels),
    oneOf<DeliveryState>('deliveries_state_check', t.state, {
      sending: true,
      accepted: true,
      delivered: true,
      failed: true,
      retrying: true,
      ambiguous: true,
      skipped: true,
      cancelled: true,
    }),
    unique('deliveries_attempt').on(t.notificationId, t.channel, t.round, t.attempt),
    index('deliveries_external_index').on(t.channel, t.externalId).where(sql`external_id is not null`),
    index('deliveries_started_index').on(t.channel, t.startedAt),
    index('deliveries_sending_index').on(t.id).where(sql`state = 'sending'`),
  ],
)

/** Kept by the gateway's own id, without a reference: a receipt may come before the delivery knows that id. */
export const receipts = pgTable(
  'receipts',
  {
    channel: text('channel').$type<Channel>().notNull(),
    externalId: text('external_id').notNull(),
    kind: text('kind').$type<ReceiptKind>().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'receipts_pkey', columns: [t.channel, t.externalId, t.kind] }),
    oneOf('receipts_channel_check', t.channel, channels),
    oneOf<ReceiptKind>('receipts_kind_check', t.kind, {
      accepted: true,
      server: true,
      delivered: true,
      read: true,
      failed: true,
    }),
    index('receipts_at_index').on(t.at),
  ],
)

/** Who may send on a channel at this moment. */
export const channelLanes = pgTable(
  'channel_lanes',
  {
    channel: text('channel').$type<Channel>().primaryKey(),
    holder: text('holder').notNull(),
    until: instant('until').notNull(),
  },
  (t) => [oneOf('channel_lanes_channel_check', t.channel, channels)],
)

export const pauses = pgTable(
  'pauses',
  {
    channel: text('channel').$type<Pause['channel']>().primaryKey(),
    since: instant('since').notNull(),
    byPersonId: text('by_person_id'),
  },
  (t) => [oneOf<Pause['channel']>('pauses_channel_check', t.channel, { ...channels, all: true })],
)

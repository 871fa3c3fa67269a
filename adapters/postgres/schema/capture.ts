import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import type { Message, MessageStatus, RawEvent } from '../../../core/capture/ports.ts'
import { instant, oneOf } from './columns.ts'

export const messages = pgTable(
  'messages',
  {
    id: text('id').primaryKey(),
    channel: text('channel').$type<Message['channel']>().notNull(),
    externalId: text('external_id').notNull(),
    personId: text('person_id'),
    replyTo: text('reply_to'),
    text: text('text'),
    sentAt: instant('sent_at').notNull(),
    receivedAt: instant('received_at').notNull(),
    status: text('status').$type<MessageStatus>().notNull(),
    intent: text('intent'),
    taskId: bigint('task_id', { mode: 'number' }),
    notificationId: text('notification_id'),
    processedAt: instant('processed_at'),
  },
  (t) => [
    oneOf<Message['channel']>('messages_channel_check', t.channel, {
      whatsapp: true,
      email: true,
      web: true,
      sheets: true,
    }),
    oneOf<MessageStatus>('messages_status_check', t.status, {
      received: true,
      processed: true,
      failed: true,
      ignored: true,
    }),
    unique('messages_external').on(t.channel, t.externalId),
    index('messages_person_index').on(t.personId, t.receivedAt, t.id),
    index('messages_page_index').on(t.receivedAt, t.id),
    index('messages_channel_index').on(t.channel, t.receivedAt, t.id),
    // Nearly all are processed: who asks for those is served by the page's own.
    index('messages_status_index').on(t.status, t.receivedAt, t.id).where(sql`status <> 'processed'`),
  ],
)

/** What gateways sent, as it came, for a week. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    key: text('key').primaryKey(),
    source: text('source').$type<RawEvent['source']>().notNull(),
    event: text('event').notNull(),
    payload: jsonb('payload'),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    oneOf<RawEvent['source']>('webhook_events_source_check', t.source, { evolution: true }),
    index('webhook_events_received_index').on(t.receivedAt),
  ],
)

/** One row for each gateway instance: what it last said of its connection. */
export const connections = pgTable('connections', {
  instance: text('instance').primaryKey(),
  state: text('state').notNull(),
  reason: integer('reason'),
  since: instant('since').notNull(),
  seenAt: instant('seen_at').notNull(),
})

import type { InboundEvent } from '../../core/capture/ports.ts'
import type { ReceiptKind } from '../../core/notify/ports.ts'
import { messageText } from './message-text.ts'
import { chatOf, senderOf } from './sender.ts'
import { type Fields, fieldsOf, momentOf, wordOf } from './values.ts'

export interface WebhookContext {
  readonly receivedAt: Date
  /** The instance we serve; events of others are ignored. null: any. */
  readonly instance: string | null
}

interface Envelope extends WebhookContext {
  readonly event: string
  readonly instance: string
  readonly stamp: string
}

const MALFORMED: InboundEvent = { type: 'malformed' }

/**
 * Reads one webhook of Evolution API 2.x: never empty, never throws. One event is the rule; a `data` that is a list
 * gives one for each member. Pure: the same body and context give the same events.
 */
export const readWebhook = (body: unknown, context: WebhookContext): readonly InboundEvent[] => {
  const envelope = fieldsOf(body)
  const instance = wordOf(envelope?.instance, 100)
  const event = wordOf(envelope?.event, 100)?.toLowerCase().replaceAll('_', '.')
  if (envelope === null || instance === null || event === undefined) return [MALFORMED]
  if (context.instance !== null && context.instance !== instance) return [{ type: 'ignored', reason: 'other_instance' }]
  const read = READERS[event]
  if (read === undefined) return [{ type: 'ignored', reason: 'unknown_event' }]
  // date_time is local time with a false Z: good to tell two events apart, not to tell the time.
  const known = { ...context, event, instance, stamp: wordOf(envelope.date_time, 40) ?? '' }
  const members = Array.isArray(envelope.data) ? envelope.data.slice(0, 100) : [envelope.data]
  const events = members.map((member) => {
    const data = fieldsOf(member)
    return data === null ? MALFORMED : read(data, known)
  })
  return events.length === 0 ? [MALFORMED] : events
}

type Reader = (data: Fields, envelope: Envelope) => InboundEvent

const keyOf = (envelope: Envelope, ...parts: readonly string[]): string =>
  ['evolution', envelope.instance, envelope.event, ...parts].join(':')

/** The chat and id of a message that somebody else sent us, or the event that says why it is passed over. */
const received = (data: Fields): { key: Fields; jid: string; id: string } | InboundEvent => {
  const key = fieldsOf(data.key)
  const id = wordOf(key?.id, 128)
  if (key === null || id === null) return MALFORMED
  if (key.fromMe === true) return { type: 'ignored', reason: 'from_me' }
  const chat = chatOf(key)
  if (chat === null) return MALFORMED
  return 'not' in chat ? { type: 'ignored', reason: chat.not } : { key, jid: chat.jid, id }
}

const earlier = (moment: Date | null, received: Date): Date =>
  moment === null || moment > received ? received : moment

const readMessage: Reader = (data, envelope) => {
  const message = received(data)
  if ('type' in message) return message
  const { key, jid, id } = message
  if (data.messageType === 'reactionMessage') return { type: 'ignored', reason: 'reaction' }
  const text = messageText(data.message)
  if (text === null) return { type: 'ignored', reason: 'no_text' }
  return {
    type: 'text',
    eventKey: keyOf(envelope, id),
    instance: envelope.instance,
    messageId: id,
    replyTo: jid,
    ...senderOf(key, data.pushName),
    text,
    sentAt: earlier(momentOf(data.messageTimestamp), envelope.receivedAt),
  }
}

const readEdit: Reader = (data, envelope) => {
  const message = received(data)
  if ('type' in message) return message
  const { key, jid, id } = message
  const text = messageText(data.editedMessage)
  if (text === null) return { type: 'ignored', reason: 'no_text' }
  const at = momentOf(data.timestampMs)
  return {
    type: 'edit',
    eventKey: keyOf(envelope, id, at === null ? envelope.stamp : `${at.getTime()}`),
    instance: envelope.instance,
    messageId: id,
    replyTo: jid,
    ...senderOf(key, data.pushName),
    text,
    at: earlier(at, envelope.receivedAt),
  }
}

const RECEIPTS: Readonly<Record<string, ReceiptKind>> = {
  ERROR: 'failed',
  PENDING: 'accepted',
  SERVER_ACK: 'server',
  DELIVERY_ACK: 'delivered',
  READ: 'read',
  PLAYED: 'read',
}

const readUpdate: Reader = (data, envelope) => {
  const key = fieldsOf(data.key) ?? data
  const id = wordOf(data.keyId ?? key.id, 128)
  const status = wordOf(data.status, 40)
  if (id === null) return MALFORMED
  if (key.fromMe !== true) return { type: 'ignored', reason: 'not_ours' }
  const kind = status === null ? undefined : RECEIPTS[status]
  if (status === null || kind === undefined) return { type: 'ignored', reason: 'unknown_status' }
  return {
    type: 'receipt',
    eventKey: keyOf(envelope, id, status),
    instance: envelope.instance,
    externalId: id,
    kind,
    at: envelope.receivedAt,
  }
}

const readSent: Reader = (data, envelope) => {
  const key = fieldsOf(data.key)
  const id = wordOf(key?.id, 128)
  if (key === null || id === null) return MALFORMED
  if (key.fromMe !== true) return { type: 'ignored', reason: 'not_ours' }
  return {
    type: 'receipt',
    eventKey: keyOf(envelope, id),
    instance: envelope.instance,
    externalId: id,
    kind: 'accepted',
    at: envelope.receivedAt,
  }
}

const readConnection: Reader = (data, envelope) => {
  const state = wordOf(data.state, 40)
  if (state === null) return MALFORMED
  // 200 is the gateway's word for "no reason".
  const reason = typeof data.statusReason === 'number' && data.statusReason !== 200 ? data.statusReason : null
  return {
    type: 'connection',
    instance: envelope.instance,
    state,
    reason: reason !== null && Number.isInteger(reason) && Math.abs(reason) < 10_000 ? reason : null,
    at: envelope.receivedAt,
  }
}

const READERS: Readonly<Record<string, Reader>> = Object.assign(Object.create(null), {
  'messages.upsert': readMessage,
  'messages.edited': readEdit,
  'messages.update': readUpdate,
  'messages.delete': () => ({ type: 'ignored', reason: 'deleted' }),
  'send.message': readSent,
  'connection.update': readConnection,
} satisfies Record<string, Reader>)

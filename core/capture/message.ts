import type { AliasChannel } from '../people/person.ts'

/** received: stored, to be interpreted · processed · failed: that broke, and is tried again · ignored: nothing to do */
export type MessageStatus = 'received' | 'processed' | 'failed' | 'ignored'

/** One inbound text of a known person (or the trace, without text, of an unknown one by API). */
export interface Message {
  readonly id: string
  readonly channel: AliasChannel
  /** Unique with the channel: the gateway's instance and key id, or one we made. */
  readonly externalId: string
  readonly personId: string | null
  /** Where the reply goes: the JID received. null: the person's own chain. */
  readonly replyTo: string | null
  readonly text: string | null
  /** When the person sent it, by the channel; the reference for "amanhã". Never later than `receivedAt`. */
  readonly sentAt: Date
  readonly receivedAt: Date
  readonly status: MessageStatus
  readonly intent: string | null
  readonly taskId: number | null
  readonly notificationId: string | null
  readonly processedAt: Date | null
}

/** A gateway's event as it came, minus its credentials, for 7 days. */
export interface RawEvent {
  /** The event's own key, e.g. `evolution:<instance>:messages.upsert:<key id>`; unique. */
  readonly key: string
  readonly source: 'evolution'
  readonly event: string
  readonly payload: unknown
  readonly receivedAt: Date
}

/** What a gateway last said about its connection: one row an instance, however often it says it. */
export interface ConnectionState {
  readonly instance: string
  readonly state: string
  readonly reason: number | null
  readonly since: Date
  readonly seenAt: Date
}

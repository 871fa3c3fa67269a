import type { ChannelName } from '../people/person.ts'

export const NOTIFICATION_KINDS = ['alert', 'reminder', 'brief', 'reply'] as const
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/**
 * pending: on its chain · delivered: a channel confirmed it (or the inbox is the whole chain) · failed: every outside
 * channel failed, or it expired: a dead letter, still in the inbox · cancelled: stopped by someone
 */
export const NOTIFICATION_STATUSES = ['pending', 'delivered', 'failed', 'cancelled'] as const
export type NotificationStatus = (typeof NOTIFICATION_STATUSES)[number]

/** Something a person must be told. It is in their inbox from its creation. */
export interface Notification {
  readonly id: string
  readonly personId: string
  readonly kind: NotificationKind
  readonly subject: string | null
  readonly body: string
  /** Unique where set: the same thing is never said twice. */
  readonly dedupeKey: string | null
  /** Notifications about one thing to several people; one e-mail a group and address. */
  readonly groupKey: string | null
  /** The inbound message answered; its JID is where the reply goes. */
  readonly messageId: string | null
  /** The outside channels to try, in order. */
  readonly chain: readonly ChannelName[]
  /** Index into `chain` of the channel being tried; equal to its length when all were. */
  readonly step: number
  /** 1, and one more at each retry by hand: attempts of earlier rounds no longer count. */
  readonly round: number
  readonly status: NotificationStatus
  /** Why it is where it is, e.g. `no_receipt`, `expired`; null while all is well. */
  readonly reason: string | null
  readonly notBefore: Date | null
  readonly expiresAt: Date
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly settledAt: Date | null
}

/**
 * sending: claimed, outcome not known · accepted: the gateway has it, a receipt is awaited · delivered: confirmed ·
 * failed: refused or given up · retrying: a transient failure, another attempt follows · ambiguous: perhaps sent, being
 * found out until it is settled · skipped: not tried, with the reason · cancelled: overtaken by the deadline or a cancel
 */
export type DeliveryState =
  | 'sending'
  | 'accepted'
  | 'delivered'
  | 'failed'
  | 'retrying'
  | 'ambiguous'
  | 'skipped'
  | 'cancelled'

/** One attempt to send one notification on one channel. */
export interface Delivery {
  readonly id: string
  readonly notificationId: string
  readonly channel: ChannelName
  readonly round: number
  /** 1.. within (notification, channel, round). */
  readonly attempt: number
  readonly state: DeliveryState
  /** Bounded vocabulary: `no_receipt`, `not_configured`, `logged_out`, `rejected`, `throttled`, `timeout`, … */
  readonly reason: string | null
  /** Refers to the address without holding it: an alias id, `fallback` (FALLBACK_EMAIL) or `reply` (the JID received). */
  readonly addressRef: string | null
  /** What the gateway calls the message; receipts carry it. */
  readonly externalId: string | null
  readonly startedAt: Date
  /** While `sending`: when another worker may conclude that the sender died. */
  readonly leaseUntil: Date
  /**
   * When the chain moves on without a receipt: set by the channel's first attempt of the round. On the last channel,
   * which has no next, attempts go on until the expiry and only one that may have left has a deadline of its own.
   */
  readonly deadlineAt: Date
  /** While `retrying`: not before. While `ambiguous`: when the gateway is asked (again). */
  readonly nextAttemptAt: Date | null
  readonly settledAt: Date | null
}

/** Ranked: a later one never steps down. `failed` counts only before `delivered`. */
export const RECEIPT_KINDS = ['accepted', 'server', 'delivered', 'read', 'failed'] as const
export type ReceiptKind = (typeof RECEIPT_KINDS)[number]

/** What a channel said about a message, kept by the gateway's own id: it may come before we know whose it is. */
export interface Receipt {
  readonly channel: ChannelName
  readonly externalId: string
  readonly kind: ReceiptKind
  readonly at: Date
}

/** An outside channel that stands still. `all` is the kill switch. */
export interface Pause {
  readonly channel: ChannelName | 'all'
  readonly since: Date
  readonly byPersonId: string | null
}

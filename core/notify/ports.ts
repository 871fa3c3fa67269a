import type { ChannelName } from '../people/person.ts'
import type { Delivery, Notification, NotificationKind, NotificationStatus, Pause, Receipt } from './notification.ts'
import type { NotificationOverview } from './overview-store.ts'

export type {
  Delivery,
  DeliveryState,
  Notification,
  NotificationKind,
  NotificationStatus,
  Pause,
  Receipt,
  ReceiptKind,
} from './notification.ts'
export { NOTIFICATION_KINDS, NOTIFICATION_STATUSES, RECEIPT_KINDS } from './notification.ts'
export type { ChannelFigures, NotificationOverview, Spread, StretchFigures } from './overview-store.ts'

/** One message to hand to a channel. `id` is the delivery's: the same id means the same attempt. */
export interface Outgoing {
  readonly id: string
  /** Stable over attempts: the notification's id. SMTP makes its Message-ID of it. */
  readonly notificationId: string
  /** Phone digits, a full JID or an e-mail address. */
  readonly address: string
  readonly kind: NotificationKind
  readonly subject: string | null
  readonly body: string
  readonly locale: 'pt-BR' | 'en'
}

/** Every way a send can end. Reasons are from a bounded vocabulary and carry no text or address. */
export type SendOutcome =
  /** The gateway took it; delivery is known only by receipts that carry this id. */
  | { outcome: 'accepted'; externalId: string }
  /** The channel's own last word: nothing more will come. */
  | { outcome: 'delivered'; externalId: string | null }
  /** Never for this address or message: the chain moves on at once. */
  | { outcome: 'rejected'; reason: string }
  /** The channel as a whole cannot serve now (not configured, logged out, licence): the chain moves on at once. */
  | { outcome: 'unavailable'; reason: string }
  /** May work later. */
  | { outcome: 'transient'; reason: string; retryAfterMs: number | null }
  /** The request left and no answer came: it may have been sent. */
  | { outcome: 'ambiguous'; reason: string }

export type LookupOutcome =
  | { outcome: 'found'; externalId: string }
  /** The gateway is sure that it does not have it: sending again is safe. */
  | { outcome: 'absent' }
  | { outcome: 'unknown' }

/** Carries a message outside. Never throws: every failure is an outcome. Retries nothing by itself. */
export interface Channel {
  readonly name: ChannelName
  /** Longest a `send` may take, in ms; the lease of an attempt is made of it. */
  readonly sendTimeoutMs: number
  send(message: Outgoing): Promise<SendOutcome>
  /** After an ambiguous end: asks whether a message like this left since `since`. */
  lookup(message: Outgoing, since: Date): Promise<LookupOutcome>
}

export interface NotificationQuery {
  readonly personId?: string
  readonly status?: NotificationStatus
  readonly kind?: NotificationKind
  readonly limit: number
  /** `next` of an earlier page. */
  readonly after?: string
  readonly offset?: number
}

export interface NotificationPage {
  readonly notifications: readonly Notification[]
  readonly next: string | null
  readonly total: number | null
}

/** Attempts, and what the channels said of them. */
export interface DeliveryStore {
  insertDelivery(delivery: Delivery): Promise<void>
  updateDelivery(delivery: Delivery): Promise<void>
  /** All of one notification, in order of their start. */
  deliveries(notificationId: string): Promise<readonly Delivery[]>
  deliveryByExternalId(channel: ChannelName, externalId: string): Promise<Delivery | null>
  /** A delivery of the group to the same address that is sending, accepted, ambiguous or delivered. */
  groupDelivery(groupKey: string, channel: ChannelName, addressRef: string): Promise<Delivery | null>
  /** Attempts that reached the gateway on this channel since then, for notifications of all kinds but `reply`. */
  countSends(channel: ChannelName, since: Date): Promise<number>
  /**
   * Every attempt still `sending`: its lease ends now. For a start where no other process can be at work. Gives the
   * ids of their notifications, each once.
   */
  endLeases(now: Date): Promise<readonly string[]>

  /** False when the same (channel, externalId, kind) was recorded before. */
  insertReceipt(receipt: Receipt): Promise<boolean>
  /** Oldest first. */
  receipts(channel: ChannelName, externalId: string): Promise<readonly Receipt[]>
}

export interface NotificationStore extends DeliveryStore, NotificationOverview {
  /** False, and nothing stored, when the dedupe key is there already. */
  insert(notification: Notification): Promise<boolean>
  find(id: string): Promise<Notification | null>
  findByDedupeKey(key: string): Promise<Notification | null>
  /** Serialises all work on one notification until the unit of work ends. */
  lock(id: string): Promise<Notification | null>
  update(notification: Notification): Promise<void>
  /** Newest first, by (createdAt, id). */
  page(query: NotificationQuery): Promise<NotificationPage>
  /** Ids of all pending ones, oldest first; for `resume`. */
  pendingIds(limit: number): Promise<readonly string[]>
  counts(): Promise<{ pending: number; failed: number }>

  /**
   * One send at a time: takes the channel's lane for `holder` until `until`. False while someone else holds it and
   * their time is not over. Taking it again as the same holder extends it.
   */
  claimLane(channel: ChannelName, holder: string, until: Date, now: Date): Promise<boolean>
  /** No-op when the holder is another. */
  releaseLane(channel: ChannelName, holder: string): Promise<void>

  pauses(): Promise<readonly Pause[]>
  /** Keeps the older one when already paused. */
  pause(pause: Pause): Promise<void>
  resume(channel: Pause['channel']): Promise<void>

  /** Deletes settled notifications with their deliveries and receipts. */
  purge(settledBefore: Date): Promise<number>
}

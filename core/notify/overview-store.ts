import type { ChannelName } from '../people/person.ts'
import type { Delivery, Notification, NotificationStatus, Receipt } from './notification.ts'

/** Seconds within which half, and 95 of 100, were. */
export interface Spread {
  readonly p50: number
  readonly p95: number
}

/** What a channel did in a stretch of time. */
export interface ChannelFigures {
  /** Attempts that reached the gateway. */
  readonly sent: number
  /** Attempts that the channel confirmed. */
  readonly confirmed: number
  /** Notifications whose chain ended here without success: it was the last link, or they expired on it. */
  readonly failed: number
  /** Notifications that went on from here to the next link. */
  readonly passedOn: number
  /** From the start of a send to its confirmation. null: none was confirmed. */
  readonly confirmSeconds: Spread | null
  /**
   * From when a notification was due to the start of its first send, where this is its first link: time spent in quiet
   * hours, pauses and rate limits counts. null: none began here.
   */
  readonly latenessSeconds: Spread | null
}

export interface StretchFigures extends ChannelFigures {
  /** Which stretch: 0 is from the first bound to the second. */
  readonly stretch: number
  readonly channel: ChannelName
}

/** Several notifications at once, for whoever looks at them. */
export interface NotificationOverview {
  /** Those that are there, in no order. */
  ofIds(ids: readonly string[]): Promise<readonly Notification[]>
  /** Of all of these notifications, in order of their start. */
  deliveriesOf(notificationIds: readonly string[]): Promise<readonly Delivery[]>
  /** What came for all of these messages, oldest first. */
  receiptsOf(messages: readonly Pick<Receipt, 'channel' | 'externalId'>[]): Promise<readonly Receipt[]>
  /** With exactly one of these group keys, newest first. */
  ofGroups(groupKeys: readonly string[]): Promise<readonly Notification[]>
  /** Whose group key begins with it, newest first. */
  ofGroupsLike(prefix: string, limit: number): Promise<readonly Notification[]>
  /** By status, of one person or (null) of all; each counted to `most` and no further. */
  statusCounts(personId: string | null, most: number): Promise<Readonly<Record<NotificationStatus, number>>>
  /**
   * By the start of the attempt, per stretch between two bounds and channel, by stretch; where nothing was, there is no
   * entry. Bounds ascend.
   */
  figures(personId: string | null, bounds: readonly Date[]): Promise<readonly StretchFigures[]>
}

import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { CHANNEL_NAMES, type ChannelName, type Person } from '../people/person.ts'
import { makeAdvance } from './advance.ts'
import { makeCancel, makeRetry } from './by-hand.ts'
import { makeNotificationCounts } from './counts.ts'
import { type DeliveryFigures, makeFigures } from './figures.ts'
import type { Delivery, Notification, NotificationKind, NotificationStatus, Pause, Receipt } from './notification.ts'
import { makeNotify } from './notify.ts'
import { makeListPauses, makePause, makeResume } from './pause.ts'
import { makePlan, type PlannedWay } from './plan.ts'
import type { NotificationPage, NotificationQuery } from './ports.ts'
import { makeGetNotification, makeListNotifications } from './read.ts'
import { makeReceive } from './receive.ts'
import { makeRecover } from './recover.ts'
import { makeRetryAll } from './retry-all.ts'
import { makeTest } from './test-channels.ts'
import { makeTimeline, makeTimelines, type Timeline, type TimelinePage } from './timeline.ts'

export { COUNTED_MAX } from './counts.ts'
export { expiryOf } from './expiry.ts'
export { type DayFigures, type DeliveryFigures, FIGURES_DAYS_MAX } from './figures.ts'
export {
  type Delivery,
  NOTIFICATION_KINDS,
  NOTIFICATION_STATUSES,
  type Notification,
  type NotificationKind,
  type NotificationStatus,
  type Pause,
  type Receipt,
  type ReceiptKind,
} from './notification.ts'
export type { ChannelFigures, Spread } from './overview-store.ts'
export type { PlannedWay } from './plan.ts'
export type { Channel, LookupOutcome, NotificationPage, NotificationQuery, Outgoing, SendOutcome } from './ports.ts'
export type { Attempt, LinkState, Timeline, TimelineLink, TimelinePage } from './timeline.ts'

export interface NotifyRequest {
  readonly personId: string
  readonly kind: NotificationKind
  readonly subject?: string | null
  readonly body: string
  /** The same key is the same notification: the second request returns the first one's. */
  readonly dedupeKey?: string | null
  readonly groupKey?: string | null
  /** Answer to this message, by the way it came. */
  readonly messageId?: string | null
  /** This channel alone, if it leads to the person, instead of their chain. */
  readonly channel?: ChannelName
  readonly notBefore?: Date | null
  /** Absent: by kind, from `CoreSettings.expirySeconds`. */
  readonly expiresAt?: Date | null
}

export interface TestRequest {
  readonly personId: string
  readonly subject: string
  readonly body: string
  readonly seconds: number
  readonly only?: ChannelName
}

export interface NotificationDetail {
  readonly notification: Notification
  readonly deliveries: readonly (Delivery & { readonly receipts: readonly Receipt[] })[]
}

export interface Notify {
  /** Those that are configured, in the usual order. */
  readonly channels: readonly ChannelName[]
  /** Puts it into the inbox and on its chain. `created` is false when the dedupe key was known. */
  notify(request: NotifyRequest): Promise<{ notification: Notification; created: boolean }>
  /** A member sees their own only; others are `notification_not_found`. */
  get(actor: Actor, id: string): Promise<NotificationDetail>
  list(actor: Actor, query: NotificationQuery): Promise<NotificationPage>
  /** As `get`, divided into the links of its chain. */
  timeline(actor: Actor, id: string): Promise<Timeline>
  /** As `list`, each with its way down the chain; the cost does not grow with their number. */
  timelines(actor: Actor, query: NotificationQuery): Promise<TimelinePage>
  /** By status, each counted to COUNTED_MAX and no further; a member's own. Those that failed are the dead letters. */
  counts(actor: Actor): Promise<Readonly<Record<NotificationStatus, number>>>
  /** What each channel did on each of the last days in a zone, today included; a member's own. */
  figures(actor: Actor, query: { days: number; timeZone: string }): Promise<DeliveryFigures>
  /** A failed one starts its chain anew, with a new expiry; `not_retryable` otherwise. */
  retry(actor: Actor, id: string): Promise<Notification>
  /**
   * As `retry` for the failed ones, newest first, a hundred in one unit of work; those that cannot be are passed over.
   * Go on with `next` as `after`; null: that was all. A member's own.
   */
  retryAll(
    actor: Actor,
    query?: { kind?: NotificationKind; after?: string },
  ): Promise<{ readonly retried: number; readonly next: string | null }>
  /** A pending one stops; `not_cancellable` otherwise. What a gateway already has cannot be called back. */
  cancel(actor: Actor, id: string): Promise<Notification>
  /**
   * One message down each configured channel that leads to the person, each on its own and for `seconds` at most; all
   * channels, or `only` one. Empty: none leads there. What became of them is for `get` to tell.
   */
  test(request: TestRequest): Promise<readonly Notification[]>
  /** For each kind, how the person would be told now. */
  plan(person: Person): readonly PlannedWay[]
  pauses(): Promise<readonly Pause[]>
  pause(actor: Actor, channel: ChannelName | 'all'): Promise<readonly Pause[]>
  resume(actor: Actor, channel: ChannelName | 'all'): Promise<readonly Pause[]>
  /** The job: takes the next step of the chain that is due, and plans the one after. Idempotent. */
  advance(notificationId: string): Promise<void>
  /** What a channel says about a message. Late, repeated, out-of-order and unknown ones are all welcome. */
  receive(receipt: Receipt): Promise<void>
  /** At the start of the only process: what was being sent when the last one died is looked at again at once. */
  recover(): Promise<void>
}

export const makeNotifications = (deps: CoreDeps): Notify => ({
  channels: CHANNEL_NAMES.filter((name) => deps.channels[name] !== undefined),
  notify: makeNotify(deps),
  get: makeGetNotification(deps),
  list: makeListNotifications(deps),
  timeline: makeTimeline(deps),
  timelines: makeTimelines(deps),
  counts: makeNotificationCounts(deps),
  figures: makeFigures(deps),
  retry: makeRetry(deps),
  retryAll: makeRetryAll(deps),
  cancel: makeCancel(deps),
  test: makeTest(deps),
  plan: makePlan(deps),
  pauses: makeListPauses(deps),
  pause: makePause(deps),
  resume: makeResume(deps),
  advance: makeAdvance(deps),
  receive: makeReceive(deps),
  recover: makeRecover(deps),
})

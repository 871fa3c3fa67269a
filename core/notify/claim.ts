import type { ChannelName } from '../people/person.ts'
import { attemptsOn, channelOf, currentAttempt, isLastChannel } from './attempts.ts'
import { jitter } from './backoff.ts'
import { limitOf, type Situation } from './decide.ts'
import { type Errand, outgoing } from './errand.ts'
import type { Delivery } from './notification.ts'
import { earliest, later, type NotifyDeps, type NotifyStores, stepJob, wakeAt } from './stores.ts'
import { giveUp, shareEmail } from './transitions.ts'

/** Beyond the longest send, before another worker may conclude that the sender died. */
const LEASE_MARGIN_MS = 15_000
const LANE_POLL_MS = 1_000
const GROUP_POLL_MS = 5_000
const CAP_POLL_MS = 300_000
const HOUR_MS = 3_600_000

/**
 * Claims the next attempt, or does what stands in its way. An errand means: committed as `sending`, send it now. The
 * lane is taken before anything is counted, so that two workers cannot count the same.
 */
export const claimAttempt = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  situation: Situation,
): Promise<Errand | null> => {
  const { now, notification, deliveries, route } = situation
  const name = channelOf(notification)
  const channel = name === undefined ? undefined : deps.channels[name]
  if (channel === undefined || route === null) return null
  const delivery = newAttempt(deps, situation, channel.name, route.ref, channel.sendTimeoutMs)

  const wait = async (until: Date): Promise<null> => {
    const limit = limitOf(notification, currentAttempt(notification, deliveries))
    await stores.jobs.enqueue(stepJob(notification, earliest(until, limit)))
    return null
  }
  if (channel.name === 'whatsapp') {
    const isFree = await stores.notifications.claimLane('whatsapp', delivery.id, delivery.leaseUntil, now)
    if (!isFree) return wait(later(now, LANE_POLL_MS * (1 + jitter(notification.id))))
    if (await isOverCap(deps, stores, situation)) {
      await stores.notifications.releaseLane('whatsapp', delivery.id)
      if (isLastChannel(notification)) return wait(later(now, CAP_POLL_MS))
      await giveUp(deps, stores, situation, 'throttled')
      return null
    }
  }
  if (channel.name === 'email' && notification.groupKey !== null) {
    const twin = await groupTwin(stores, situation, notification.groupKey, route.ref)
    if (twin?.state === 'delivered') {
      await shareEmail(deps, stores, situation, route.ref)
      return null
    }
    if (twin !== null) return wait(later(now, GROUP_POLL_MS))
  }
  await stores.notifications.insertDelivery(delivery)
  await stores.jobs.enqueue(wakeAt(notification, earliest(delivery.leaseUntil, delivery.deadlineAt)))
  return { do: 'send', channel, delivery, message: outgoing(deps, situation, route, delivery) }
}

const newAttempt = (
  deps: NotifyDeps,
  { now, notification, deliveries }: Situation,
  channel: ChannelName,
  addressRef: string,
  sendTimeoutMs: number,
): Delivery => {
  const earlier = attemptsOn(notification, channel, deliveries)
  const short = later(now, deps.settings.receiptDeadlineSeconds[notification.kind] * 1000)
  const first = isLastChannel(notification) ? notification.expiresAt : earliest(short, notification.expiresAt)
  return {
    id: deps.ids.uuid(),
    notificationId: notification.id,
    channel,
    round: notification.round,
    attempt: earlier.length + 1,
    state: 'sending',
    reason: null,
    addressRef,
    externalId: null,
    startedAt: now,
    leaseUntil: later(now, sendTimeoutMs + LEASE_MARGIN_MS),
    deadlineAt: earlier.at(-1)?.deadlineAt ?? first,
    nextAttemptAt: null,
    settledAt: null,
  }
}

const isOverCap = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  { now, notification }: Situation,
): Promise<boolean> => {
  if (notification.kind === 'reply') return false
  const sent = await stores.notifications.countSends('whatsapp', later(now, -HOUR_MS))
  return sent >= deps.settings.whatsappHourlyCap
}

/**
 * The attempt of someone else of the group at the same address. The lane, held until this unit of work ends, makes
 * two claims on one group follow each other; sends themselves go side by side.
 */
const groupTwin = async (
  stores: NotifyStores,
  { now, notification }: Situation,
  groupKey: string,
  addressRef: string,
): Promise<Delivery | null> => {
  await stores.notifications.claimLane('email', notification.id, later(now, GROUP_POLL_MS), now)
  await stores.notifications.releaseLane('email', notification.id)
  const found = await stores.notifications.groupDelivery(groupKey, 'email', addressRef)
  return found === null || found.notificationId === notification.id ? null : found
}

import { attemptsOn, channelOf, currentAttempt, isLastChannel } from './attempts.ts'
import { noteDelivery, noteFallback } from './facts.ts'
import type { Delivery, Notification } from './notification.ts'
import { type NotifyDeps, type NotifyStores, stepJob } from './stores.ts'

/** What a transition changes: the notification as it is held, and its deliveries as they were read. */
export interface Held {
  readonly notification: Notification
  readonly deliveries: readonly Delivery[]
}

/** The message arrived: chain and notification end well. */
export const confirm = async (deps: NotifyDeps, stores: NotifyStores, held: Held, attempt: Delivery): Promise<void> => {
  const now = deps.clock.now()
  const { notification, deliveries } = held
  const current = currentAttempt(notification, deliveries)
  if (current !== null && current.id !== attempt.id && current.state === 'retrying') {
    await stores.notifications.updateDelivery(ended(current, current.reason, now))
  }
  await stores.notifications.updateDelivery({
    ...attempt,
    state: 'delivered',
    reason: null,
    nextAttemptAt: null,
    settledAt: now,
  })
  noteDelivery(stores, notification, attempt.channel, 'delivered')
  // An accepted one was noted when the gateway took it.
  if (attempt.state !== 'accepted') noteFallback(stores, notification, deliveries, 'sent')
  await settle(stores, notification, 'delivered', null, now)
}

/** This channel is done: the next one's turn, or the end. `isUnsent`: the current attempt is known not to have left. */
export const giveUp = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  held: Held,
  reason: string,
  { isUnsent = false } = {},
): Promise<void> => {
  const now = deps.clock.now()
  const { notification } = held
  await endChannel(deps, stores, held, reason, isUnsent)
  if (isLastChannel(notification)) {
    const step = notification.chain.length
    await settle(stores, { ...notification, step }, 'failed', reason, now)
    return
  }
  const next = { ...notification, step: notification.step + 1, updatedAt: now }
  await stores.notifications.update(next)
  await stores.jobs.enqueue(stepJob(next, now))
}

/** Too late to be worth anything: no further channel is tried. */
export const expire = async (deps: NotifyDeps, stores: NotifyStores, held: Held): Promise<void> => {
  await endChannel(deps, stores, held, 'expired', false)
  await settle(stores, held.notification, 'failed', 'expired', deps.clock.now())
}

/** Stopped, by someone or because there is nobody left to tell. What a gateway already has goes its way. */
export const cancel = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  held: Held,
  reason: string | null,
): Promise<Notification> => {
  const now = deps.clock.now()
  const current = currentAttempt(held.notification, held.deliveries)
  if (current?.state === 'retrying') await stores.notifications.updateDelivery(ended(current, current.reason, now))
  return settle(stores, held.notification, 'cancelled', reason, now)
}

/** Someone else's e-mail about the same thing went to the same address: it was read there once. */
export const shareEmail = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  held: Held,
  addressRef: string,
): Promise<void> => {
  const now = deps.clock.now()
  const current = currentAttempt(held.notification, held.deliveries)
  if (current !== null) await stores.notifications.updateDelivery(ended(current, 'same_address', now))
  else await stores.notifications.insertDelivery(skipped(deps, held, 'same_address', addressRef))
  await settle(stores, held.notification, 'delivered', null, now)
}

const endChannel = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  held: Held,
  reason: string,
  isUnsent: boolean,
): Promise<void> => {
  const now = deps.clock.now()
  const { notification, deliveries } = held
  const channel = channelOf(notification)
  if (channel === undefined) return
  const current = currentAttempt(notification, deliveries)
  if (current === null) await stores.notifications.insertDelivery(skipped(deps, held, reason, null))
  else {
    const end = ended(current, reason, now)
    await stores.notifications.updateDelivery(isUnsent ? { ...end, state: 'failed' } : end)
  }
  noteDelivery(stores, notification, channel, 'failed', reason)
  if (current?.state !== 'accepted') noteFallback(stores, notification, deliveries, 'failure')
}

/**
 * How an open attempt ends without success. A WhatsApp message that perhaps left stays ambiguous, though settled: it
 * goes on counting against the hourly cap.
 */
const ended = (attempt: Delivery, reason: string | null, now: Date): Delivery => {
  const isPerhapsSent = attempt.state === 'sending' || attempt.state === 'ambiguous'
  const failed = isPerhapsSent && attempt.channel === 'whatsapp' ? 'ambiguous' : 'failed'
  const state = attempt.state === 'retrying' ? 'cancelled' : failed
  return { ...attempt, state, reason, nextAttemptAt: null, settledAt: now }
}

const skipped = (deps: NotifyDeps, held: Held, reason: string, addressRef: string | null): Delivery => {
  const { notification, deliveries } = held
  const now = deps.clock.now()
  const channel = channelOf(notification) ?? 'email'
  return {
    id: deps.ids.uuid(),
    notificationId: notification.id,
    channel,
    round: notification.round,
    attempt: attemptsOn(notification, channel, deliveries).length + 1,
    state: 'skipped',
    reason,
    addressRef,
    externalId: null,
    startedAt: now,
    leaseUntil: now,
    deadlineAt: now,
    nextAttemptAt: null,
    settledAt: now,
  }
}

const settle = async (
  stores: NotifyStores,
  notification: Notification,
  status: 'delivered' | 'failed' | 'cancelled',
  reason: string | null,
  now: Date,
): Promise<Notification> => {
  const settled: Notification = { ...notification, status, reason, updatedAt: now, settledAt: now }
  await stores.notifications.update(settled)
  return settled
}

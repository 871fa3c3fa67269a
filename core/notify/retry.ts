import { isLastChannel } from './attempts.ts'
import { retryDelay } from './backoff.ts'
import { noteDelivery } from './facts.ts'
import type { Delivery, Notification } from './notification.ts'
import { earliest, later, type NotifyDeps, type NotifyStores, stepJob } from './stores.ts'
import { giveUp, type Held } from './transitions.ts'

/** When an attempt that may have left has waited long enough for its receipt. */
export const deadlineOnceSent = (deps: NotifyDeps, notification: Notification, delivery: Delivery): Date => {
  if (!isLastChannel(notification)) return delivery.deadlineAt
  const wait = deps.settings.receiptDeadlineSeconds[notification.kind] * 1000
  return earliest(later(deps.clock.now(), wait), notification.expiresAt)
}

/**
 * The attempt did not leave and may work later. Moves on at once when there have been enough, or when the next one
 * would come after the channel's deadline: waiting for that would only make the message late.
 */
export const retryOrGiveUp = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  held: Held,
  delivery: Delivery,
  failure: { readonly reason: string; readonly retryAfterMs: number | null },
): Promise<void> => {
  const now = deps.clock.now()
  const { notification } = held
  const isLast = isLastChannel(notification)
  const { reason } = failure
  const nextAttemptAt = later(now, retryDelay(delivery, isLast, failure))
  // On the last channel a lookup may have shortened it.
  const deadlineAt = isLast ? notification.expiresAt : delivery.deadlineAt
  const isTooLate = nextAttemptAt >= earliest(deadlineAt, notification.expiresAt)
  if (isTooLate || delivery.attempt >= deps.settings.maxAttempts) {
    return giveUp(deps, stores, held, reason, { isUnsent: true })
  }
  await stores.notifications.updateDelivery({
    ...delivery,
    state: 'retrying',
    reason,
    nextAttemptAt,
    deadlineAt,
    settledAt: now,
  })
  noteDelivery(stores, notification, delivery.channel, 'retried', reason)
  await stores.jobs.enqueue(stepJob(notification, nextAttemptAt))
}

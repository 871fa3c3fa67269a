import type { CoreDeps } from '../deps.ts'
import { personOf } from '../people/index.ts'
import { planChain } from './chain.ts'
import { expiryOf } from './expiry.ts'
import { messageAnswered } from './gather.ts'
import type { Notify } from './index.ts'
import type { Notification } from './notification.ts'
import { latest, type NotifyStores, stepJob, wakeAt } from './stores.ts'

export const makeNotify =
  (deps: CoreDeps): Notify['notify'] =>
  (request) =>
    deps.storage.run(async (stores) => {
      const { personId, kind, body, subject = null, dedupeKey = null, groupKey = null, messageId = null } = request
      const known = await knownBy(stores, dedupeKey)
      if (known !== null) return { notification: known, created: false }
      const person = await personOf(stores.people, personId)
      const now = deps.clock.now()
      const notBefore = request.notBefore ?? null
      const message = await messageAnswered(stores, messageId)
      const planned = planChain({ person, kind, message }, deps.settings)
      const chain = planned.filter((name) => request.channel === undefined || name === request.channel)
      const notification: Notification = {
        id: deps.ids.uuid(),
        personId,
        kind,
        subject,
        body,
        dedupeKey,
        groupKey,
        messageId,
        ...startOf(chain, now),
        round: 1,
        notBefore,
        expiresAt: request.expiresAt ?? expiryOf(kind, person, latest(now, notBefore ?? now), deps.settings),
        createdAt: now,
        updatedAt: now,
      }
      if (!(await stores.notifications.insert(notification))) {
        // Someone else said the same thing at the same moment.
        const twin = await knownBy(stores, dedupeKey)
        return { notification: twin ?? notification, created: false }
      }
      await enqueueRound(stores, notification, latest(now, notBefore ?? now))
      return { notification, created: true }
    })

/** A chain before its first step. An empty one is at its end: the inbox is the whole of it. */
export const startOf = (
  chain: Notification['chain'],
  now: Date,
): Pick<Notification, 'chain' | 'step' | 'status' | 'reason' | 'settledAt'> => {
  const isInboxOnly = chain.length === 0
  return {
    chain,
    step: 0,
    status: isInboxOnly ? 'delivered' : 'pending',
    reason: null,
    settledAt: isInboxOnly ? now : null,
  }
}

/** The chain's first step, and its expiry: whatever becomes of other jobs, no notification stays pending for ever. */
export const enqueueRound = async (
  stores: Pick<NotifyStores, 'jobs'>,
  notification: Notification,
  start: Date,
): Promise<void> => {
  if (notification.status !== 'pending') return
  await stores.jobs.enqueue(stepJob(notification, start), wakeAt(notification, notification.expiresAt))
}

const knownBy = async (
  { notifications }: Pick<NotifyStores, 'notifications'>,
  dedupeKey: string | null,
): Promise<Notification | null> => (dedupeKey === null ? null : notifications.findByDedupeKey(dedupeKey))

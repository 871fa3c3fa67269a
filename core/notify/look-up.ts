import { attemptsOn, currentAttempt } from './attempts.ts'
import type { Situation } from './decide.ts'
import { type Errand, outgoing } from './errand.ts'
import type { Delivery } from './notification.ts'
import type { LookupOutcome } from './ports.ts'
import { retryOrGiveUp } from './retry.ts'
import { accept } from './settle.ts'
import { earliest, later, latest, type NotifyDeps, type NotifyStores, wakeAt } from './stores.ts'
import { confirm, giveUp, type Held } from './transitions.ts'

const LOOKUP_MARGIN_MS = 15_000
const SHORTEST_WAIT_MS = 5_000

/** Plans to ask the gateway for an ambiguous message: others look again only when the asker must have died. */
export const claimLookup = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  situation: Situation,
  delivery: Delivery,
): Promise<Errand | null> => {
  const { now, notification, route } = situation
  const channel = deps.channels[delivery.channel]
  if (channel === undefined || route === null) {
    await notKnown(deps, stores, situation, delivery)
    return null
  }
  const nextAttemptAt = later(now, channel.sendTimeoutMs + LOOKUP_MARGIN_MS)
  await stores.notifications.updateDelivery({ ...delivery, nextAttemptAt })
  await stores.jobs.enqueue(wakeAt(notification, earliest(nextAttemptAt, delivery.deadlineAt)))
  return { do: 'lookUp', channel, delivery, message: outgoing(deps, situation, route, delivery) }
}

/** Writes down what the gateway knew and plans what follows. */
export const settleLookup = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  asked: Delivery,
  outcome: LookupOutcome,
): Promise<void> => {
  const notification = await stores.notifications.lock(asked.notificationId)
  if (notification === null) return
  const deliveries = await stores.notifications.deliveries(notification.id)
  const delivery = currentAttempt(notification, deliveries)
  if (delivery?.id !== asked.id || delivery.state !== 'ambiguous') return
  const held: Held = { notification, deliveries }
  if (outcome.outcome === 'found') {
    const { externalId } = outcome
    // A mail server that has it has taken it for the recipient; more is not said of e-mail.
    if (delivery.channel === 'email') return confirm(deps, stores, held, { ...delivery, externalId })
    return accept(deps, stores, held, delivery, externalId)
  }
  if (outcome.outcome === 'unknown') return notKnown(deps, stores, held, delivery)
  const mayBeUnderWay = later(delivery.startedAt, deps.channels[delivery.channel]?.sendTimeoutMs ?? 0)
  // A sender that died cannot say that its request had ended: a gateway may still be working on it.
  if (delivery.reason === 'interrupted' && deps.clock.now() < mayBeUnderWay) {
    return askAgain(deps, stores, held, delivery, mayBeUnderWay)
  }
  return retryOrGiveUp(deps, stores, held, delivery, { reason: delivery.reason ?? 'ambiguous', retryAfterMs: null })
}

/**
 * Nobody can tell. A second WhatsApp text would be worse than a late one: wait for it to be found, until the deadline.
 * An e-mail is sent once more under the same Message-ID, by which mailboxes tell copies; again after each death of the
 * sender, within the attempts allowed.
 */
const notKnown = async (deps: NotifyDeps, stores: NotifyStores, held: Held, delivery: Delivery): Promise<void> => {
  const now = deps.clock.now()
  if (delivery.channel === 'whatsapp') {
    const soFar = now.getTime() - delivery.startedAt.getTime()
    return askAgain(deps, stores, held, delivery, later(now, Math.max(SHORTEST_WAIT_MS, soFar)))
  }
  if (delivery.reason === 'interrupted') {
    return retryOrGiveUp(deps, stores, held, delivery, { reason: delivery.reason, retryAfterMs: null })
  }
  const isRepeated = attemptsOn(held.notification, delivery.channel, held.deliveries).some(
    ({ state, reason }) => state === 'retrying' && reason === 'ambiguous',
  )
  if (isRepeated) return giveUp(deps, stores, held, delivery.reason ?? 'ambiguous')
  return retryOrGiveUp(deps, stores, held, delivery, { reason: 'ambiguous', retryAfterMs: null })
}

const askAgain = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  { notification }: Held,
  delivery: Delivery,
  at: Date,
): Promise<void> => {
  const nextAttemptAt = latest(at, later(deps.clock.now(), SHORTEST_WAIT_MS))
  await stores.notifications.updateDelivery({ ...delivery, nextAttemptAt })
  await stores.jobs.enqueue(wakeAt(notification, earliest(nextAttemptAt, delivery.deadlineAt)))
}

import { channelOf, currentAttempt } from './attempts.ts'
import { noteDelivery, noteFallback, noteReceipt } from './facts.ts'
import type { Delivery, DeliveryState } from './notification.ts'
import type { SendOutcome } from './ports.ts'
import { deadlineOnceSent, retryOrGiveUp } from './retry.ts'
import { earliest, later, type NotifyDeps, type NotifyStores, wakeAt } from './stores.ts'
import { confirm, giveUp, type Held } from './transitions.ts'

/** Gateways store what they sent a moment after they sent it. */
const FIRST_LOOKUP_MS = 2_000

/** Writes down how a send ended and plans what follows. Harmless when others have concluded on the attempt meanwhile. */
export const settleSend = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  sent: Delivery,
  outcome: SendOutcome,
): Promise<void> => {
  const notification = await stores.notifications.lock(sent.notificationId)
  await stores.notifications.releaseLane(sent.channel, sent.id)
  if (notification === null) return
  const deliveries = await stores.notifications.deliveries(notification.id)
  const delivery = deliveries.find(({ id }) => id === sent.id)
  if (delivery === undefined) return
  const held: Held = { notification, deliveries }
  const current = currentAttempt(notification, deliveries)
  // Ambiguous: the lease ran out and someone is asking the gateway; what the sender itself knows is better.
  const isAwaited = current?.id === sent.id && (current.state === 'sending' || current.state === 'ambiguous')
  if (isAwaited) await follow(deps, stores, held, delivery, outcome)
  else await annotate(deps, stores, held, delivery, outcome)
}

const follow = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  held: Held,
  delivery: Delivery,
  outcome: SendOutcome,
): Promise<void> => {
  const { notification } = held
  switch (outcome.outcome) {
    case 'accepted':
      return accept(deps, stores, held, delivery, outcome.externalId)
    case 'delivered':
      return confirm(deps, stores, held, { ...delivery, externalId: outcome.externalId })
    case 'rejected':
    case 'unavailable':
      return giveUp(deps, stores, held, outcome.reason, { isUnsent: true })
    case 'transient':
      return retryOrGiveUp(deps, stores, held, delivery, outcome)
    case 'ambiguous': {
      const now = deps.clock.now()
      const nextAttemptAt = later(now, FIRST_LOOKUP_MS)
      // Of an e-mail no receipt will tell: it is asked for and sent again for as long as it may be sent at all.
      const isMail = delivery.channel === 'email'
      const deadlineAt = isMail ? delivery.deadlineAt : deadlineOnceSent(deps, notification, delivery)
      const { reason } = outcome
      await stores.notifications.updateDelivery({ ...delivery, state: 'ambiguous', reason, nextAttemptAt, deadlineAt })
      noteDelivery(stores, notification, delivery.channel, 'ambiguous', reason)
      return stores.jobs.enqueue(wakeAt(notification, earliest(nextAttemptAt, deadlineAt)))
    }
  }
}

/** The gateway has it: from here on its receipts decide, those too that came before its id was known here. */
export const accept = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  held: Held,
  delivery: Delivery,
  externalId: string,
): Promise<void> => {
  const { notification, deliveries } = held
  const deadlineAt = deadlineOnceSent(deps, notification, delivery)
  const accepted: Delivery = {
    ...delivery,
    state: 'accepted',
    reason: null,
    externalId,
    nextAttemptAt: null,
    deadlineAt,
  }
  await stores.notifications.updateDelivery(accepted)
  noteDelivery(stores, notification, delivery.channel, 'accepted')
  noteFallback(stores, notification, deliveries, 'sent')
  for (const receipt of await stores.notifications.receipts(delivery.channel, externalId)) {
    noteReceipt(stores, accepted, receipt)
  }
  await stores.jobs.enqueue(wakeAt(notification, deadlineAt))
}

/** The chain went on without this attempt: its end is written down, and only an arrival still counts. */
const annotate = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  held: Held,
  delivery: Delivery,
  outcome: SendOutcome,
): Promise<void> => {
  const { notification } = held
  const isOnTurn = notification.status === 'pending' && notification.round === delivery.round
  if (outcome.outcome === 'delivered' && isOnTurn && channelOf(notification) === delivery.channel) {
    return confirm(deps, stores, held, { ...delivery, externalId: outcome.externalId })
  }
  const isOpen = delivery.state === 'sending' || delivery.state === 'ambiguous'
  const end = isOpen || outcome.outcome === 'delivered' ? END[outcome.outcome] : delivery.state
  const told: Delivery = {
    ...delivery,
    state: end,
    reason: 'reason' in outcome && isOpen ? outcome.reason : delivery.reason,
    externalId: 'externalId' in outcome ? outcome.externalId : delivery.externalId,
    nextAttemptAt: null,
    settledAt: delivery.settledAt ?? deps.clock.now(),
  }
  await stores.notifications.updateDelivery(told)
  if (told.externalId === null) return
  for (const receipt of await stores.notifications.receipts(told.channel, told.externalId)) {
    noteReceipt(stores, told, receipt)
  }
}

const END: Readonly<Record<SendOutcome['outcome'], DeliveryState>> = {
  accepted: 'accepted',
  delivered: 'delivered',
  rejected: 'failed',
  unavailable: 'failed',
  transient: 'failed',
  ambiguous: 'ambiguous',
}

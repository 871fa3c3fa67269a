import type { CoreDeps } from '../deps.ts'
import { DomainError } from '../kernel/errors.ts'
import { planChain } from './chain.ts'
import { expiryOf } from './expiry.ts'
import { messageAnswered } from './gather.ts'
import type { Notify } from './index.ts'
import type { Notification } from './notification.ts'
import { enqueueRound, startOf } from './notify.ts'
import { visible } from './read.ts'
import { cancel } from './transitions.ts'

export const makeRetry =
  (deps: CoreDeps): Notify['retry'] =>
  (actor, id) =>
    deps.storage.run(async (stores) => {
      const failed = visible(actor, await stores.notifications.lock(id))
      const person = await stores.people.find(failed.personId)
      if (failed.status !== 'failed' || person === null) {
        throw new DomainError('not_retryable', 'Only a failed notification can be sent again.')
      }
      const now = deps.clock.now()
      const message = await messageAnswered(stores, failed.messageId)
      // Planned anew: a missing address may be what made it fail.
      const chain = planChain({ person, kind: failed.kind, message }, deps.settings)
      const again: Notification = {
        ...failed,
        ...startOf(chain, now),
        round: failed.round + 1,
        notBefore: null,
        expiresAt: expiryOf(failed.kind, person, now, deps.settings),
        updatedAt: now,
      }
      await stores.notifications.update(again)
      await enqueueRound(stores, again, now)
      return again
    })

export const makeCancel =
  (deps: CoreDeps): Notify['cancel'] =>
  (actor, id) =>
    deps.storage.run(async (stores) => {
      const notification = visible(actor, await stores.notifications.lock(id))
      if (notification.status !== 'pending') {
        throw new DomainError('not_cancellable', 'Only a notification that is on its way can be cancelled.')
      }
      const deliveries = await stores.notifications.deliveries(id)
      return cancel(deps, stores, { notification, deliveries }, null)
    })

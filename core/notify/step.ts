import { claimAttempt } from './claim.ts'
import { decide } from './decide.ts'
import type { Errand } from './errand.ts'
import { gather } from './gather.ts'
import { claimLookup } from './look-up.ts'
import { settleSend } from './settle.ts'
import { type NotifyDeps, type NotifyStores, stepJob, wakeAt } from './stores.ts'
import { cancel, confirm, expire, giveUp } from './transitions.ts'

/**
 * Decides on the step that is due and takes it, within one unit of work that holds the notification. What must be done
 * outside comes back as an errand, claimed by the commit.
 */
export const takeStep = async (
  deps: NotifyDeps,
  stores: NotifyStores,
  notificationId: string,
): Promise<Errand | null> => {
  const notification = await stores.notifications.lock(notificationId)
  if (notification === null) return null
  const situation = await gather(deps, stores, notification)
  const step = decide(situation)
  switch (step.do) {
    case 'attempt':
      return claimAttempt(deps, stores, situation)
    case 'lookUp':
      return claimLookup(deps, stores, situation, step.delivery)
    case 'nothing':
      break
    case 'wait':
      await stores.jobs.enqueue(wakeAt(notification, step.until))
      break
    case 'hold':
      // A send belongs into its channel's own jobs, of which few run at a time.
      await stores.jobs.enqueue(stepJob(notification, step.until))
      break
    case 'confirm':
      await confirm(deps, stores, situation, step.delivery)
      break
    case 'conclude':
      await settleSend(deps, stores, step.delivery, { outcome: 'ambiguous', reason: 'interrupted' })
      break
    case 'giveUp':
      await giveUp(deps, stores, situation, step.reason)
      break
    case 'expire':
      await expire(deps, stores, situation)
      break
    case 'cancel':
      await cancel(deps, stores, situation, step.reason)
      break
  }
  return null
}

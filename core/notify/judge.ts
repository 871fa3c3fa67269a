import { decide } from './decide.ts'
import { gather } from './gather.ts'
import type { Notification } from './notification.ts'
import type { NotifyDeps, NotifyStores } from './stores.ts'
import { confirm, giveUp } from './transitions.ts'

/** Acts on the receipts that are there, and on nothing else that may be due. The caller holds the notification. */
export const judge = async (deps: NotifyDeps, stores: NotifyStores, notification: Notification): Promise<void> => {
  const situation = await gather(deps, stores, notification)
  const step = decide(situation)
  if (step.do === 'confirm') await confirm(deps, stores, situation, step.delivery)
  if (step.do === 'giveUp' && step.reason === 'failed_receipt') await giveUp(deps, stores, situation, step.reason)
}

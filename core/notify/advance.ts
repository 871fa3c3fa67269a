import type { CoreDeps } from '../deps.ts'
import type { Errand } from './errand.ts'
import type { Notify } from './index.ts'
import { judge } from './judge.ts'
import { settleLookup } from './look-up.ts'
import type { LookupOutcome, SendOutcome } from './ports.ts'
import { settleSend } from './settle.ts'
import { takeStep } from './step.ts'

/**
 * One step: claim, act outside, write down. Whatever dies in between, the lease of the claim says when to look again,
 * and the job for that was committed with it.
 */
export const makeAdvance =
  (deps: CoreDeps): Notify['advance'] =>
  async (notificationId) => {
    const errand = await deps.storage.run((stores) => takeStep(deps, stores, notificationId))
    if (errand === null) return
    if (errand.do === 'send') {
      const outcome = await send(errand)
      await deps.storage.run((stores) => settleSend(deps, stores, errand.delivery, outcome))
      if (outcome.outcome !== 'accepted') return
    } else {
      const outcome = await lookUp(errand)
      await deps.storage.run((stores) => settleLookup(deps, stores, errand.delivery, outcome))
      if (outcome.outcome !== 'found') return
    }
    // Receipts that came before, or in the very moment, that their id was written down found no delivery to act on.
    await deps.storage.run(async (stores) => {
      const notification = await stores.notifications.lock(notificationId)
      if (notification !== null) await judge(deps, stores, notification)
    })
  }

// A channel never throws; one that does may have sent all the same.
const send = async ({ channel, message }: Errand): Promise<SendOutcome> => {
  try {
    return await channel.send(message)
  } catch {
    return { outcome: 'ambiguous', reason: 'error' }
  }
}

const lookUp = async ({ channel, message, delivery }: Errand): Promise<LookupOutcome> => {
  try {
    return await channel.lookup(message, delivery.startedAt)
  } catch {
    return { outcome: 'unknown' }
  }
}

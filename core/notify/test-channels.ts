import type { CoreDeps } from '../deps.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { personOf } from '../people/index.ts'
import { planChain } from './chain.ts'
import type { Notify } from './index.ts'
import { makeNotify } from './notify.ts'
import { later } from './stores.ts'

/** Alerts: nothing holds them, and only a word from the phone itself confirms one. */
const KIND = 'alert'

export const makeTest =
  (deps: CoreDeps): Notify['test'] =>
  ({ personId, subject, body, seconds, only }) =>
    deps.storage.run(async (stores) => {
      const person = await personOf(stores.people, personId)
      const notify = makeNotify({ ...deps, storage: joined(stores) })
      const expiresAt = later(deps.clock.now(), seconds * 1000)
      const sent = []
      for (const channel of planChain({ person, kind: KIND, message: null }, deps.settings)) {
        if (deps.channels[channel] === undefined || (only !== undefined && only !== channel)) continue
        const request = { personId, kind: KIND, subject, body, expiresAt, channel } as const
        sent.push((await notify(request)).notification)
      }
      return sent
    })

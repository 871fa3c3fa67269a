import type { CoreDeps } from '../deps.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { makeNotifications } from '../notify/index.ts'
import { newsKey } from './group-key.ts'
import type { Alerts, IncomingAlerts } from './index.ts'
import { alertText } from './text.ts'

export const makeReceiveAlerts =
  (deps: CoreDeps): Alerts['receive'] =>
  async (incoming) => {
    const signature = await deps.ids.digest(signatureText(incoming))
    return deps.storage.run(async (stores) => {
      const known = await stores.alerts.lock(incoming.groupKey)
      const { groupKey, status, alerts } = incoming
      const id = known?.id ?? deps.ids.uuid()
      await stores.alerts.put({ id, groupKey, status, alerts, signature, receivedAt: deps.clock.now() })
      if (known?.signature === signature) return 'duplicate'

      const { notify } = makeNotifications({ ...deps, storage: joined(stores) })
      const group = await newsKey(deps.ids, { groupKey, signature })
      let created = false
      for (const operator of await stores.people.operators()) {
        const told = await notify({
          personId: operator.id,
          kind: 'alert',
          ...alertText(incoming, operator.locale, operator.timeZone),
          dedupeKey: `${group}:${operator.id}`,
          groupKey: group,
        })
        created ||= told.created
      }
      return created ? 'notified' : 'duplicate'
    })
  }

/** What makes two webhooks the same news: status and the set of (fingerprint, startsAt), in any order. */
const signatureText = ({ groupKey, status, alerts }: IncomingAlerts): string =>
  JSON.stringify([
    groupKey,
    status,
    alerts.map(({ fingerprint, startsAt, status: own }) => `${fingerprint}@${startsAt.toISOString()}=${own}`).sort(),
  ])

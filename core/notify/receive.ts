import type { CoreDeps } from '../deps.ts'
import { noteReceipt } from './facts.ts'
import type { Notify } from './index.ts'
import { judge } from './judge.ts'

export const makeReceive =
  (deps: CoreDeps): Notify['receive'] =>
  (receipt) =>
    deps.storage.run(async (stores) => {
      const { channel, externalId } = receipt
      if (!(await stores.notifications.insertReceipt(receipt))) return
      // Nobody's yet: it waits for the send that is about to learn this id.
      const delivery = await stores.notifications.deliveryByExternalId(channel, externalId)
      if (delivery === null) return
      noteReceipt(stores, delivery, receipt)
      const notification = await stores.notifications.lock(delivery.notificationId)
      if (notification !== null) await judge(deps, stores, notification)
    })

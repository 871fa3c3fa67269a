import type { CoreDeps } from '../deps.ts'
import type { Notify } from './index.ts'

export const makeRecover =
  (deps: CoreDeps): Notify['recover'] =>
  () =>
    deps.storage.run(async (stores) => {
      const interrupted = await stores.notifications.endLeases(deps.clock.now())
      await stores.jobs.enqueue(
        ...interrupted.map((notificationId) => ({ name: 'notify.wake' as const, data: { notificationId } })),
      )
    })

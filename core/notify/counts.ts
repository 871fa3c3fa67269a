import type { CoreDeps } from '../deps.ts'
import type { Notify } from './index.ts'

/** Nobody reads a larger number, and counting further would cost more the longer the history. */
export const COUNTED_MAX = 10_000

export const makeNotificationCounts =
  (deps: CoreDeps): Notify['counts'] =>
  (actor) =>
    deps.storage.read(({ notifications }) =>
      notifications.statusCounts(actor.role === 'operator' ? null : actor.personId, COUNTED_MAX),
    )

import type { CoreDeps } from '../deps.ts'
import { DomainError } from '../kernel/errors.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { makeRetry } from './by-hand.ts'
import type { Notify } from './index.ts'
import { listFor } from './read.ts'

/** One unit of work holds these. */
const AT_ONCE = 100

export const makeRetryAll =
  (deps: CoreDeps): Notify['retryAll'] =>
  (actor, query = {}) =>
    deps.storage.run(async (stores) => {
      const retry = makeRetry({ ...deps, storage: joined(stores) })
      const { notifications, next } = await stores.notifications.page(
        listFor(actor, { ...query, status: 'failed', limit: AT_ONCE }),
      )
      let retried = 0
      // In one order whoever calls, so that two calls cannot wait for each other.
      for (const { id } of notifications.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
        retried += await retry(actor, id).then(
          () => 1,
          (error: unknown) => {
            // Its person is gone, or somebody was faster.
            if (error instanceof DomainError && error.code === 'not_retryable') return 0
            throw error
          },
        )
      }
      return { retried, next }
    })

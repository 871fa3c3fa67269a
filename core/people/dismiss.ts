import type { CoreDeps } from '../deps.ts'
import { DomainError } from '../kernel/errors.ts'
import type { People } from './index.ts'

export const makeDismiss =
  (deps: CoreDeps): People['dismiss'] =>
  (senderId) =>
    deps.storage.run(async (stores) => {
      if (!(await stores.senders.remove(senderId))) {
        throw new DomainError('sender_not_found', 'There is no such sender waiting.')
      }
    })

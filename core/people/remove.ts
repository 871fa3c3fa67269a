import type { CoreDeps } from '../deps.ts'
import type { People } from './index.ts'
import { refuseLastOperator } from './last-operator.ts'
import { stalePerson } from './patch.ts'
import { personNotFound } from './read.ts'

export const makeRemovePerson =
  (deps: CoreDeps): People['remove'] =>
  (id, expect = {}) =>
    deps.storage.run(async (stores) => {
      await refuseLastOperator(stores.people, id)
      const person = await stores.people.lock(id)
      if (person === null) throw personNotFound()
      if (expect.version !== undefined && expect.version !== person.version) throw stalePerson()
      await stores.people.remove(id, deps.clock.now())
    })

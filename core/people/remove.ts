import type { CoreDeps } from '../deps.ts'
import { MIRROR_NAMES } from '../kernel/mirror-name.ts'
import type { Stores } from '../ports.ts'
import type { People } from './index.ts'
import { refuseLastOperator } from './last-operator.ts'
import { stalePerson } from './patch.ts'
import type { Person } from './person.ts'
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
      await takeFromCopies(deps, stores, person)
    })

/** Their name stands on the copies of their tasks, and in what is kept of those: it goes from both. */
const takeFromCopies = async (
  { mirrors = {}, clock }: CoreDeps,
  { links, conflicts, jobs }: Pick<Stores, 'links' | 'conflicts' | 'jobs'>,
  { id, name, aliases }: Person,
): Promise<void> => {
  const configured = MIRROR_NAMES.filter((mirror) => mirrors[mirror] !== undefined)
  const needy = await links.releaseAssigned(id, configured, clock.now())
  await jobs.enqueue(...needy.map((mirror) => ({ name: 'sync.run' as const, data: { mirror } })))
  await conflicts.forget(id, [name, ...aliases.map(({ address }) => address)])
}

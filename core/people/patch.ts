import type { CoreDeps } from '../deps.ts'
import { DomainError, together } from '../kernel/errors.ts'
import { forgetSenders } from './add.ts'
import { aliasesOf } from './aliases.ts'
import { withChanges } from './fields.ts'
import type { People } from './index.ts'
import { refuseLastOperator } from './last-operator.ts'
import type { Person } from './person.ts'
import { personNotFound } from './read.ts'

export const makePatchPerson =
  (deps: CoreDeps): People['patch'] =>
  (id, patch, expect = {}) =>
    deps.storage.run(async (stores) => {
      if (patch.role === 'member') await refuseLastOperator(stores.people, id)
      const before = await stores.people.lock(id)
      if (before === null) throw personNotFound()
      if (expect.version !== undefined && expect.version !== before.version) throw stalePerson()
      const now = deps.clock.now()
      const { fields, aliases } = together({
        fields: () => withChanges(before, patch),
        aliases: () => (patch.aliases === undefined ? before.aliases : aliasesOf(deps, id, patch.aliases, now)),
      })
      const after: Person = {
        ...before,
        ...fields,
        aliases,
        // Whoever is made a member and an operator again by hand owes it to that hand.
        isConfigured: before.isConfigured && patch.role !== 'member',
        updatedAt: now,
        version: before.version + 1,
      }
      if (!(await stores.people.update(after, before.version))) throw stalePerson()
      await forgetSenders(stores, after)
      return after
    })

export const stalePerson = (): DomainError =>
  new DomainError('stale_version', 'The person has changed since you read them. Read them again and repeat.')

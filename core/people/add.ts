import type { CoreDeps } from '../deps.ts'
import { together } from '../kernel/errors.ts'
import { aliasesOf } from './aliases.ts'
import { withChanges } from './fields.ts'
import type { AddPerson, People } from './index.ts'
import type { Person } from './person.ts'
import type { SenderStore } from './ports.ts'

/** A new person, checked but not stored. What is not said comes from the installation's settings. */
export const newPerson = (deps: CoreDeps, input: AddPerson): Person => {
  const { clock, ids, settings } = deps
  const now = clock.now()
  const id = input.id ?? ids.uuid()
  const defaults = {
    name: '',
    role: 'member' as const,
    locale: settings.locale,
    timeZone: settings.timeZone,
    quietHours: settings.quietHours,
    briefTime: settings.briefTime,
    chain: null,
  }
  const { fields, aliases } = together({
    fields: () => withChanges(defaults, input),
    aliases: () => aliasesOf(deps, id, input.aliases ?? [], now),
  })
  return {
    id,
    ...fields,
    isConfigured: false,
    aliases,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}

export const makeAddPerson =
  (deps: CoreDeps): People['add'] =>
  (input) =>
    deps.storage.run(async (stores) => {
      const person = newPerson(deps, input)
      await stores.people.insert(person)
      await forgetSenders(stores, person)
      return person
    })

/** Someone who is known now is no unknown sender any more. */
export const forgetSenders = async (stores: { readonly senders: SenderStore }, person: Person): Promise<void> => {
  for (const { channel, key } of person.aliases) await stores.senders.forget(channel, key)
}

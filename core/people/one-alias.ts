import type { CoreDeps } from '../deps.ts'
import { invalid } from '../kernel/errors.ts'
import type { Stores } from '../ports.ts'
import { forgetSenders } from './add.ts'
import { ALIASES_MAX, aliasesOf } from './aliases.ts'
import type { People } from './index.ts'
import { stalePerson } from './patch.ts'
import type { Alias, Person } from './person.ts'
import { personNotFound } from './read.ts'

/** The others stay the rows they are: what was sent to one of them still names it. */
const withAliases = async (
  { clock }: CoreDeps,
  stores: Pick<Stores, 'people' | 'senders'>,
  before: Person,
  aliases: readonly Alias[],
): Promise<Person> => {
  const after = { ...before, aliases, updatedAt: clock.now(), version: before.version + 1 }
  if (!(await stores.people.update(after, before.version))) throw stalePerson()
  await forgetSenders(stores, after)
  return after
}

export const makeAddAlias =
  (deps: CoreDeps): People['addAlias'] =>
  (personId, input) =>
    deps.storage.run(async (stores) => {
      const before = await stores.people.lock(personId)
      if (before === null) throw personNotFound()
      const [alias] = aliasesOf(deps, personId, [input], deps.clock.now())
      const isKnown = before.aliases.some(({ channel, key }) => channel === alias?.channel && key === alias.key)
      if (alias === undefined || isKnown) return before
      if (before.aliases.length >= ALIASES_MAX) throw invalid('/aliases', `At most ${ALIASES_MAX} aliases.`)
      return withAliases(deps, stores, before, [...before.aliases, alias])
    })

export const makeRemoveAlias =
  (deps: CoreDeps): People['removeAlias'] =>
  (personId, aliasId) =>
    deps.storage.run(async (stores) => {
      const before = await stores.people.lock(personId)
      if (before === null) throw personNotFound()
      const aliases = before.aliases.filter(({ id }) => id !== aliasId)
      return aliases.length === before.aliases.length ? before : withAliases(deps, stores, before, aliases)
    })

import { DomainError } from '../../core/kernel/errors.ts'
import type { Alias, Person, PersonStore } from '../../core/people/ports.ts'
import { pageOf, placeAt } from './page.ts'
import type { Tables } from './tables.ts'
import { by } from './values.ts'

export const createPersonStore = ({ people }: Tables): PersonStore => {
  const oldestFirst = (): readonly Person[] => people.all().toSorted(age)

  const ownerOf = ({ channel, key }: Pick<Alias, 'channel' | 'key'>): Person | null =>
    people.where((person) => person.aliases.some((alias) => alias.channel === channel && alias.key === key))[0] ?? null

  const refuseTaken = (aliases: readonly Alias[], personId: string): void => {
    const taken = aliases.some((alias) => (ownerOf(alias)?.id ?? personId) !== personId)
    if (taken) throw new DomainError('alias_taken', 'Another person has this address.')
  }

  const operators = (): readonly Person[] => oldestFirst().filter((person) => person.role === 'operator')

  return {
    insert: async (person) => {
      refuseTaken(person.aliases, person.id)
      people.set(person.id, person)
    },
    find: async (id) => people.get(id),
    lock: async (id) => people.lock(id),
    findByAlias: async (channel, key) => ownerOf({ channel, key }),
    operators: async () => operators(),
    // Units of work run one after the other here anyway.
    lockOperators: async () => operators(),
    all: async () => oldestFirst(),
    page: async (query) => {
      const { rows, ...ends } = pageOf(oldestFirst(), query, ({ createdAt, id }) => placeAt(createdAt, id), 'ascending')
      return { people: rows, ...ends }
    },
    update: async (person, expectedVersion) => {
      if (people.lock(person.id)?.version !== expectedVersion) return false
      refuseTaken(person.aliases, person.id)
      people.set(person.id, person)
      return true
    },
    addAlias: async (alias) => {
      refuseTaken([alias], alias.personId)
      const person = people.lock(alias.personId)
      if (person === null || ownerOf(alias) !== null) return
      people.set(person.id, { ...person, aliases: [...person.aliases, alias] })
    },
    remove: async (id) => people.delete(id),
  }
}

const age = by<Person>(
  (person) => person.createdAt,
  (person) => person.id,
)

import { DomainError } from '../../core/kernel/errors.ts'
import type { Alias, Person, PersonStore } from '../../core/people/ports.ts'
import type { Tables } from './tables.ts'
import { by, compare } from './values.ts'

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
    page: async ({ limit, after, offset }) => {
      const everyone = oldestFirst()
      const rest = after === undefined ? everyone : everyone.filter((person) => compare(cursorOf(person), after) > 0)
      const start = offset ?? 0
      const page = rest.slice(start, start + limit)
      const last = page.at(-1)
      return {
        people: page,
        next: last !== undefined && rest.length > start + page.length ? cursorOf(last) : null,
        total: offset === undefined ? null : everyone.length,
      }
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

// ISO strings sort as their instants do.
const cursorOf = (person: Person): string => `${person.createdAt.toISOString()} ${person.id}`

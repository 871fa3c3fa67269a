import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import { keyOf } from './aliases.ts'
import type { People } from './index.ts'
import type { Person } from './person.ts'
import type { PersonStore } from './ports.ts'

export const personNotFound = (): DomainError => new DomainError('person_not_found', 'There is no such person.')

/** `person_not_found` when nobody has that id. */
export const personOf = async (people: Pick<PersonStore, 'find'>, id: string): Promise<Person> => {
  const person = await people.find(id)
  if (person === null) throw personNotFound()
  return person
}

/** As `personOf`, of whom an actor asks something: to a member everybody else is nobody. */
export const visiblePerson = async (people: Pick<PersonStore, 'find'>, actor: Actor, id: string): Promise<Person> => {
  if (id !== actor.personId && actor.role !== 'operator') throw personNotFound()
  return personOf(people, id)
}

/** The operator that stands for "nobody named": there is always one after start-up. */
export const firstOperatorOf = async (people: PersonStore): Promise<Person> => {
  const [first] = await people.operators()
  if (first === undefined) throw personNotFound()
  return first
}

export const makeGetPerson =
  (deps: CoreDeps): People['get'] =>
  (id) =>
    deps.storage.read((stores) => personOf(stores.people, id))

export const makeListPeople =
  (deps: CoreDeps): People['list'] =>
  (query) =>
    deps.storage.read((stores) => stores.people.page(query))

export const makeFirstOperator =
  (deps: CoreDeps): People['firstOperator'] =>
  () =>
    deps.storage.read((stores) => firstOperatorOf(stores.people))

export const makeResolve =
  (deps: CoreDeps): People['resolve'] =>
  (channel, address) =>
    deps.storage.read((stores) => stores.people.findByAlias(channel, keyOf(channel, address)))

export const makeListSenders =
  (deps: CoreDeps): People['senders'] =>
  () =>
    deps.storage.read((stores) => stores.senders.list())

export const makePageSenders =
  (deps: CoreDeps): People['senderPage'] =>
  (query) =>
    deps.storage.read((stores) => stores.senders.page(query))

import type { CoreDeps } from '../deps.ts'
import { DomainError } from '../kernel/errors.ts'
import { keyOf } from './aliases.ts'
import type { People } from './index.ts'
import type { Person } from './person.ts'
import type { PersonStore } from './ports.ts'

export const personNotFound = (): DomainError => new DomainError('person_not_found', 'There is no such person.')

/** The operator that stands for "nobody named": there is always one after start-up. */
export const firstOperatorOf = async (people: PersonStore): Promise<Person> => {
  const [first] = await people.operators()
  if (first === undefined) throw personNotFound()
  return first
}

export const makeGetPerson =
  (deps: CoreDeps): People['get'] =>
  (id) =>
    deps.storage.read(async (stores) => {
      const person = await stores.people.find(id)
      if (person === null) throw personNotFound()
      return person
    })

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

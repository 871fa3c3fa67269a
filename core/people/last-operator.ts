import { DomainError } from '../kernel/errors.ts'
import type { Person } from './person.ts'
import type { PersonStore } from './ports.ts'

/** Somebody must be left to be told of alerts and to admit people. */
export const refuseLastOperator = async (people: PersonStore, person: Person): Promise<void> => {
  if (person.role !== 'operator') return
  const operators = await people.operators()
  if (operators.every(({ id }) => id === person.id)) {
    throw new DomainError('last_operator', 'This is the only operator. Make somebody else an operator first.')
  }
}

import { DomainError } from '../kernel/errors.ts'
import type { Person } from './person.ts'
import type { PersonStore } from './ports.ts'

/**
 * Somebody must be left to be told of alerts and to admit people. Asked before the person's own row is locked, so that
 * two units that end two operators cannot wait for each other.
 */
export const refuseLastOperator = async (people: PersonStore, personId: Person['id']): Promise<void> => {
  const operators = await people.lockOperators()
  if (operators.length === 1 && operators[0]?.id === personId) {
    throw new DomainError('last_operator', 'This is the only operator. Make somebody else an operator first.')
  }
}

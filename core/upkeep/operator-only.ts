import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'

export const operatorOnly = (actor: Actor): void => {
  if (actor.role !== 'operator') throw new DomainError('forbidden', 'Only operators look after the installation.')
}

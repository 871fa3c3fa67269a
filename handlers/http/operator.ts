import { type Actor, DomainError } from '../../core/index.ts'

/** For what concerns the installation as a whole. */
export const operatorOnly = (actor: Actor): void => {
  if (actor.role !== 'operator') throw new DomainError('forbidden', 'Only operators may do this.')
}

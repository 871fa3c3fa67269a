import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import type { TaskStore } from './ports.ts'
import type { Task } from './task.ts'

export const notFound = (): DomainError => new DomainError('task_not_found', 'There is no such task.')

export const isVisible = (actor: Actor, task: Task): boolean =>
  actor.role === 'operator' || task.createdBy === actor.personId || task.assigneeId === actor.personId

/** What is not yours to see is not there. */
export const visible = (actor: Actor, task: Task | null): Task => {
  if (task === null || task.deletedAt !== null || !isVisible(actor, task)) throw notFound()
  return task
}

/** As `visible`, but a deleted one is found too: for undo, and for the journal that says what undo would do. */
export const visibleOrDeleted = (actor: Actor, task: Task | null): Task => {
  if (task === null || !isVisible(actor, task)) throw notFound()
  return task
}

export const lockVisible = async (
  tasks: TaskStore,
  actor: Actor,
  id: number,
  expectedVersion: number | undefined,
): Promise<Task> => {
  const task = visible(actor, await tasks.lock(id))
  if (expectedVersion !== undefined && expectedVersion !== task.version) throw stale()
  return task
}

export const stale = (): DomainError =>
  new DomainError('stale_version', 'The task has changed since you read it. Read it again and repeat.')

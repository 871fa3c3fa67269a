import type { Task } from '../tasks/index.ts'

export interface Person {
  readonly tasks: readonly Task[]
}

import type { Person } from '../people/index.ts'

export interface Task {
  readonly people: readonly Person[]
}

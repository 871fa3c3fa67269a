import type { Locale } from '../people/person.ts'
import type { Task } from '../tasks/task.ts'
import type { Conflict, FieldProblem, MirrorName, MirrorTrouble } from './ports.ts'
import { wordsInEnglish } from './words.en.ts'
import { wordsInPortuguese } from './words.pt.ts'

export interface Message {
  readonly subject: string
  readonly body: string
}

/** One of the things a person is told of at once. */
export interface ToldConflict {
  readonly conflict: Conflict
  readonly task: Task
}

/** What people read about mirrors: what happened, and what they can do. */
export interface SyncWords {
  readonly mirrors: Readonly<Record<MirrorName, string>>
  trouble(mirror: MirrorName, trouble: MirrorTrouble | null): string
  /** Nothing is read or written there until somebody does something about it. */
  stopped(mirror: MirrorName, trouble: MirrorTrouble | null): Message
  paused(reason: 'operator' | 'restore'): string
  failing(mirror: MirrorName, failure: 'unavailable' | 'throttled' | 'rejected'): string
  problem(mirror: MirrorName, problem: FieldProblem): string
  /** Labels of a task, one at least, that have no option there; one with a comma can have none. */
  leftOut(mirror: MirrorName, labels: readonly string[]): string
  /** Its copy was deleted by a person. */
  removedCopy(mirror: MirrorName, taskId: number | null): string
  removed(mirror: MirrorName, tasks: readonly Task[]): Message
  /** `zone`: by whose clock. */
  conflicts(told: readonly ToldConflict[], zone: string): Message
}

export const wordsIn = (locale: Locale): SyncWords => (locale === 'en' ? wordsInEnglish : wordsInPortuguese)

import type { ListFilter, Understanding } from '../language/index.ts'
import type { Locale } from '../people/person.ts'
import type { JournalAction, Task } from '../tasks/task.ts'
import { repliesInEnglish } from './replies.en.ts'
import { repliesInPortuguese } from './replies.pt.ts'

/** Everything SparkOne says in a chat. Each shows the task's number and its absolute date. */
export interface Replies {
  created(task: Task, notes: { guessed: boolean; recurs: boolean }): string
  completed(task: Task): string
  alreadyDone(task: Task): string
  cancelled(task: Task): string
  rescheduled(task: Task): string
  toWhen(task: Task): string
  undone(task: Task, action: JournalAction): string
  list(tasks: readonly Task[], total: number, filter: ListFilter | null): string
  noSuchTask(ref: number | null): string
  refused(detail: string | undefined): string
  courtesy(which: Understanding['courtesy'], name: string): string
  readonly nothingToUndo: string
  readonly whichOne: string
  readonly operatorsOnly: string
  readonly paused: string
  readonly resumed: string
  readonly help: string
}

export const repliesIn = (locale: Locale): Replies => (locale === 'en' ? repliesInEnglish : repliesInPortuguese)

import type { ListFilter, Understanding } from '../language/index.ts'
import type { Person } from '../people/person.ts'
import type { JournalAction, Task } from '../tasks/task.ts'
import { repliesInEnglish } from './replies.en.ts'
import { repliesInPortuguese } from './replies.pt.ts'

/** Everything SparkOne says in a chat: a task's number, and its absolute date by the person's own clock. */
export interface Replies {
  /** `unread`: words meant as a day that were read as none, so that the day is a guess. */
  created(task: Task, notes: { guessed: boolean; recurs: boolean; unread: string | null }): string
  completed(task: Task): string
  alreadyDone(task: Task): string
  cancelled(task: Task): string
  alreadyCancelled(task: Task): string
  /** The message that made the task was edited. */
  corrected(task: Task, notes: { unread: string | null }): string
  /** It was edited into something that is no task. */
  dropped(task: Task): string
  rescheduled(task: Task): string
  toWhen(task: Task): string
  /** How to answer that. */
  sayWhen(refs: readonly number[]): string
  undone(task: Task, action: JournalAction): string
  /** A task has the other value of what two sides had changed. */
  swapped(task: Task): string
  list(tasks: readonly Task[], total: number, filter: ListFilter | null): string
  /** What a model takes the message for, and the words that do it. */
  confirm(asked: Pick<Understanding, 'intent' | 'dueDate' | 'dueTime'>, tasks: readonly Task[]): string
  /** A model's own words, shown as such. */
  chat(text: string): string
  noSuchTask(ref: number | null): string
  courtesy(which: Understanding['courtesy'], name: string): string
  readonly refused: string
  readonly nothingToUndo: string
  readonly nothingToSwap: string
  readonly whichOne: string
  /** How to take back what was cancelled. */
  readonly mindChanged: string
  readonly operatorsOnly: string
  readonly paused: string
  readonly resumed: string
  readonly help: string
}

export const repliesTo = ({ locale, timeZone }: Pick<Person, 'locale' | 'timeZone'>): Replies =>
  locale === 'en' ? repliesInEnglish(timeZone) : repliesInPortuguese(timeZone)

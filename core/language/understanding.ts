import type { LocalDate, LocalTime } from '../kernel/time.ts'
import type { Locale } from '../people/person.ts'
import type { Priority } from '../tasks/task.ts'

export const INTENTS = [
  'create_task',
  'list_tasks',
  'complete_task',
  'reschedule_task',
  'cancel_task',
  'undo',
  'resolve_conflict',
  'brief',
  'help',
  'pause',
  'resume',
  'smalltalk',
] as const
export type Intent = (typeof INTENTS)[number]

export interface Reference {
  /** The moment "now" of the text: when the person sent it. */
  readonly now: Date
  readonly timeZone: string
  /** Whose grammar is tried first. */
  readonly locale: Locale
}

/** What a list asks for. */
export interface ListFilter {
  readonly due: 'today' | 'tomorrow' | 'week' | 'overdue' | LocalDate | null
  readonly completed: boolean
}

/** What the grammar makes of one text. Pure: the same text and reference give the same answer. */
export interface Understanding {
  readonly text: string
  /** The grammar that matched. */
  readonly locale: Locale
  readonly intent: Intent
  /** For create_task: the person's own words without the words of asking, date, recurrence and priority. */
  readonly title: string | null
  readonly dueDate: LocalDate | null
  readonly dueTime: LocalTime | null
  /** RFC 5545, without DTSTART; null when nothing recurs. */
  readonly rrule: string | null
  readonly priority: Priority | null
  /** The numbers of the tasks meant, for complete, reschedule, cancel and resolve; empty when none was named. */
  readonly refs: readonly number[]
  /** For list_tasks. */
  readonly filter: ListFilter | null
  /** For smalltalk: which courtesy, so that the answer fits. */
  readonly courtesy: 'greeting' | 'thanks' | 'farewell' | null
  /** low: a guess was made that the reply should show, e.g. a bare "às 3" taken as 15:00. */
  readonly certainty: 'high' | 'low'
  /** For create_task due today or tomorrow by its time alone: words of it that were meant as another day, or null. */
  readonly unread: string | null
}

export type Understand = (text: string, reference: Reference) => Understanding

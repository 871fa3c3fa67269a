import type { Locale } from '../people/person.ts'
import type { Rule } from './rule.ts'
import type { Intent, Understanding } from './understanding.ts'

/** A request for a list: what is left of the text after its words of asking, which must be a date or nothing. */
export interface ListRequest {
  readonly rest: string
  readonly due: 'week' | 'overdue' | null
  readonly completed: boolean
}

/** A command as its language shapes it. `rest` is what should say when; without `refs` it is about some task. */
export type Command =
  | { readonly intent: 'complete_task' | 'cancel_task' | 'resolve_conflict'; readonly refs: readonly number[] }
  /** `sure`: it is a command even when nothing says to when. */
  | {
      readonly intent: 'reschedule_task'
      readonly refs: readonly number[]
      readonly rest: string
      readonly sure: boolean
    }
  | ({ readonly intent: 'list_tasks' } & ListRequest)
  | { readonly intent: Extract<Intent, 'undo' | 'brief' | 'help' | 'pause' | 'resume'> }
  | { readonly intent: 'smalltalk'; readonly courtesy: Understanding['courtesy'] }

/** What one language knows. All patterns read folded text. */
export interface Grammar {
  readonly locale: Locale
  readonly rules: readonly Rule[]
  /** Words that say when and no day: "em janeiro". Looked for only where the day was taken from a time alone. */
  readonly unread: readonly Rule[]
  /** The shapes a whole message may have, most likely first. */
  commands(message: string): readonly Command[]
  /** What may come before a command and is none ("oi,", "por favor,"); anchored at the start. */
  readonly opening: RegExp
  /** How a text may begin before it says what is to be done; each anchored at the start. */
  readonly asking: readonly RegExp[]
  /** Asking on both sides of what is to be done, the group `what`. */
  readonly around: RegExp
  /** What may be said after it ("por favor"); anchored at the end. */
  readonly closing: RegExp
  /** Words that mean nothing once the date behind them is gone; anchored at the end. */
  readonly dangling: RegExp
  /** Words that mean nothing once the date before them is gone; anchored at the start. */
  readonly leftover: RegExp
  /** Words that mean nothing once the asking before them is gone; anchored at the start. */
  readonly joining: RegExp
  /** Durations after which a task is put off, as the text that says when ("2 dias" → "em 2 dias"). */
  readonly shift: (rest: string) => string
}

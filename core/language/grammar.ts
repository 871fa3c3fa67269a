import type { Priority } from '../tasks/task.ts'
import type { Period, Repeat, Rule, SaidDate, SaidTime } from './rules.ts'
import type { Intent, ListFilter, Understanding } from './understanding.ts'

/** One language: what its phrases look like. */
export interface Grammar {
  readonly locale: Understanding['locale']
  readonly greeting: RegExp
  readonly repeats: readonly Rule<Repeat>[]
  readonly priorities: readonly Rule<Priority>[]
  readonly dates: readonly Rule<SaidDate>[]
  readonly times: readonly Rule<SaidTime>[]
  readonly periods: readonly Rule<Period>[]
  readonly asking: readonly RegExp[]
  readonly hanging: RegExp
  readonly commands: Commands
}

export type Whole = Pick<Understanding, 'courtesy'> & { readonly intent: Exclude<Intent, 'create_task'> }

/** The shapes of what is no task; tried on the whole message, folded, without final punctuation. */
export interface Commands {
  readonly whole: readonly (readonly [RegExp, Whole['intent'], Whole['courtesy']?])[]
  /** With a task's number in the group `ref` (and others in `more`), or none at all. */
  readonly numbered: readonly (readonly [RegExp, 'complete_task' | 'cancel_task'])[]
  /** With a number in `ref` and the new date after it; a sure one needs no date. */
  readonly reschedule: readonly { readonly pattern: RegExp; readonly isSure: boolean }[]
  readonly rescheduleFiller: RegExp
  /** Dates that only a reschedule reads. */
  readonly shifts: readonly Rule<SaidDate>[]
  /** What asks for a list; the rest must be filter, date or filler. */
  readonly lists: readonly RegExp[]
  readonly listWords: readonly (readonly [RegExp, Partial<ListFilter>])[]
  readonly listFiller: RegExp
}

import type { LocalTime } from '../kernel/time.ts'
import type { Priority } from '../tasks/task.ts'
import type { FindDay } from './days.ts'
import type { Recurrence } from './recurrence.ts'

/** What the words before a day make of it: on Friday, until Friday, from Friday on, Friday's. */
export type Role = 'on' | 'until' | 'from' | 'of'
export type Period = 'dawn' | 'morning' | 'afternoon' | 'night'

export interface DayMeaning {
  readonly kind: 'day'
  readonly find: FindDay
  readonly role: Role
  /** What a recurrence said beside it takes from it ("mensalmente dia 10"). */
  readonly by?: Pick<Recurrence, 'byDay' | 'byMonthDay' | 'byMonth'>
  /** "sexta" beside "27/11" says the same day and yields to it. */
  readonly weekday?: number
  readonly period?: Period
  readonly guess?: boolean
}

export interface TimeMeaning {
  readonly kind: 'time'
  readonly hour: number
  readonly minute: number
  readonly period?: Period
  /** Said on a clock of twelve hours: 1 to 6 are taken as the afternoon. */
  readonly loose?: boolean
  /** "a reunião das 10h": of a thing, unless no other time is said. */
  readonly of?: boolean
  readonly guess?: boolean
}

export type Meaning =
  | DayMeaning
  | TimeMeaning
  | { readonly kind: 'period'; readonly period: Period; readonly time?: LocalTime; readonly guess?: boolean }
  /** So many minutes from now. */
  | { readonly kind: 'after'; readonly minutes: number }
  | { readonly kind: 'repeat'; readonly recurrence: Recurrence; readonly period?: Period; readonly guess?: boolean }
  /** The weekdays on which a recurrence said beside it does not happen; 1 is Monday. */
  | { readonly kind: 'except'; readonly days: readonly number[] }
  | { readonly kind: 'priority'; readonly priority: Priority }
  /** Looks like a date or a time and is none: the words stay, and nothing inside them is read. `day`: meant as one. */
  | { readonly kind: 'trap'; readonly day?: Role }

export type Groups = Readonly<Record<string, string | undefined>>

/** One way of saying something. `read` answers null when the words turn out to mean nothing. */
export interface Rule {
  readonly pattern: RegExp
  readonly read: (groups: Groups) => Meaning | null
}

/** Something found in a text, from `start` to before `end`. */
export interface Mark<M extends Meaning = Meaning> {
  readonly start: number
  readonly end: number
  readonly meaning: M
}

/** No letter or digit follows. The named classes of letters would say it better, and take ten times as long to compile. */
const END = '(?![0-9a-z_\u00aa\u00ba\u00c0-\u1fff\u3040-\ud7ff])'

export const rule = (source: string, read: Rule['read']): Rule => ({
  pattern: new RegExp(`(?:${source})${END}`, 'uy'),
  read,
})

export const TRAP: Meaning = { kind: 'trap' }
/** Meant as a day, and none that is known: "13/13", English "12/10", "em janeiro". */
export const noDay = (role: Role): Meaning => ({ kind: 'trap', day: role })
export const trap = (source: string): Rule => rule(source, () => TRAP)

const TOKENS = /[\p{L}\p{N}\p{M}_]+|[@$€£+"]/gu
// Longer texts are pasted rather than asked: what they say further down is not when to do something.
const READ_AT_MOST = 1_000

/** Everything the rules find, from left to right; at one place the first rule that matches has it. */
export const scan = (folded: string, rules: readonly Rule[]): Mark[] => {
  const marks: Mark[] = []
  const head = folded.slice(0, READ_AT_MOST)
  let from = 0
  for (const { index } of head.matchAll(TOKENS)) {
    if (index < from) continue
    const mark = at(head, index, rules)
    if (mark === null) continue
    marks.push(mark)
    from = mark.end
  }
  return marks
}

const at = (text: string, start: number, rules: readonly Rule[]): Mark | null => {
  for (const { pattern, read } of rules) {
    pattern.lastIndex = start
    const match = pattern.exec(text)
    if (match === null || match[0] === '') continue
    const meaning = read(match.groups ?? {})
    if (meaning !== null) return { start, end: start + match[0].trimEnd().length, meaning }
  }
  return null
}

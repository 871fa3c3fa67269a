import type { Day, Weekday } from './calendar.ts'
import type { Moment } from './moment.ts'

/** A time as said. `open`: without a.m., p.m. or minutes' certainty, so that "tarde" or the rule of bare hours may move it. */
export interface SaidTime {
  readonly hour: number
  readonly minute: number
  /** on12: could be either half of the day; bare: the same, and 1 to 6 alone are taken as the afternoon. */
  readonly kind: 'exact' | 'on12' | 'bare'
  readonly low?: boolean
}

export type Period = 'morning' | 'noon' | 'afternoon' | 'night' | 'dawn'

/** A date as said, with what the time may still change about it. */
export interface SaidDate {
  readonly date: Day
  /** Instead of `date` when a time was said and is still to come on it: "terça às 15h" on a Tuesday morning. */
  readonly ifAhead?: Day
  /** Instead of `date` when that day's time is over: "dia 24 às 9h" on the 24th at ten. */
  readonly ifPast?: Day
  readonly time?: { readonly hour: number; readonly minute: number }
  readonly low?: boolean
  /** What a recurrence beside it makes of it: "todo mês dia 10". */
  readonly each?: Each
  /** "até", "until": with a recurrence it is its end. */
  readonly until?: boolean
}

export interface Each {
  readonly weekday?: Weekday
  readonly nth?: number
  readonly weekdays?: readonly Weekday[]
  readonly dayOfMonth?: number
  readonly month?: number
}

export interface Repeat {
  readonly freq: 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  readonly interval?: number
  readonly weekdays?: readonly Weekday[]
  /** With `weekdays`: which of the month's. One weekday gives BYDAY=1MO, several give BYSETPOS. */
  readonly nth?: number
  readonly daysOfMonth?: readonly number[]
  readonly month?: number
  readonly period?: Period
  readonly low?: boolean
}

export interface Rule<T> {
  readonly pattern: RegExp
  /** null: not what it looked like. */
  readonly read: (at: Hit, moment: Moment) => T | null
}

/** One match: its named parts ('' when absent) and what stands before and after. */
export interface Hit {
  readonly text: string
  readonly part: (name: string) => string
  readonly before: string
  readonly after: string
  readonly shown: string
}

export interface Found<T> {
  readonly value: T
  readonly start: number
  readonly end: number
}

// Not inside a word, a number, an address or a code.
const BEFORE = String.raw`(?<![\p{L}\p{N}_#@/.=&\\$])(?<!\d[,:\-])(?<!\p{L}-)`
const AFTER = String.raw`(?![\p{L}\p{N}_ªº°%/])(?![.,:\-]\d)(?!-\p{L})`

/** A rule whose body matches whole words only. */
export const rule = <T>(body: string, read: Rule<T>['read']): Rule<T> => ({
  pattern: new RegExp(`${BEFORE}(?:${body})${AFTER}`, 'gu'),
  read,
})

/** The first rule, in their order, that reads something; within a rule, the leftmost. */
export const find = <T>(
  rules: readonly Rule<T>[],
  { folded, shown }: { folded: string; shown: string },
  moment: Moment,
): Found<T> | null => {
  for (const { pattern, read } of rules) {
    for (const match of folded.matchAll(pattern)) {
      const end = match.index + match[0].length
      const value = read(
        {
          text: match[0],
          part: (name) => match.groups?.[name] ?? '',
          // A window: enough for what a rule looks at, and no copying of long texts.
          before: folded.slice(Math.max(0, match.index - 40), match.index),
          after: folded.slice(end, end + 40),
          shown: shown.slice(match.index, end),
        },
        moment,
      )
      if (value !== null) return { value, start: match.index, end }
    }
  }
  return null
}

/** Whether it touches what another rule has taken, e.g. the time after its date. */
export const isBeside = ({ before, after }: Hit): boolean => /\ue000,? ?$/.test(before) || /^,? ?\ue000/.test(after)

/** The same text with a part taken: later rules see only that something was there. */
export const without = <D extends { folded: string }>(draft: D, { start, end }: { start: number; end: number }): D => ({
  ...draft,
  folded: draft.folded.slice(0, start) + '\ue000'.repeat(end - start) + draft.folded.slice(end),
})

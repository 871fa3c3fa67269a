import { Temporal } from '../kernel/time.ts'
import type { Grammar } from './grammar.ts'
import { type Mark, type Meaning, scan } from './rule.ts'
import type { Text } from './text.ts'

/**
 * The first words that were meant as a day and gave none, where nothing else says the day: "30/02", English "12/10",
 * "em janeiro". `marks`: what the rules found. What is quoted, counted or numbered is a trap, and no such words.
 */
export const unreadDay = (text: Text, marks: readonly Mark[], grammar: Grammar): string | null => {
  // At the start of a trap it may be the trap itself, said at more length: "last week".
  const isInside = ({ start }: Mark): boolean =>
    marks.some(
      ({ start: from, end, meaning }) => start < end && start >= from && (start > from || meaning.kind !== 'trap'),
    )
  const found = [
    ...marks.filter((mark) => isUnread(mark.meaning, text.folded.slice(mark.start, mark.end))),
    ...scan(text.folded, grammar.unread).filter((mark) => !isInside(mark)),
  ]
  const [first] = found.sort((a, b) => a.start - b.start)
  return first === undefined ? null : text.clean.slice(first.start, first.end)
}

/** A day that was found is always chosen: where none was, each of them is no day. */
const isUnread = (meaning: Meaning, words: string): boolean => {
  if (meaning.kind === 'trap') {
    const isOfYear = meaning.day === 'of' && /\d{4}/.test(words)
    return meaning.day !== undefined && !isOfYear && looksLikeDay(words)
  }
  if (meaning.kind !== 'day') return false
  // "a ata de 10/12/2020" tells of a day that was.
  return meaning.role !== 'of' || meaning.find(LONG_AGO) === null
}

const LONG_AGO = { today: Temporal.PlainDate.from('1000-01-01'), clock: '00:00', time: null }

/** Slips of a few days ("32/12"), rather than an instalment ("15/48"), a count ("dia 100") or a version ("1.2.30"). */
const looksLikeDay = (words: string): boolean =>
  !/\d\.\d{1,2}\.\d{2}(?!\d)/.test(words) &&
  (words.match(/\d+/g) ?? []).every((figures) => figures.length === 4 || Number(figures) <= 39)

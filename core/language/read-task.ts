import type { Locale } from '../people/person.ts'
import type { Grammar } from './grammar.ts'
import { type Group, groupsOf, idOf, type Part, runsOutside, withHanging } from './parts.ts'
import { type Mark, scan } from './rule.ts'
import type { Text } from './text.ts'
import { type Title, titleOf } from './title.ts'
import type { Reference, Understanding } from './understanding.ts'
import { unreadDay } from './unread.ts'
import { readWhen, type When } from './when.ts'

/** `figures`: only what every language writes alike was found, so the text may still be in the other one. */
export type Found = 'words' | 'figures' | 'nothing'

/** Whether the words of that id are to stay words. */
export type Rejects = (id: string) => boolean

export interface TaskRead {
  readonly found: Found
  readonly understanding: Understanding
  /** What was understood instead of staying in the title; worked out when asked for. */
  readonly parts: () => readonly Part[]
}

/** A text as something to do. What is rejected is part of the title, and something else may be chosen instead. */
export const readTask = (text: Text, grammar: Grammar, reference: Reference, rejects?: Rejects): TaskRead => {
  const { when, marks, priority, all } = chosenMarks(text, grammar, reference, rejects)
  const unread = when.implied ? unreadDay(text, all, grammar) : null
  const said = titleOf(text, marks, grammar)
  const asking = rejects === undefined ? null : askingOf(text, said)
  const keepsAsking = asking !== null && rejects?.(asking.id) === true
  const { title } = keepsAsking ? titleOf(text, marks, grammar, true) : said
  const understanding: Understanding = {
    ...blank(text.clean, grammar.locale),
    intent: 'create_task',
    title: title === '' ? (when.dueDate === null && text.clean !== '' ? text.clean : null) : title,
    dueDate: when.dueDate,
    dueTime: when.dueTime,
    rrule: when.rrule,
    priority,
    certainty: when.guess || unread !== null ? 'low' : 'high',
    unread,
  }
  return {
    found: said.asked ? 'words' : foundIn(text, marks),
    understanding,
    // Where nothing else is left, the whole text is the title, asking included.
    parts: () => partsOf(text, groupsOf(text, marks), said, keepsAsking || title === ''),
  }
}

/** A text of which nothing is understood yet. */
export const blank = (text: string, locale: Locale) => ({
  text,
  locale,
  title: null,
  dueDate: null,
  dueTime: null,
  rrule: null,
  priority: null,
  refs: [],
  filter: null,
  courtesy: null,
  certainty: 'high' as const,
  unread: null,
})

interface Chosen {
  readonly when: When
  readonly marks: readonly Mark[]
  readonly priority: Understanding['priority']
  /** Everything found, but for what is rejected. */
  readonly all: readonly Mark[]
}

const chosenMarks = (text: Text, grammar: Grammar, reference: Reference, rejects?: Rejects): Chosen => {
  let all: readonly Mark[] = scan(text.folded, grammar.rules)
  const refuse = (groups: readonly Group[]): boolean => {
    const refused = groups.filter(({ id }) => rejects?.(id) === true).flatMap(({ marks }) => marks)
    if (refused.length > 0) all = all.filter((mark) => !refused.includes(mark))
    return refused.length > 0
  }
  if (rejects !== undefined) refuse(all.flatMap((mark) => groupsOf(text, [mark])))
  // Each turn takes a mark away, until what is chosen may stay.
  for (;;) {
    const when = readWhen(text.folded, all, reference)
    const level = all.find(({ meaning }) => meaning.kind === 'priority')
    const marks = level === undefined ? when.marks : [...when.marks, level]
    const priority = level?.meaning.kind === 'priority' ? level.meaning.priority : null
    if (rejects === undefined || !refuse(groupsOf(text, marks))) return { when, marks, priority, all }
  }
}

const foundIn = (text: Text, marks: readonly Mark[]): Found => {
  if (marks.length === 0) return 'nothing'
  const isFigures = ({ start, end }: Mark): boolean => /^[\d:/. -]+$/.test(text.folded.slice(start, end))
  return marks.every(isFigures) ? 'figures' : 'words'
}

/** What was left out of the title as asking: before it, and after it. */
const askingOf = (text: Text, { unmarked, kept }: Title): Part | null => {
  const left = new Set(unmarked.at)
  for (const index of kept.at) left.delete(index)
  const ranges = runsOutside(text, (index) => !left.has(index))
  // What is typed on at the end does not change it.
  const [first] = ranges
  return first === undefined ? null : { id: idOf(text, 'asking', [first]), kind: 'asking', ranges }
}

const partsOf = (text: Text, groups: readonly Group[], said: Title, keepsAsking: boolean): readonly Part[] => {
  const known = new Set(said.unmarked.at)
  const isMarked = (index: number): boolean =>
    groups.some(({ ranges }) => ranges.some(({ start, end }) => index >= start && index < end))
  const hanging = runsOutside(text, (index) => known.has(index) || isMarked(index))
  const asking = keepsAsking ? null : askingOf(text, said)
  const parts = [...withHanging(text, groups, hanging), ...(asking === null ? [] : [asking])]
  return parts.sort((a, b) => (a.ranges[0]?.start ?? 0) - (b.ranges[0]?.start ?? 0))
}

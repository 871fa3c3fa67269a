import type { Mark, Meaning } from './rule.ts'
import { fold, type Text } from './text.ts'

/** What words of a text were understood as, instead of staying in its title. */
export type PartKind = 'asking' | 'date' | 'time' | 'priority'

export interface Range {
  readonly start: number
  readonly end: number
}

/** Words of a text that say one thing together. Ranges ascend and count in the clean text's UTF-16 units. */
export interface Part {
  /** Of its kind and words alone, so that it stays the same while a person types on. */
  readonly id: string
  readonly kind: PartKind
  readonly ranges: readonly Range[]
}

/** Some marks that say one thing together. */
export interface Group extends Part {
  readonly marks: readonly Mark[]
}

const KINDS: Readonly<Record<Meaning['kind'], PartKind | null>> = {
  day: 'date',
  repeat: 'date',
  except: 'date',
  time: 'time',
  period: 'time',
  after: 'time',
  priority: 'priority',
  trap: null,
}

/** `date:amanhã`; several places with a space between them. */
export const idOf = (text: Text, kind: PartKind, ranges: readonly Range[]): string =>
  `${kind}:${ranges.map(({ start, end }) => text.clean.slice(start, end)).join(' ')}`.toLowerCase()

/** As ids are compared: without case, accents and kinds of quotation marks. */
export const sameId = (id: string): string => fold(id.normalize('NFC'))

const byPlace = (a: Range, b: Range): number => a.start - b.start

/** The marks by what they say, each kind one group. */
export const groupsOf = (text: Text, marks: readonly Mark[]): readonly Group[] => {
  const kinds: readonly PartKind[] = ['date', 'time', 'priority']
  return kinds.flatMap((kind) => {
    const own = marks.filter(({ meaning }) => KINDS[meaning.kind] === kind).sort(byPlace)
    if (own.length === 0) return []
    const ranges = own.map(({ start, end }) => ({ start, end }))
    return [{ id: idOf(text, kind, ranges), kind, ranges, marks: own }]
  })
}

const SAYS = /[\p{L}\p{N}\p{M}\p{Extended_Pictographic}]/gu

/** The runs of a text's characters that are in none of those places and say something, without what surrounds them. */
export const runsOutside = (text: Text, isIn: (index: number) => boolean): readonly Range[] => {
  const runs: Range[] = []
  const { clean } = text
  for (let start = 0; start < clean.length; start += 1) {
    if (isIn(start)) continue
    let end = start + 1
    while (end < clean.length && !isIn(end)) end += 1
    const run = bare(clean, { start, end })
    if (run !== null) runs.push(run)
    start = end
  }
  return runs
}

const bare = (clean: string, { start, end }: Range): Range | null => {
  const said = [...clean.slice(start, end).matchAll(SAYS)]
  const [first, last] = [said[0], said.at(-1)]
  if (first === undefined || last === undefined) return null
  return { start: start + first.index, end: start + last.index + last[0].length }
}

/** Groups as parts, with the words that only hung on them ("até" before a date that is said apart) beside them. */
export const withHanging = (text: Text, groups: readonly Group[], hanging: readonly Range[]): readonly Part[] =>
  groups.map((group) => {
    const own = hanging.filter((run) => nearest(groups, run) === group)
    return { id: group.id, kind: group.kind, ranges: merged(text, [...group.ranges, ...own].sort(byPlace)) }
  })

const nearest = (groups: readonly Group[], run: Range): Group | undefined => {
  const distance = (group: Group): number =>
    Math.min(...group.ranges.map(({ start, end }) => (start >= run.end ? start - run.end : run.start - end + 0.5)))
  return groups.toSorted((a, b) => Math.abs(distance(a)) - Math.abs(distance(b)))[0]
}

/** Neighbours are one. */
const merged = (text: Text, ranges: readonly Range[]): readonly Range[] => {
  const done: Range[] = []
  for (const range of ranges) {
    const previous = done.at(-1)
    const isNext = previous !== undefined && text.clean.slice(previous.end, range.start).trim() === ''
    if (isNext) done.splice(-1, 1, { start: previous.start, end: range.end })
    else done.push(range)
  }
  return done
}

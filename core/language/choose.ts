import { Temporal } from '../kernel/time.ts'
import type { Day, Moment } from './days.ts'
import { without } from './recurrence.ts'
import type { DayMeaning, Mark, Meaning, Role } from './rule.ts'

type Kind = Meaning['kind']
type Of<K extends Kind> = Extract<Meaning, { kind: K }>

/** Of everything found, what says when this is due; the rest is part of what is to be done. */
export interface Chosen {
  readonly day: DayMeaning | null
  readonly time: Of<'time'> | null
  readonly period: Of<'period'> | null
  readonly after: Of<'after'> | null
  readonly repeat: Of<'repeat'> | null
  readonly guess: boolean
  readonly marks: readonly Mark[]
}

type Cluster = readonly Mark[]

const WHEN: readonly Kind[] = ['day', 'time', 'period', 'after', 'repeat']
const BETWEEN = /^[ ,;.()|-]*(?:(?:e|de|as|a|na|no|em|da|do|at|on|by|of|in|the|and) ?)?$/

const isA = <K extends Kind>(mark: Mark, kind: K): mark is Mark<Of<K>> => mark.meaning.kind === kind
const first = <K extends Kind>(marks: Cluster | undefined, kind: K): Of<K> | null => {
  const found = marks?.find((mark): mark is Mark<Of<K>> => isA(mark, kind))
  return found === undefined ? null : found.meaning
}

export const choose = (folded: string, marks: readonly Mark[], moment: Moment): Chosen => {
  const days = daysOf(marks, moment)
  const usable = marks.filter(
    (mark) => WHEN.includes(mark.meaning.kind) && (mark.meaning.kind !== 'day' || days.has(mark)),
  )
  const clusters = clustersOf(folded, usable, days)
  const main = clusters.find((cluster) => first(cluster, 'repeat') !== null)
  const exceptions = marks.filter((mark): mark is Mark<Of<'except'>> => main !== undefined && isA(mark, 'except'))
  const repeat = butFor(first(main, 'repeat'), exceptions)

  const dated = dayCluster(clusters, main, repeat !== null)
  const after =
    repeat === null && dated === undefined ? clusters.find((cluster) => first(cluster, 'after') !== null) : undefined
  const isFree = (cluster: Cluster): boolean =>
    first(cluster, 'day') === null && first(cluster, 'after') === null && first(cluster, 'repeat') === null
  const having = <K extends 'time' | 'period'>(kind: K, fits = (_: Of<K>) => true): Cluster | undefined =>
    [dated, main, ...clusters.filter(isFree)].find((cluster) => {
      const found = first(cluster, kind)
      return found !== null && fits(found)
    })
  const timed = after === undefined ? (having('time', (time) => time.of !== true) ?? having('time')) : undefined
  const parted = after === undefined ? partCluster(timed, having('period'), dated, main) : undefined

  const day = explicitDay(dated)
  const guess =
    [day, repeat].some((meaning) => meaning?.guess === true) ||
    (repeat === null && day?.role === 'of') ||
    (repeat === null && clusters.filter((cluster) => bestRole(cluster) > 1).length > 1)
  const taken = [
    ...(dated ?? []).filter((mark) => isA(mark, 'day')),
    ...(timed ?? []).filter((mark) => isA(mark, 'time')),
    ...(parted ?? []).filter((mark) => isA(mark, 'period')),
    ...(after ?? []).filter((mark) => isA(mark, 'after')),
    ...(main ?? []).filter((mark) => isA(mark, 'repeat')),
    ...exceptions,
  ]
  return {
    day,
    time: first(timed, 'time'),
    period: first(parted, 'period'),
    after: first(after, 'after'),
    repeat,
    guess,
    marks: taken,
  }
}

const butFor = (repeat: Of<'repeat'> | null, exceptions: readonly Mark<Of<'except'>>[]): Of<'repeat'> | null => {
  if (repeat === null || exceptions.length === 0) return repeat
  const weekdays = exceptions.flatMap(({ meaning }) => meaning.days)
  return { ...repeat, recurrence: without(repeat.recurrence, weekdays) }
}

/** A part of the day far from its hour says something else, unless no hour was said at all. */
const partCluster = (
  timed: Cluster | undefined,
  parted: Cluster | undefined,
  dated: Cluster | undefined,
  main: Cluster | undefined,
): Cluster | undefined =>
  timed === undefined || parted === timed || parted === dated || parted === main ? parted : undefined

const RANK: Readonly<Record<Role, number>> = { of: 1, on: 2, from: 2, until: 3 }
const bestRole = (cluster: Cluster): number =>
  Math.max(0, ...cluster.map(({ meaning }) => (meaning.kind === 'day' ? RANK[meaning.role] : 0)))

const dayCluster = (clusters: readonly Cluster[], main: Cluster | undefined, repeats: boolean): Cluster | undefined => {
  if (main !== undefined && first(main, 'day') !== null) return main
  const best = Math.max(0, ...clusters.map(bestRole))
  // "toda segunda revisar o relatório de sexta": the day of a thing, not of the doing.
  return best === 0 || (repeats && best === 1) ? undefined : clusters.find((cluster) => bestRole(cluster) === best)
}

/** "sexta, 27/11": the date, of which the weekday is only a reminder. */
const explicitDay = (cluster: Cluster | undefined): DayMeaning | null => {
  const days = (cluster ?? []).flatMap(({ meaning }) => (meaning.kind === 'day' ? [meaning] : []))
  const named = days.find(({ weekday }) => weekday === undefined) ?? days[0] ?? null
  if (named === null) return null
  const role = days.find((day) => day.role !== 'on')?.role ?? named.role
  const period = days.find((day) => day.period !== undefined)?.period
  return { ...named, role, ...(period === undefined ? {} : { period }) }
}

type Days = ReadonlyMap<Mark, Day>

/** The day each mark means; those that mean none ("31/02", a year that is over) are not in it. */
const daysOf = (marks: readonly Mark[], moment: Moment): Days => {
  const days = new Map<Mark, Day>()
  for (const mark of marks) {
    const day = mark.meaning.kind === 'day' ? mark.meaning.find(moment) : null
    if (day !== null) days.set(mark, day)
  }
  return days
}

const clustersOf = (folded: string, marks: readonly Mark[], days: Days): readonly Cluster[] => {
  const clusters: Mark[][] = []
  for (const mark of marks) {
    const current = clusters.at(-1)
    const previous = current?.at(-1)
    const isNext = previous !== undefined && BETWEEN.test(folded.slice(previous.end, mark.start))
    if (current !== undefined && isNext && fits(current, mark, days)) current.push(mark)
    else clusters.push([mark])
  }
  return clusters
}

const fits = (cluster: Cluster, mark: Mark, days: Days): boolean =>
  mark.meaning.kind === 'day'
    ? cluster.every((other) => other.meaning.kind !== 'day' || agree(other, mark, days))
    : first(cluster, mark.meaning.kind) === null

const weekdayOf = ({ meaning }: Mark): number | undefined => (meaning.kind === 'day' ? meaning.weekday : undefined)

const agree = (one: Mark, other: Mark, days: Days): boolean => {
  const [a, b] = [days.get(one), days.get(other)]
  if (a === undefined || b === undefined) return false
  return Temporal.PlainDate.compare(a, b) === 0 || weekdayOf(one) === b.dayOfWeek || weekdayOf(other) === a.dayOfWeek
}

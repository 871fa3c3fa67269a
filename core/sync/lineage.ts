import { MIRROR_NAMES, type MirrorName } from '../kernel/mirror-name.ts'
import type { Person } from '../people/person.ts'
import { dueAtOf, type JournalEntry, type Task, type TaskFields } from '../tasks/task.ts'
import { copyOf, same } from './copy.ts'
import { COPY_FIELDS, type Copy, type CopyField } from './mirror.ts'

/** When a value came to be, for deciding which is newer. Of two at one moment the higher rank is. */
export interface Moment {
  readonly ms: number
  readonly rank: number
}

/** SparkOne's own values are ahead by this much: the outside's times are that coarse. */
export const AHEAD_MS = 60_000

const OURS = 2
export const rankOf = (mirror: MirrorName): number => (mirror === 'notion' ? 1 : 0)
export const isNewer = (one: Moment, other: Moment): boolean =>
  one.ms === other.ms ? one.rank > other.rank : one.ms > other.ms

export const mirrorActorId = (mirror: MirrorName): string => `mirror:${mirror}`

/** What the journal tells of a task's fields. */
export interface Lineage {
  /** When each field got the value it has. */
  timeOf(field: CopyField): Moment
  /** When it got the one it had at that version. */
  timeAt(field: CopyField, version: number): Moment
  /** Whether the field has had that value since that version. */
  hasHad(field: CopyField, value: unknown, version: number): boolean
}

const NEVER: Moment = { ms: 0, rank: -1 }

/**
 * A change made to a value is later than what made that value, whatever the clocks say: with that, which of several
 * changes is the newest does not depend on the order in which they are heard of. `isShown`: which labels of its past a
 * copy could have had.
 */
export const lineageOf = (
  task: Task,
  history: readonly JournalEntry[],
  people: readonly Person[],
  isShown: (label: string) => boolean = () => true,
): Lineage => {
  const times = timesOf(history)
  const at = (field: CopyField, version: number): Moment =>
    times.findLast((entry) => entry.field === field && entry.version <= version)?.moment ?? NEVER
  const past = pastCopies(task, history, people).map(({ version, copy }) => ({
    version,
    copy: { ...copy, labels: copy.labels.filter(isShown) },
  }))
  return {
    timeOf: (field) => at(field, task.version),
    timeAt: at,
    hasHad: (field, value, version) => past.some((one) => one.version >= version && same(one.copy[field], value)),
  }
}

const timesOf = (history: readonly JournalEntry[]) => {
  const times: { field: CopyField; version: number; moment: Moment }[] = []
  const latest = new Map<CopyField, Moment>()
  for (const entry of history) {
    const own = momentOf(entry)
    for (const field of fieldsIn(entry)) {
      const moment = after(own, latest.get(field) ?? NEVER)
      latest.set(field, moment)
      times.push({ field, version: entry.version, moment })
    }
  }
  return times
}

/** The moment, but later than that which it followed. */
export const after = (own: Moment, before: Moment): Moment =>
  isNewer(own, before) ? own : { ms: before.ms + 1, rank: own.rank }

const momentOf = ({ actorId, at }: JournalEntry): Moment => {
  const mirror = MIRROR_NAMES.find((name) => mirrorActorId(name) === actorId)
  return mirror === undefined ? { ms: at.getTime() + AHEAD_MS, rank: OURS } : { ms: at.getTime(), rank: rankOf(mirror) }
}

const PARTS: Readonly<Record<CopyField, readonly (keyof TaskFields)[]>> = {
  title: ['title'],
  description: ['description'],
  status: ['status'],
  priority: ['priority'],
  due: ['dueDate', 'dueTime', 'timeZone'],
  labels: ['labels'],
  assignee: ['assigneeId'],
}

/** A creation says something of every field, also of those it left as they are by nature. */
const fieldsIn = ({ action, changes }: JournalEntry): readonly CopyField[] =>
  action === 'created' ? COPY_FIELDS : COPY_FIELDS.filter((field) => PARTS[field].some((part) => part in changes))

/** The task as it was after each version, newest first. */
const pastCopies = (task: Task, history: readonly JournalEntry[], people: readonly Person[]) => {
  const past: { version: number; copy: Copy }[] = []
  let then = task
  for (const { version, action, changes } of history.toReversed()) {
    past.push({ version, copy: copyOf({ ...then, dueAt: dueAtOf(then) }, people) })
    if (action === 'created') break
    then = { ...then, ...Object.fromEntries(Object.entries(changes).map(([part, { from }]) => [part, from])) }
  }
  return past
}

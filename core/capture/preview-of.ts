import { invalid } from '../kernel/errors.ts'
import { lengthOf } from '../kernel/text.ts'
import { localDate, localTime } from '../kernel/time.ts'
import { type AsTask, type Part, type Reference, sayDueShort } from '../language/index.ts'
import type { Person } from '../people/person.ts'
import { dueAtOf, type TaskFields } from '../tasks/index.ts'
import { dueOf, isBeyond, wordsOf } from './act-create.ts'
import { CONTENT_MAX } from './ingest.ts'
import type { Chip, Preview, QuickAdd, WarningKind } from './preview.ts'
import { quickWordsIn } from './quick-words.ts'
import { readWordsAsTask } from './read-words.ts'

/** What a text means as a new task of a person. Pure. */
export const previewOf = (
  { timeZone, locale }: Pick<Person, 'timeZone' | 'locale'>,
  { text, rejected = [], now }: QuickAdd,
  clock: Date,
): Preview => {
  if (lengthOf(text) > CONTENT_MAX) throw invalid('/text', `Must have at most ${CONTENT_MAX} characters.`)
  const reference = { now: now === undefined || now > clock ? clock : now, timeZone, locale }
  const read = withinReach(text, reference, rejected)
  const { title, description } = titleOf(read)
  const due = wallOf(read, timeZone)
  const fields = { title, description, priority: read.understood.priority ?? 'medium', timeZone, ...due }
  const dueReading = sayDueShort(due, locale)
  const say = quickWordsIn(locale)
  return {
    text: read.text,
    ...fields,
    dueReading,
    chips: read.parts.map((part) => chipOf(part, read, fields, reference)),
    warnings: warningsOf(read, fields, reference.now).map((kind) => ({
      kind,
      text: say.warnings[kind](dueReading, read.understood.unread ?? ''),
    })),
    rejected: read.rejected.filter((id) => rejected.includes(id)),
  }
}

/** A date further than tasks reach is none: its words stay words. */
const withinReach = (text: string, reference: Reference, rejected: readonly string[]): AsTask => {
  const read = readWordsAsTask(text, reference, rejected)
  const far = isBeyond(read.understood.dueDate) ? read.parts.filter(isWhen).map(({ id }) => id) : []
  return far.length === 0 ? read : withinReach(text, reference, [...rejected, ...far])
}

const isWhen = ({ kind }: Part): boolean => kind === 'date' || kind === 'time'

const titleOf = ({ text, understood }: AsTask): Pick<TaskFields, 'title' | 'description'> =>
  text === '' ? { title: '', description: null } : wordsOf({ ...understood, text })

/** As the clocks of the zone will show it. */
const wallOf = ({ understood }: AsTask, timeZone: string): Pick<TaskFields, 'dueDate' | 'dueTime'> => {
  const due = dueOf(understood, timeZone)
  if (due === null) return { dueDate: null, dueTime: null }
  if ('at' in due) return { dueDate: localDate(due.at, timeZone), dueTime: localTime(due.at, timeZone) }
  return { dueDate: understood.dueDate, dueTime: understood.dueTime }
}

type Fields = Pick<Preview, 'title' | 'priority' | 'dueDate' | 'dueTime' | 'timeZone'>

const warningsOf = ({ understood, text }: AsTask, fields: Fields, now: Date): readonly WarningKind[] => {
  const dueAt = dueAtOf(fields)
  const isPast = dueAt !== null && dueAt <= now
  const found: Readonly<Record<WarningKind, boolean>> = {
    past: isPast,
    guessed: !isPast && understood.certainty === 'low' && understood.unread === null,
    // Names the whole moment, so that a guessed hour needs no word of its own.
    unread_date: understood.unread !== null,
    clock_moved: fields.dueTime !== understood.dueTime,
    not_repeated: understood.rrule !== null,
    long: fields.title !== (understood.title ?? text),
  }
  return (Object.keys(found) as WarningKind[]).filter((kind) => found[kind])
}

const chipOf = ({ id, kind, ranges }: Part, { text, parts }: AsTask, fields: Fields, { locale }: Reference): Chip => {
  const has = (other: Part['kind']): boolean => parts.some((part) => part.kind === other)
  const { dueDate, dueTime } = fields
  const say = quickWordsIn(locale)
  const readings: Readonly<Record<Part['kind'], () => string>> = {
    asking: () => say.asking,
    date: () => sayDueShort({ dueDate, dueTime: has('time') ? null : dueTime }, locale),
    time: () => (has('date') && dueTime !== null ? dueTime : sayDueShort({ dueDate, dueTime }, locale)),
    priority: () => say.priority[fields.priority],
  }
  return {
    id,
    kind,
    words: ranges.map(({ start, end }) => text.slice(start, end)).join(' … '),
    spans: ranges.map(({ start, end }) => ({ start: pointsBefore(text, start), end: pointsBefore(text, end) })),
    reading: readings[kind](),
  }
}

const pointsBefore = (text: string, index: number): number => lengthOf(text.slice(0, index))

import type { Conflict } from '../../../../core/sync/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { taskWords } from '../tasks/words.ts'
import { mirrorsWordsIn } from './words.ts'

/** A value of a copy as a person reads it. Of a deleted task: that it is, or each field as it was on the other side. */
export const sayCopyValue = (field: Conflict['field'], value: unknown, visit: Visit): readonly string[] => {
  const words = mirrorsWordsIn(visit.locale)
  if (field !== 'deleted') return [one(field, value, visit)]
  if (typeof value !== 'object' || value === null) return [words.deleted]
  return Object.entries(value).flatMap(([name, part]) =>
    isField(name) ? [`${words.field[name]}: ${one(name, part, visit)}`] : [],
  )
}

type Field = Exclude<Conflict['field'], 'deleted'>

const isField = (name: string): name is Field => Object.hasOwn(mirrorsWordsIn('en').field, name) && name !== 'deleted'

const one = (field: Field, value: unknown, visit: Visit): string => {
  const { nothing } = mirrorsWordsIn(visit.locale)
  const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    status: taskWords(visit.locale).status,
    priority: taskWords(visit.locale).priority,
  }
  if (Array.isArray(value)) return value.length === 0 ? nothing : value.join(', ')
  if (typeof value === 'string') return value === '' ? nothing : (names[field]?.[value] ?? value)
  if (typeof value !== 'object' || value === null) return nothing
  const formats = formatsOf(visit.locale, visit.zone)
  if ('at' in value && typeof value.at === 'string') return formats.dateTime(new Date(value.at))
  return 'date' in value && typeof value.date === 'string' ? formats.day(value.date) : nothing
}

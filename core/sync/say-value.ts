import { shortened } from '../kernel/text.ts'
import { localDate, localTime } from '../kernel/time.ts'
import { sayDue } from '../language/index.ts'
import type { Locale } from '../people/person.ts'
import type { CopyDue } from './ports.ts'

const LONGEST = 120

/** As many as one message lists. */
const SHOWN = 5

/** Values of a copy as a person reads them; `names` are those of the options. */
export const sayValue = (
  value: unknown,
  {
    locale,
    zone,
    nothing,
    names,
  }: { locale: Locale; zone: string; nothing: string; names: Readonly<Record<string, string>> },
): string => {
  if (value === null || value === undefined || value === '') return nothing
  if (Array.isArray(value)) return value.length === 0 ? nothing : value.join(', ')
  if (typeof value === 'string') return names[value] ?? `“${shortened(value.replaceAll(/\s+/g, ' '), LONGEST)}”`
  if (isDue(value)) {
    const at = 'at' in value ? new Date(value.at) : null
    return at === null
      ? sayDue({ dueDate: 'date' in value ? value.date : null, dueTime: null }, locale)
      : sayDue({ dueDate: localDate(at, zone), dueTime: localTime(at, zone) }, locale)
  }
  return Object.values(value)
    .map((part) => sayValue(part, { locale, zone, nothing, names }))
    .join(', ')
}

const isDue = (value: unknown): value is CopyDue =>
  typeof value === 'object' && value !== null && ('at' in value || 'date' in value)

/** Labels that could have an option outside, and those that never can, as people read them. */
export const byOption = (labels: readonly string[]) => {
  const quoted = (some: readonly string[]) => some.map((label) => `“${label}”`)
  const hasComma = (label: string): boolean => label.includes(',')
  return { lacking: quoted(labels.filter((one) => !hasComma(one))), impossible: quoted(labels.filter(hasComma)) }
}

/** The first lines, and how many were left out. */
export const listed = (lines: readonly string[], more: (count: number) => string): string =>
  [...lines.slice(0, SHOWN), ...(lines.length > SHOWN ? [more(lines.length - SHOWN)] : [])].join('\n')

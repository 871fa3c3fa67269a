import { readFileSync } from 'node:fs'
import type { Reference } from '../../../core/language/index.ts'
import { understand } from '../../../core/language/index.ts'

/** Tuesday 2026-11-24 10:00 in São Paulo. */
export const NOW = new Date('2026-11-24T13:00:00Z')
export const referenceOf = (locale: string): Reference => ({
  now: NOW,
  timeZone: 'America/Sao_Paulo',
  locale: locale === 'en' ? 'en' : 'pt-BR',
})

export interface Row {
  readonly locale: string
  readonly text: string
  readonly expected: Readonly<Record<string, string>>
}

/** The rows of a table of phrases beside this file. */
export const rowsOf = (name: string): readonly Row[] => {
  const [head = '', ...lines] = readFileSync(new URL(name, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  const columns = head.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    const expected = Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? '-']))
    return { locale: expected.locale ?? 'pt', text: expected.text ?? '', expected }
  })
}

const parts = (rrule: string): string => rrule.split(';').sort().join(';')

/** What differs from the row, `column: got` each; empty when all is as expected. */
export const differences = ({ locale, text, expected }: Row): readonly string[] => {
  const got = understand(text, referenceOf(locale))
  const wrong: string[] = []
  const check = (column: string, value: string | null, isNullable: boolean): void => {
    const want = expected[column] ?? '-'
    if (want === '*' || (want === '-' && !isNullable)) return
    if ((value ?? '-') !== want) wrong.push(`${column}: ${value ?? '-'} instead of ${want}`)
  }
  check('intent', got.intent, false)
  if ((expected.title ?? '-') !== '-' && got.title?.toLowerCase() !== expected.title?.toLowerCase())
    wrong.push(`title: ${got.title} instead of ${expected.title}`)
  check('due_date', got.dueDate, true)
  check('time', got.dueTime, true)
  if ((expected.rrule ?? '-') !== '-' && parts(got.rrule ?? '-') !== parts(expected.rrule ?? '-'))
    wrong.push(`rrule: ${got.rrule} instead of ${expected.rrule}`)
  check('priority', got.priority, false)
  check('ref', got.refs.join(',') || null, false)
  if ((expected.filter ?? '-') !== '-')
    check('filter', got.filter === null ? null : got.filter.completed ? 'completed' : (got.filter.due ?? 'all'), false)
  return wrong
}

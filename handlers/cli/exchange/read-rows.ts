import { z } from 'zod'
import type { Locale } from '../../../core/people/index.ts'
import { wordsIn } from '../words.ts'
import { readCsv } from './csv.ts'
import {
  COLUMNS,
  DocumentSchema,
  type Kind,
  type PersonRow,
  PersonRowSchema,
  type TaskRow,
  TaskRowSchema,
} from './rows.ts'

/** A row of a file, and how a person finds it there. */
export interface Found<Row> {
  readonly where: string
  readonly row: Row
}

export interface Contents {
  readonly people: readonly Found<PersonRow>[]
  readonly tasks: readonly Found<TaskRow>[]
  /** All that is wrong with the file as such, a line each. */
  readonly problems: readonly string[]
}

interface Raw {
  readonly where: string
  readonly value: unknown
}

/** Reads what a file holds and all that is wrong with it; stores nothing and asks nobody. */
export const readRows = async (text: string, format: 'json' | 'csv', locale: Locale): Promise<Contents> => {
  const problems: string[] = []
  const raw = format === 'json' ? fromJson(text, locale, problems) : await fromCsv(text, locale, problems)
  return {
    people: checked(raw.people, PersonRowSchema, locale, problems),
    tasks: checked(raw.tasks, TaskRowSchema, locale, problems),
    problems,
  }
}

type RawContents = Readonly<Record<Kind, readonly Raw[]>>

const fromJson = (text: string, locale: Locale, problems: string[]): RawContents => {
  const document = DocumentSchema.safeParse(parsed(text))
  if (!document.success) {
    problems.push(wordsIn(locale).notAnExport)
    return { people: [], tasks: [] }
  }
  const { people, tasks } = document.data
  return {
    people: people.map((value, index) => ({ where: `people[${index}]`, value })),
    tasks: tasks.map((value, index) => ({ where: `tasks[${index}]`, value })),
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

const fromCsv = async (text: string, locale: Locale, problems: string[]): Promise<RawContents> => {
  const words = wordsIn(locale)
  const { columns, lines, broken } = await readCsv(text)
  const kind: Kind | null = columns.includes('title') ? 'tasks' : columns.includes('name') ? 'people' : null
  if (kind === null) {
    problems.push(words.noKnownColumns(COLUMNS.people.join(', '), COLUMNS.tasks.join(', ')))
    return { people: [], tasks: [] }
  }
  for (const column of columns.filter((name) => !COLUMNS[kind].includes(name))) {
    problems.push(words.unknownColumn(column.slice(0, 40), COLUMNS[kind].join(', ')))
  }
  const found = problems.length > 0 ? [] : lines.map(({ line, value }) => ({ where: words.line(line), value }))
  for (const line of broken) problems.push(`${words.line(line)}: ${words.brokenLine}`)
  return { people: kind === 'people' ? found : [], tasks: kind === 'tasks' ? found : [] }
}

const checked = <Row>(
  raw: readonly Raw[],
  schema: z.ZodType<Row>,
  locale: Locale,
  problems: string[],
): readonly Found<Row>[] => {
  const error = (locale === 'en' ? z.locales.en() : z.locales.pt()).localeError
  return raw.flatMap(({ where, value }) => {
    const result = schema.safeParse(value, { error })
    if (result.success) return [{ where, row: result.data }]
    for (const { path, message } of result.error.issues) problems.push(`${where}: ${path.join('.')}: ${message}`)
    return []
  })
}

import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { type Core, DomainError, type Stores } from '../../../core/index.ts'
import type { Locale } from '../../../core/people/index.ts'
import { CommandFailed, type DataCommand, onlyWord, UsageError } from '../command.ts'
import { wordsIn } from '../words.ts'
import { importPerson, type Known } from './import-people.ts'
import { importTask, type TaskImport, uidsOf, uidsThere } from './import-tasks.ts'
import { type Contents, type Found, readRows } from './read-rows.ts'

const formatOf = (file: string, locale: Locale): 'json' | 'csv' => {
  const extension = extname(file).toLowerCase()
  if (extension === '.json' || extension === '.csv') return extension === '.json' ? 'json' : 'csv'
  throw new UsageError(wordsIn(locale).formatByName)
}

const textOf = async (file: string, locale: Locale): Promise<string> => {
  const bytes = await readFile(file).catch(() => null)
  if (bytes === null) throw new CommandFailed(wordsIn(locale).fileNotRead)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new CommandFailed(wordsIn(locale).notUtf8)
  }
}

export const importCommand: DataCommand = {
  name: 'import',
  usage: 'import <file.json | file.csv>',
  about: {
    'pt-BR': 'traz pessoas e tarefas de um arquivo: o que já existe fica como está, e um erro não grava nada',
    en: 'brings people and tasks from a file: what is there stays as it is, and an error stores nothing',
  },
  run: async (core, args, { locale, cwd }) => {
    const words = wordsIn(locale)
    const file = resolve(cwd, onlyWord(args, words.oneFile))
    const format = formatOf(file, locale)
    const contents = await readRows(await textOf(file, locale), format, locale)
    const counts = await core.atomically((inner, stores) => store(inner, stores, contents, locale))
    return words.imported(counts)
  },
}

export interface Counts {
  readonly people: number
  readonly tasks: number
  /** Rows of what was there already. */
  readonly known: number
}

/** All rows or none: throws CommandFailed with everything that is wrong, and so undoes what it did. */
const store = async (core: Core, stores: Stores, contents: Contents, locale: Locale): Promise<Counts> => {
  const problems = [...contents.problems]
  const known: Known = new Map()
  const people = await each(contents.people, locale, problems, ({ row }) => importPerson(core, stores, row, known))
  const tasks = await storeTasks(core, stores, contents, known, locale, problems)
  if (problems.length > 0) throw new CommandFailed(wordsIn(locale).importRefused(problems.toSorted(byPlace)))
  return { people, tasks, known: contents.people.length + contents.tasks.length - people - tasks }
}

const byPlace = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

const storeTasks = async (
  core: Core,
  stores: Stores,
  { tasks }: Contents,
  known: Known,
  locale: Locale,
  problems: string[],
): Promise<number> => {
  if (tasks.length === 0) return 0
  const { id: operatorId } = await core.people.firstOperator()
  const within: TaskImport = { there: await uidsThere(stores), known, operatorId }
  const uids = uidsOf(tasks.map(({ row }) => row))
  return each(tasks, locale, problems, ({ row }, index) => importTask(core, stores, row, uids[index] ?? '', within))
}

/** How many rows were added; what the core refuses becomes a problem of the row. */
const each = async <Row>(
  rows: readonly Found<Row>[],
  locale: Locale,
  problems: string[],
  add: (found: Found<Row>, index: number) => Promise<boolean>,
): Promise<number> => {
  const words = wordsIn(locale)
  let added = 0
  for (const [index, found] of rows.entries()) {
    try {
      if (await add(found, index)) added += 1
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const details = error.problems.map(
        ({ pointer, detail }) => `${pointer.slice(1)}: ${words.details[detail] ?? detail}`,
      )
      const said = details.length > 0 ? details : [words.refusal?.[error.code] ?? error.message]
      problems.push(...said.map((detail) => `${found.where}: ${detail}`))
    }
  }
  return added
}

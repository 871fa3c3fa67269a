import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Core } from '../../../core/index.ts'
import { CommandFailed, type DataCommand, UsageError } from '../command.ts'
import { wordsIn } from '../words.ts'
import { csvOf } from './csv.ts'
import { allTasks } from './import-tasks.ts'
import { COLUMNS, KINDS, personRow, taskRow } from './rows.ts'

export const exportCommand: DataCommand = {
  name: 'export',
  usage: 'export <people | tasks | all> [file.json | file.csv] [--format json|csv]',
  about: {
    'pt-BR': 'mostra ou grava pessoas e tarefas em JSON ou CSV, para levar a outro lugar ou a uma planilha',
    en: 'prints or writes people and tasks as JSON or CSV, to carry elsewhere or into a spreadsheet',
  },
  run: async (core, args, { locale, cwd }) => {
    const words = wordsIn(locale)
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string' } },
    })
    const [what, name, ...more] = positionals
    const kinds = what === 'all' ? KINDS : KINDS.filter((kind) => kind === what)
    if (kinds.length === 0 || more.length > 0) throw new UsageError(words.exportWhat)
    const format = values.format ?? (name === undefined ? 'json' : extname(name).slice(1).toLowerCase())
    if (format !== 'json' && format !== 'csv') throw new UsageError(words.formatByName)
    const [kind = 'tasks'] = kinds
    if (format === 'csv' && kinds.length > 1) throw new UsageError(words.csvIsOneTable)

    const rows = await rowsOf(core)
    const chosen = Object.fromEntries(kinds.map((one) => [one, rows[one]]))
    const text =
      format === 'csv'
        ? await csvOf(COLUMNS[kind], rows[kind], locale)
        : `${JSON.stringify({ sparkone_export: 1, exported_at: rows.at.toISOString(), ...chosen }, null, 2)}\n`
    if (name === undefined) return text.trimEnd()
    save(resolve(cwd, name), text, words.fileNotWritten)
    return words.exported(
      name,
      kinds.map((one) => rows[one].length).reduce((sum, count) => sum + count),
    )
  },
}

/** As of one moment. What was deleted is not part of it. */
const rowsOf = (core: Core) =>
  core.atomically(async (_inner, stores) => {
    const people = await stores.people.all()
    const ids = new Set(people.map(({ id }) => id))
    const tasks = await allTasks(stores)
    return {
      at: new Date(),
      people: people.map(personRow),
      tasks: tasks.map((task) => taskRow(task, (id) => ids.has(id))),
    }
  })

/** Under its name only when it is whole; read by its owner alone. */
const save = (file: string, text: string, complaint: string): void => {
  const draft = `${file}.${process.pid}.part`
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true })
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw new CommandFailed(complaint, { cause: error })
  }
}

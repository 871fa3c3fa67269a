import type { Core } from '../../core/index.ts'
import type { Locale } from '../../core/people/index.ts'
import type { Backup } from './backup.ts'
import type { Jobs } from './jobs.ts'
import type { Pairing } from './pairing.ts'
import { wordsIn } from './words.ts'

/** What an operator reads, in each language. */
export type Spoken = Readonly<Record<Locale, string>>

/** A command that needs the data: runs wherever the core runs, in this process or in the server that holds it. */
export interface DataCommand {
  readonly name: string
  readonly usage: string
  readonly about: Spoken
  /**
   * What it prints. Throws UsageError for wrong arguments, DomainError for what the core refuses, CommandFailed for
   * what came out badly.
   */
  run(core: Core, args: readonly string[], context: CommandContext): Promise<string>
}

/** Who asked, and what there is beside the core. */
export interface CommandContext {
  readonly locale: Locale
  /** Of the installation: by its clock instants are shown. */
  readonly timeZone: string
  /** Whether a person looks at the answer as it comes. */
  readonly isTerminal: boolean
  /** Says something before the end: a step, a QR code. It goes to whoever asked and is kept nowhere. */
  readonly tell: (text: string) => void
  /** Whoever asked said stop, or is gone. */
  readonly signal: AbortSignal
  /** The folder that file names are relative to. */
  readonly cwd: string
  readonly backup: Backup
  readonly jobs: Jobs
  /** Where SparkOne is reached from outside, without a trailing slash; null: not said. */
  readonly publicUrl: string | null
  /** A single-use address at which the person gets into the console. */
  signInLink(personId: string, resetsMfa: boolean): Promise<{ readonly url: string; readonly expiresAt: Date }>
  /** null: WhatsApp is not configured. */
  readonly pairing: Pairing | null
}

export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The command did what it could, and the answer is no: told as it is, with the exit code 1. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
}

/** What was wrong with how a command was used, in the operator's language. Node says it in English alone. */
export const misuse = (error: Error, locale: Locale): string => {
  const code = 'code' in error ? String(error.code) : ''
  const option = /'(-[^']*)'/.exec(error.message)?.[1] ?? ''
  const words = wordsIn(locale)
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return words.unknownOption(option)
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return words.wrongValue(option)
  return code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL' ? words.takesNothing : error.message
}

/** A command used wrongly, also where `parseArgs` found an unknown or incomplete option. */
export const isUsageError = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))

/** The words that stand for one thing, such as a name of several; null when there are none. */
export const wordsOf = (positionals: readonly string[]): string | null => positionals.join(' ').trim() || null

/** The one word asked for. Throws UsageError with `question` when there is none, or more. */
export const onlyWord = (positionals: readonly string[], question: string): string => {
  const [word, ...more] = positionals
  if (word === undefined || more.length > 0) throw new UsageError(question)
  return word
}

/** For commands that take nothing: what is said too much is no option of theirs. */
export const noWords = (args: readonly string[], { locale }: Pick<CommandContext, 'locale'>): void => {
  if (args.length > 0) throw new UsageError(wordsIn(locale).takesNothing)
}

// Strangers choose their names: what moves a cursor or turns a line around stays out of a terminal.
export const visible = (cell: string): string => cell.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')

/** Columns as wide as they need to be, for people and for `cut`. */
export const table = (cells: readonly (readonly string[])[]): string => {
  const rows = cells.map((row) => row.map(visible))
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

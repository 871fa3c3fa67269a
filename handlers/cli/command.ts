import type { Core } from '../../core/index.ts'

/** A command that needs the data: runs wherever the core runs, in this process or in the server that holds it. */
export interface DataCommand {
  readonly name: string
  readonly usage: string
  readonly about: string
  /** What it prints. Throws UsageError for wrong arguments, DomainError for what the core refuses. */
  run(core: Core, args: readonly string[]): Promise<string>
}

export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** A command used wrongly, also where `parseArgs` found an unknown or incomplete option. */
export const isUsageError = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))

/** Columns as wide as they need to be, for people and for `cut`. */
export const table = (rows: readonly (readonly string[])[]): string => {
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

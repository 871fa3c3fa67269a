import type { CopyField } from '../../core/sync/ports.ts'
import type { Priority, TaskStatus } from '../../core/tasks/ports.ts'
import type { ServiceAccount } from './service-account.ts'

/** One spreadsheet, and as whom we come. */
export interface SpreadsheetSettings {
  readonly account: ServiceAccount
  /** The id in the address of the spreadsheet: `…/spreadsheets/d/<id>/edit`. */
  readonly spreadsheetId: string
  /** Of a proxy or a test server, instead of `https://sheets.googleapis.com/`. */
  readonly apiRootUrl?: string
  /** Instead of `https://oauth2.googleapis.com/token`. */
  readonly tokenUrl?: string
  /** For one request, its body included. */
  readonly timeoutMs?: number
  /** Asked before each request to Sheets; throws PortError `throttled` when that budget is spent, and nothing is sent. */
  readonly admit?: (credential: SheetsCredential) => Promise<void>
  readonly fetch?: typeof fetch
  /** Ms since the epoch; the real clock unless a test has its own. */
  readonly now?: () => number
}

/** One text, kept where other processes of this installation find it. */
export interface SheetsNotes {
  load(): Promise<string | null>
  /** Done when it is safe; null forgets it. */
  save(text: string | null): Promise<void>
}

/** Where the tasks of this installation are shown on Google Sheets. */
export interface SheetsSettings extends SpreadsheetSettings {
  /** A tab, or a part of one whose first row is the header: `Tarefas`, `Tarefas!B3:K`. Absent: the first tab. */
  readonly range?: string
  /** Which column is which, by its header; null: not mirrored. The others are found by usual names. */
  readonly columns?: Partial<Record<CopyField | 'key' | 'time', string | null>>
  /** What the values are called in their cells; the others are found by usual names. */
  readonly options?: {
    readonly status?: Partial<Record<TaskStatus, string>>
    readonly priority?: Partial<Record<Priority, string>>
  }
  /** Requests we allow ourselves, reads and writes each; 50 in 60 s unless said otherwise. */
  readonly budget?: { readonly limit: number; readonly seconds: number }
  /**
   * What stood where a batch is about to write is kept here until it is known where the batch landed, so that whoever
   * reads the sheet next can take back what went astray. In memory unless said otherwise: then a kill loses it.
   */
  readonly notes?: SheetsNotes
}

/** Google counts what reads and what writes apart: https://developers.google.com/workspace/sheets/api/limits */
export type SheetsCredential = 'reads' | 'writes'

/** A service account is one user, who may ask 60 times a minute; some are left to other programs of the same one. */
export const BUDGET = { limit: 50, seconds: 60 } as const
/** The header of the column that `setup` makes, and that a person is told to add. */
export const KEY_NAME = 'SparkOne ID'
/** What a row of ours is anchored with, besides its key column. */
export const ANCHOR = 'sparkone.task'
/** What the header row is marked with by each batch that writes over something: its id tells which was done. */
export const MARK = 'sparkone.write'
/** In place of such a mark, so that a batch that was given up is refused if it comes late. */
export const VOID = 'sparkone.void'

export const parseSpreadsheetId = (text: string): string | null => {
  const found = /\/spreadsheets\/d\/([\w-]{20,})/.exec(text)?.[1] ?? text.trim()
  return /^[\w-]{20,}$/.test(found) ? found : null
}

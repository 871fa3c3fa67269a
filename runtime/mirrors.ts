import { createHash } from 'node:crypto'
import { systemClock } from '../adapters/memory/index.ts'
import type { SheetsNotes, SpreadsheetSettings } from '../adapters/sheets/index.ts'
import type { Config, NotionConfig, SheetsConfig } from '../config.ts'
import type { SheetIntake } from '../core/capture/ports.ts'
import { PortError, type Storage } from '../core/index.ts'
import type { MirrorName, TaskMirror } from '../core/sync/index.ts'
import type { MirrorShape } from '../core/sync/ports.ts'
import type { Probe } from '../handlers/http/index.ts'
import { cachedProbe, disabled } from './probes.ts'

export interface Mirrors {
  readonly mirrors: Readonly<Partial<Record<MirrorName, TaskMirror>>>
  /** The sheet whose rows become messages; null: there is none. */
  readonly intake: SheetIntake | null
  readonly notion: () => Promise<Probe>
  readonly sheets: () => Promise<Probe>
}

type Budget = TaskMirror['budget']
/** Takes one request out of a credential's budget; null, or the ms until the next is free. */
type Spend = (credential: string, budget: Budget) => Promise<number | null>

/** Shared by all processes on the database: a short unit of its own before each request. */
export const spendIn =
  (storage: Storage): Spend =>
  (credential, budget) =>
    storage.run(({ mirrors }) => mirrors.spend(credential, budget, systemClock.now()))

/** For a question or two by hand. */
export const unlimited: Spend = async () => null

/** What a mirror notes before it writes, where every process on the database finds it. */
export const notesIn = (storage: Storage, name: MirrorName): SheetsNotes => ({
  load: () => storage.read(({ mirrors }) => mirrors.openWrites(name)),
  save: (text) => storage.run(({ mirrors }) => mirrors.setOpenWrites(name, text)),
})

/** Those that are configured; the code of each loads with it, its SDK with the first request. */
export const openMirrors = async (
  { notion, sheets, settings }: Pick<Config, 'notion' | 'sheets' | 'settings'>,
  spend: Spend,
  notes?: SheetsNotes,
): Promise<Mirrors> => {
  const onNotion = notion === null ? null : await openNotion(notion, settings.timeZone, spend)
  const onSheets = sheets === null ? null : await openSheets(sheets, spend, notes)
  return {
    mirrors: {
      ...(onNotion === null ? {} : { notion: onNotion }),
      ...(onSheets === null ? {} : { sheets: onSheets.mirror }),
    },
    intake: onSheets?.intake ?? null,
    notion: onNotion === null ? disabled('Notion is not configured') : cachedProbe(() => onNotion.probe()),
    sheets: onSheets === null ? disabled('Google Sheets is not configured') : cachedProbe(() => onSheets.probe()),
  }
}

const openNotion = async (config: NotionConfig, timeZone: string, spend: Spend) => {
  const { createNotionMirror } = await import('../adapters/notion/index.ts')
  const budget = { limit: config.requestsPer10Seconds, seconds: 10 }
  return createNotionMirror({
    apiKey: config.apiKey,
    database: config.database,
    properties: config.properties,
    options: { status: config.statusOptions, priority: config.priorityOptions },
    createsLabels: config.createsLabels,
    timeZone,
    budget,
    admit: admitted(`notion ${digest(config.apiKey)}`, budget, spend),
    ...(config.baseUrl === null ? {} : { baseUrl: config.baseUrl }),
  })
}

const openSheets = async (config: SheetsConfig, spend: Spend, notes: SheetsNotes | undefined) => {
  const { createSheetIntake, createSheetsMirror, SHEETS_BUDGET: budget } = await import('../adapters/sheets/index.ts')
  // Google counts by service account, whatever its keys.
  const credential = `sheets ${digest(config.account.clientEmail)}`
  const gates = {
    reads: admitted(`${credential} reads`, budget, spend),
    writes: admitted(`${credential} writes`, budget, spend),
  }
  const unasked: SpreadsheetSettings = {
    account: config.account,
    spreadsheetId: config.spreadsheetId,
    ...(config.apiRootUrl === null ? {} : { apiRootUrl: config.apiRootUrl }),
    ...(config.tokenUrl === null ? {} : { tokenUrl: config.tokenUrl }),
  }
  const spreadsheet: SpreadsheetSettings = { ...unasked, admit: (kind) => gates[kind]() }
  const tasks = {
    columns: config.columns,
    options: { status: config.statusOptions, priority: config.priorityOptions },
    ...(config.range === null ? {} : { range: config.range }),
  }
  // Past the budget: a backfill that uses it up is no failure, and a health check is asked rarely.
  const looked = createSheetsMirror({ ...unasked, ...tasks })
  return {
    mirror: createSheetsMirror({ ...spreadsheet, ...tasks, ...(notes === undefined ? {} : { notes }) }),
    probe: async () => answerOf(await looked.describe({ fresh: true })),
    intake: config.intakeRange === null ? null : createSheetIntake({ ...spreadsheet, range: config.intakeRange }),
  }
}

/** What to do about a trouble lies in its names: whom to share the sheet with, which header is missing. */
const answerOf = (shape: MirrorShape): { status: 'ok' | 'unavailable'; detail: string } => {
  if (shape.state === 'ready') return { status: 'ok', detail: 'ready' }
  const { code, params } = shape.trouble
  return { status: 'unavailable', detail: [code, ...Object.values(params)].join(': ') }
}

/** What names a credential in the database without giving it away. */
const digest = (credential: string): string => createHash('sha256').update(credential).digest('hex')

const admitted =
  (credential: string, budget: Budget, spend: Spend): (() => Promise<void>) =>
  async () => {
    const retryAfterMs = await spend(credential, budget)
    if (retryAfterMs === null) return
    throw new PortError('mirror', 'throttled', 'The budget of this credential is spent for the moment.', {
      retryAfterMs,
    })
  }

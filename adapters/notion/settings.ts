import type { CopyField } from '../../core/sync/ports.ts'
import type { Priority, TaskStatus } from '../../core/tasks/ports.ts'

/** Where the tasks of this installation are shown on Notion, and as whom we come. */
export interface NotionSettings {
  /** The token of an internal connection. */
  readonly apiKey: string
  /** Of a database or of one of its data sources: an id with or without dashes, or the address of its page. */
  readonly database: string
  /** Which property is which, by name or id; null: this field is not mirrored. The others are found by usual names. */
  readonly properties?: Partial<Record<CopyField | 'key', string | null>>
  /** What their options are called; the others are found by usual names. */
  readonly options?: {
    readonly status?: Partial<Record<TaskStatus, string>>
    readonly priority?: Partial<Record<Priority, string>>
  }
  /** Makes an option of a label that has none; without it that label is left out, and their schema is never changed. */
  readonly createsLabels?: boolean
  /** The zone whose offset moments are written with (IANA); UTC without it. The instant is the same. */
  readonly timeZone?: string
  /** Requests we allow ourselves; 25 in 10 s unless said otherwise. */
  readonly budget?: { readonly limit: number; readonly seconds: number }
  /** Of a proxy or a test server, without `/v1`. */
  readonly baseUrl?: string
  /** For one request, its body included. */
  readonly timeoutMs?: number
  /** Asked before each request; throws PortError `throttled` when the budget is spent, and nothing is sent. */
  readonly admit?: () => Promise<void>
  readonly fetch?: typeof fetch
  /** Ms since the epoch; the real clock unless a test has its own. */
  readonly now?: () => number
}

/** https://developers.notion.com/reference/changes-by-version: what replies look like depends on it. */
export const NOTION_VERSION = '2026-03-11'
/** Under the three a second that Notion means on average, so that a person's other connections have some. */
export const BUDGET = { limit: 25, seconds: 10 } as const
/** The name under which `setup` makes the property, and which a person is told to add. */
export const KEY_NAME = 'SparkOne ID'

const ID = /([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})/i

/** The id in what people copy: bare, with dashes, or an address (`…/Tarefas-<id>?v=<view>`); null: none is in it. */
export const parseNotionId = (text: string): string | null => {
  // A view's id follows in the query; the database's is the last of the path.
  const path = text.split(/[?#]/)[0] ?? ''
  const last = path.split('/').at(-1) ?? ''
  const found = ID.exec(last.slice(-36)) ?? ID.exec(last)
  return found === null ? null : found.slice(1).join('-').toLowerCase()
}

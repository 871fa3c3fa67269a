import { z } from 'zod'
import type { Call } from './connection.ts'
import { NotionRefusal, TooSlow } from './failure.ts'
import type { Source } from './source.ts'
import { type Page, Query } from './wire.ts'

/** Where a walk through all rows is. One query gives 10,000 rows at most, so it walks in windows of time. */
export const Position = z.object({
  /** The window begins at this moment, as Notion gave it; null: at the beginning. */
  from: z.string().nullable(),
  /** Within the window. */
  at: z.string().nullable(),
})
export type Position = z.infer<typeof Position>

export type Timestamp = 'created_time' | 'last_edited_time'

export interface Step {
  readonly pages: readonly Page[]
  /** null: this was the last. stuck: one minute has more rows than a query gives, and the rest cannot be reached. */
  readonly next: Position | 'stuck' | null
  /** The newest timestamp seen, as Notion gave it; null: no row. */
  readonly last: string | null
}

const MOST_ROWS = 100
const FEWEST_ROWS = 5
/** Good answers in a row after which a query grows again. */
const GROW_AFTER = 20

/**
 * Reads rows in the order of a timestamp, which Notion keeps to the minute. Each step begins a new window where the
 * last ended as soon as the minute is another: rows that are edited meanwhile only move ahead, so none is passed over,
 * and rows of the minute between two windows come twice.
 */
export const createScan = (call: Call) => {
  let size = MOST_ROWS
  let good = 0

  const query = async (source: Source, by: Timestamp, { from, at }: Position, isArchived: boolean) => {
    const asked = size
    try {
      const answer = await call(Query, (client) =>
        client.request({
          method: 'post',
          path: `data_sources/${source.dataSourceId}/query`,
          query: { filter_properties: propertiesOf(source) },
          body: {
            page_size: asked,
            sorts: [{ timestamp: by, direction: 'ascending' }],
            ...(from === null ? {} : { filter: { timestamp: by, [by]: { on_or_after: from } } }),
            ...(at === null ? {} : { start_cursor: at }),
            // Archived rows are hidden, not gone; the SDK does not know the flag yet.
            ...(isArchived ? { is_archived: true } : {}),
          },
        }),
      )
      good += 1
      if (good >= GROW_AFTER && size < MOST_ROWS) {
        size = Math.min(MOST_ROWS, size * 2)
        good = 0
      }
      return answer
    } catch (error) {
      // The next query asks for half; this one is not asked again here.
      if (error instanceof TooSlow) {
        size = Math.max(FEWEST_ROWS, Math.floor(asked / 2))
        good = 0
      }
      throw error
    }
  }

  return async (source: Source, by: Timestamp, position: Position, isArchived = false): Promise<Step> => {
    let from = position
    const answer = await query(source, by, position, isArchived).catch((error: unknown) => {
      // A cursor ends with the row it stands on; the window does not.
      if (!(error instanceof NotionRefusal) || error.status !== 400 || position.at === null) throw error
      from = { from: position.from, at: null }
      return query(source, by, from, isArchived)
    })
    const pages = answer.results.filter((row): row is Page => row.object === 'page')
    const last = pages.at(-1)?.[by] ?? null
    const isCut = answer.request_status?.type === 'incomplete'
    if (!answer.has_more && !isCut) return { pages, next: null, last }
    if (last !== null && last !== from.from) return { pages, next: { from: last, at: null }, last }
    if (answer.has_more && answer.next_cursor !== null) {
      return { pages, next: { from: from.from, at: answer.next_cursor }, last }
    }
    return { pages, next: isCut ? 'stuck' : null, last }
  }
}

/** Theirs may have rollups and formulas that make a query slow. */
export const propertiesOf = ({ mapping }: Source): string[] =>
  [...Object.values(mapping.fields), mapping.key].map(({ id }) => id)

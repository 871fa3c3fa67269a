import { z } from 'zod'
import type { Pulled, PullRequest } from '../../core/sync/ports.ts'
import type { Call } from './connection.ts'
import { failed, NotionRefusal } from './failure.ts'
import { createPageReader } from './pages.ts'
import { createScan, Position, type Step } from './scan.ts'
import type { Source } from './source.ts'

/** Edit times are rounded to the minute, and appear a little late. */
const OVERLAP_MS = 2 * 60_000
/** From a minute to where the overlap begins with the one after it. */
const FULL_MS = OVERLAP_MS + 60_000

const Changes = z.object({
  mode: z.literal('changes'),
  source: z.string(),
  /** The newest edit seen so far. */
  since: z.string().nullable(),
  /** Within a pull under way. */
  position: Position.nullable(),
  /** By when they were made it reads all there is: the way out where too many were edited at once. */
  by: z.enum(['last_edited_time', 'created_time']),
})
const Sweep = z.object({
  mode: z.literal('sweep'),
  source: z.string(),
  archived: z.boolean(),
  position: Position,
  /** Rows of the moment where the window begins that the last one gave. */
  given: z.array(z.string()),
})

const BEGINNING: Position = { from: null, at: null }
const START: Omit<z.infer<typeof Sweep>, 'mode' | 'source'> = { archived: false, position: BEGINNING, given: [] }

/** Reads what changed, or all there is, a hundred rows at a time. Cursors hold moments of Notion's clock only. */
export const createPull = (call: Call, now: () => number) => {
  const scan = createScan(call)
  // One each, for whichever ends forgets what it had.
  const readChanges = createPageReader(call, now)
  const readSweep = createPageReader(call, now)

  const changes = async (source: Source, cursor: string | null): Promise<Pulled> => {
    const kept = parse(Changes, cursor, source)
    const { since, by } = kept ?? { since: null, by: 'last_edited_time' as const }
    const position = kept?.position ?? (since === null ? BEGINNING : { from: moved(since, -OVERLAP_MS), at: null })
    const step = await scan(source, by, position)
    const isStuck = step.next === 'stuck'
    if (isStuck && by === 'created_time') throw tooMany()
    const isLater = by === 'last_edited_time' && step.last !== null && (since === null || step.last > since)
    const following = step.next === 'stuck' ? BEGINNING : step.next
    const newest = isLater ? step.last : since
    const next = {
      mode: 'changes',
      source: source.dataSourceId,
      // All was read since, so the minute that is too full need not be looked at again.
      since: by === 'created_time' && following === null && newest !== null ? moved(newest, FULL_MS) : newest,
      position: following,
      by: isStuck || (by === 'created_time' && following !== null) ? 'created_time' : 'last_edited_time',
    }
    return {
      entries: await readChanges(step.pages, source),
      cursor: JSON.stringify(next),
      more: following !== null,
      isWhole: false,
    }
  }

  const sweep = async (source: Source, cursor: string | null): Promise<Pulled> => {
    const kept = parse(Sweep, cursor, source)
    const { archived, position, given } = kept ?? START
    const step = await scan(source, 'created_time', position, archived).catch(
      unknownFlag(archived && position.from === null && position.at === null),
    )
    if (step.next === 'stuck') throw tooMany()
    // What a page was made at never changes, so here a row that comes twice is the same row.
    const fresh = step.pages.filter(({ id }) => !given.includes(id))
    const following = step.next ?? (archived ? null : BEGINNING)
    const next = {
      mode: 'sweep',
      source: source.dataSourceId,
      archived: archived || step.next === null,
      position: following,
      given: givenOf(step, given),
    }
    return {
      entries: await readSweep(fresh, source),
      cursor: following === null ? null : JSON.stringify(next),
      more: following !== null,
      isWhole: false,
    }
  }

  return (source: Source, { mode, cursor }: PullRequest): Promise<Pulled> =>
    mode === 'changes' ? changes(source, cursor) : sweep(source, cursor)
}

/** Nothing but a stop is honest: what is beyond cannot be reached, and would pass for deleted. */
const tooMany = () => failed('rejected', 'More than 10,000 pages made in one minute: Notion does not give the rest.')

/** Those that the next window gives again: none where there is none, the same ones within one. */
const givenOf = ({ next, pages }: Step, given: readonly string[]): readonly string[] => {
  if (next === null || next === 'stuck') return []
  if (next.at !== null) return given
  return pages.filter(({ created_time }) => created_time === next.from).map(({ id }) => id)
}

/** An API that does not know of archived rows has none. It understood the same query without that flag a moment ago. */
const unknownFlag =
  (isFirst: boolean) =>
  (error: unknown): Step => {
    if (isFirst && error instanceof NotionRefusal && error.status === 400) return { pages: [], next: null, last: null }
    throw error
  }

/** null when it is no cursor of ours, or of another data source: then all is read again, which changes nothing. */
const parse = <T extends { readonly source: string }>(
  schema: z.ZodType<T>,
  cursor: string | null,
  source: Source,
): T | null => {
  if (cursor === null) return null
  try {
    const parsed = schema.parse(JSON.parse(cursor))
    return parsed.source === source.dataSourceId ? parsed : null
  } catch {
    return null
  }
}

const moved = (moment: string, ms: number): string => new Date(Date.parse(moment) + ms).toISOString()

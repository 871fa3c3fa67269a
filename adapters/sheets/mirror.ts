import type { PortError } from '../../core/kernel/errors.ts'
import type { CopyField, MirrorWrite, RemoteEntry, TaskMirror, WriteResult } from '../../core/sync/ports.ts'
import { rowsToA1 } from './a1.ts'
import { deletions } from './arrange.ts'
import { connect } from './connection.ts'
import { failed, readRefusal, settled } from './failure.ts'
import { identify, placesIn } from './identity.ts'
import { heldOf, type Layout, readLayout } from './layout.ts'
import { partsOf, planBatch, rowsOf } from './plan.ts'
import { entryOf } from './read-row.ts'
import { arrivedAt, missesIn, repairs } from './repair.ts'
import { findColumns, type Schema } from './schema.ts'
import { BUDGET, type SheetsSettings } from './settings.ts'
import { type Looked, lookAtSheet } from './source.ts'
import type { Removed, Step } from './step.ts'
import { cellsIn, Spreadsheet, TASK_FIELDS, WRITTEN_FIELDS, Written } from './wire.ts'

/** A thousand rows are some 600 KB; Google advises 2 MB. */
const BATCH = 1000
/** How long a look at their schema holds. */
const SHAPE_MS = 5 * 60_000
/** How long a read tells where rows stand. Afterwards a write looks again first. */
const FRESH_MS = 2000
/** Writes refused one by one until a batch is given up. */
const MOST_REFUSALS = 20

/**
 * The tasks as rows of one tab, found by the headers of its columns. A pull is one read of all rows, a batch one atomic
 * request that writes. Rows are known by their key column and by metadata that moves with them, never by their number.
 *
 * The window: a batch addresses cells by number. One that comes after a person inserted, removed or moved rows is refused
 * as a whole by its guards (`guardOf`), and the call ends in `unavailable`. What no guard sees is a sort that leaves metadata
 * where it was, and rows that have none yet: there the answer shows the rows in the moment of the write, and rows that
 * were hit get their cells back. A row that goes is first moved to the end, looked at, and only then deleted, so that none
 * is deleted in place of another. What remains is such a sort in the moment of a write whose answer, or whose repair, is
 * lost: then a row keeps what was meant for its neighbour.
 */
export const createSheetsMirror = (settings: SheetsSettings): TaskMirror => {
  const call = connect(settings)
  const { spreadsheetId, now = Date.now, budget = BUDGET } = settings
  const taken = new Set<number>()
  let looked: { at: number; source: Looked } | null = null
  let known: { at: number; layout: Layout; schema: Schema } | null = null
  let isGuarded = true
  let refusedGuard: string | null = null
  // Fields that had a column once, by which a vanished header is told from one that never was.
  let fieldsSeen: readonly CopyField[] = []

  /** The last look as long as it holds; another one replaces it only when it is done, since calls may overlap. */
  const look = async (isFresh: boolean): Promise<Looked> => {
    if (!isFresh && looked !== null && now() - looked.at < SHAPE_MS) return looked.source
    const source = await lookAtSheet(call, settings, fieldsSeen)
    looked = 'area' in source ? { at: now(), source } : null
    if ('area' in source) fieldsSeen = source.schema.fields
    return source
  }

  const readAll = async (): Promise<{ layout: Layout; schema: Schema }> => {
    const source = await look(false)
    if (!('area' in source)) throw failed('misconfigured', 'The sheet is not as it must be.')
    const { area, schema } = source
    const ranges = [rowsToA1(area, { first: area.row, count: null })]
    const read = await call('reads', Spreadsheet, ({ spreadsheets }, options) =>
      spreadsheets.get({ spreadsheetId, ranges, fields: TASK_FIELDS, prettyPrint: false }, options),
    ).catch((error: unknown) => {
      looked = null
      throw settled(error)
    })
    const header = read.sheets[0]?.data.find(({ startRow }) => startRow === area.row)
    const columns = findColumns(header === undefined ? [] : cellsIn(header, 0), {
      startColumn: header?.startColumn ?? 0,
      locale: read.properties.locale,
      configured: settings.columns,
    })
    // Columns may have been moved since; one that is not there any more is for `describe` to tell.
    if ('trouble' in columns || schema.fields.some((field) => columns[field] === undefined)) {
      looked = null
      throw failed('misconfigured', 'A header is missing, or stands there twice.')
    }
    const found = { layout: readLayout(read, columns, area.row), schema: { ...schema, columns } }
    known = { at: now(), ...found }
    return found
  }

  const entries = async (): Promise<readonly RemoteEntry[]> => {
    const { layout, schema } = await readAll()
    return identify(layout).map((identity) => entryOf(identity, layout, schema))
  }

  /** Where rows stand: from a moment ago, unless a row is to go or to get a key, which a miss would harm most. */
  const locate = async (writes: readonly MirrorWrite[]): Promise<{ layout: Layout; schema: Schema }> => {
    const isDelicate = writes.some(({ type }) => type === 'trash' || type === 'adopt')
    return known === null || isDelicate || now() - known.at > FRESH_MS ? readAll() : known
  }

  const send = async (
    requests: readonly object[],
    spans: ReturnType<typeof rowsOf>,
    { tab }: Layout,
    only: number | null = null,
  ): Promise<Spreadsheet> => {
    const area = { tab, row: 0, column: only ?? 0, endColumn: only === null ? null : only + 1 }
    const shown = only === null ? spans : [{ first: 0, count: null }]
    // Something must be named, or all of the spreadsheet comes back.
    const responseRanges = (shown.length > 0 ? shown : [{ first: 0, count: 1 }]).map((span) => rowsToA1(area, span))
    const { updatedSpreadsheet } = await call('writes', Written, ({ spreadsheets }, options) =>
      spreadsheets.batchUpdate(
        {
          spreadsheetId,
          fields: WRITTEN_FIELDS,
          prettyPrint: false,
          requestBody: {
            requests: [...requests],
            includeSpreadsheetInResponse: true,
            responseIncludeGridData: true,
            responseRanges,
          },
        },
        options,
      ),
    )
    return updatedSpreadsheet
  }

  const writeOnce = async (writes: readonly MirrorWrite[]): Promise<readonly WriteResult[]> => {
    const { layout, schema } = await locate(writes)
    const refused = new Map<number, string>()
    for (;;) {
      const { requests, owners, guards, steps } = planBatch({ layout, schema, writes, refused, taken, isGuarded })
      if (requests.length === 0) return resultsOf(steps, layout, schema)
      known = null
      try {
        const read = await send(requests, rowsOf(steps), layout)
        refusedGuard = null
        const after = readLayout(read, schema.columns, -1)
        const misses = missesIn(steps, after)
        if (misses.length > 0) {
          const undo = repairs(misses, layout, after, schema)
          if (undo.length > 0) await send(undo, [], layout)
          throw moved()
        }
        const refusal = await takeAway(steps, after, schema)
        return resultsOf(steps, after, schema, refusal)
      } catch (error) {
        const problem = readRefusal(error)
        if (problem === null) throw settled(error)
        notGuarded(guards.get(problem.request))
        if (problem.duplicate !== null) {
          // Either this very batch came through before, or a tab we do not read has that id.
          taken.add(problem.duplicate)
          throw failed('unavailable', 'A row has its anchor already.')
        }
        const owner = owners[problem.request]
        if (owner === undefined || refused.size >= MOST_REFUSALS) throw settled(error)
        refused.set(owner, problem.detail)
      }
    }
  }

  /** One that is refused twice for a row in the same place is not what Google's pages say: from then on without guards. */
  const notGuarded = (guard: string | undefined): void => {
    if (guard === undefined) return
    isGuarded = guard !== refusedGuard
    refusedGuard = guard
    throw moved()
  }

  /** Deletes the rows that a batch took to the end. Gives the words in which that was refused. */
  const takeAway = async (steps: readonly Step[], after: Layout, { columns }: Schema): Promise<string | null> => {
    const going = steps.filter((step): step is Removed => step.type === 'removed')
    if (going.length === 0) return null
    const rows = arrivedAt(going, after)
    if (rows === null) throw moved()
    const { requests, guards } = deletions(after, rows, isGuarded)
    try {
      const left = readLayout(await send(requests, [], after, columns.key ?? 0), columns, -1)
      // Sorted meanwhile, with the metadata left behind: an empty row went instead.
      const keys = new Set(left.rows.map((row) => heldOf(row, 'key').value))
      if (going.some(({ key }) => keys.has(key))) throw moved()
      return null
    } catch (error) {
      const problem = readRefusal(error)
      if (problem === null) throw settled(error)
      notGuarded(guards.get(problem.request))
      return problem.detail
    }
  }

  const resultsOf = (
    steps: readonly Step[],
    after: Layout,
    schema: Schema,
    refusal: string | null = null,
  ): readonly WriteResult[] => {
    const places = placesIn(after)
    return steps.map((step): WriteResult => {
      if (step.type === 'gone' || step.type === 'refused') return step
      if (step.type === 'removed') {
        if (refusal !== null) return { type: 'refused', problems: [], detail: refusal }
        const entry = entryOf(step.identity, after, schema)
        return { type: 'done', entry: { ...entry, isTrashed: true } }
      }
      const identity = places.find(step.key)
      // Nothing of it was written, and a person emptied the row.
      if (identity === null) return { type: 'gone' }
      const entry = entryOf(identity, after, schema)
      return { type: 'done', entry: { ...entry, problems: [...step.problems, ...entry.problems] } }
    })
  }

  return {
    name: 'sheets',
    reading: 'whole',
    batch: BATCH,
    budget,
    describe: async ({ fresh = false } = {}) => (await look(fresh)).shape,
    find: async (keys) => {
      const wanted = new Set(keys)
      return (await entries()).filter(({ key }) => key !== null && wanted.has(key))
    },
    read: async (externalIds) => {
      const { layout, schema } = await readAll()
      const places = placesIn(layout)
      return externalIds.map((id) => {
        const identity = places.find(id)
        return identity === null ? null : entryOf(identity, layout, schema)
      })
    },
    write: async (writes) => {
      const results: WriteResult[] = []
      for (const part of partsOf(writes)) results.push(...(await writeOnce(part)))
      return results
    },
    pull: async () => ({ entries: await entries(), cursor: null, more: false, isWhole: true }),
  }
}

const moved = (): PortError => failed('unavailable', 'Rows moved while they were written.')

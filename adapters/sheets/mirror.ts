import { PortError } from '../../core/kernel/errors.ts'
import type { MirrorWrite, RemoteEntry, TaskMirror, WriteResult } from '../../core/sync/ports.ts'
import { deletions } from './arrange.ts'
import { connect } from './connection.ts'
import { failed, readRefusal, settled } from './failure.ts'
import { identify, placesIn } from './identity.ts'
import { heldOf, type Layout, readLayout } from './layout.ts'
import { mendingOf } from './mend.ts'
import { type Note, noteOf, writingsOf } from './note.ts'
import { openNotes } from './open-notes.ts'
import { partsOf, planBatch, rowsOf } from './plan.ts'
import { entryOf } from './read-row.ts'
import { createReader, type Sheet } from './reader.ts'
import { areInPlace, arrivedAt, mendPlan } from './repair.ts'
import type { Schema } from './schema.ts'
import { createSend } from './send.ts'
import { BUDGET, type SheetsNotes, type SheetsSettings } from './settings.ts'
import type { Removed, Step } from './step.ts'

/** A thousand rows are some 600 KB; Google advises 2 MB. */
const BATCH = 1000
/** How long a read tells where rows stand. Afterwards a write looks again first. */
const FRESH_MS = 2000
/** Writes refused one by one until a batch is given up. */
const MOST_REFUSALS = 20
/** Times that what went astray is mended in one read: somebody may sort again meanwhile. */
const MOST_MENDINGS = 3
/** Batches in a row that went astray until what is left of them is taken for a person's. */
const MOST_NOTES = 10

/**
 * The tasks as rows of one tab, found by the headers of its columns. A pull is one read of all rows, a batch one atomic
 * request that writes. Rows are known by their key column and by metadata that moves with them, never by their number.
 *
 * The window: a batch addresses cells by number. One that comes after a person inserted, removed or moved rows is refused
 * as a whole by its guards (`guardOf`), and the call ends in `unavailable`. What no guard sees is a sort that leaves metadata
 * where it was, and rows that have none yet. Hence what stood there is noted before (`noteOf`), and until the answer shows
 * the rows in place, each read of the sheet, also by another process, takes back what went astray (`mendingOf`) before
 * anybody sees it. A row that goes is first moved to the end, looked at, and only then deleted, so that none is deleted in
 * place of another.
 */
export const createSheetsMirror = (settings: SheetsSettings): TaskMirror => {
  const call = connect(settings)
  const { now = Date.now, budget = BUDGET, notes: store = inMemory() } = settings
  const { look, all } = createReader(call, settings)
  const send = createSend(call, settings)
  const notes = openNotes(store, now)
  const taken = new Set<number>()
  let known: ({ at: number } & Sheet) | null = null
  let isGuarded = true
  let refusedGuard: string | null = null

  /** All rows, each with what is its own: what an earlier batch put elsewhere is taken back first. */
  const readAll = async (): Promise<Sheet> => {
    for (let mendings = 0; ; mendings += 1) {
      const sheet = await all()
      const done = await notes.done(sheet.layout)
      const mending = mendingOf(done, sheet.layout)
      if (mending.rows.length === 0) {
        if (done.length > 0) await notes.settle(done)
        known = { at: now(), ...sheet }
        return sheet
      }
      if (done.length > MOST_NOTES) await notes.settle(done)
      if (mendings === MOST_MENDINGS) throw moved()
      await mend(mending, sheet)
    }
  }

  /** Noted before it is sent. Of one that was refused, or not even admitted, nothing was done. */
  const sendNoted = async (
    note: Note | null,
    requests: readonly object[],
    spans: ReturnType<typeof rowsOf>,
    layout: Layout,
  ): ReturnType<typeof send> => {
    if (note === null) return send(requests, spans, layout)
    await notes.add(note)
    try {
      return await send([...requests, ...notes.requests(layout, note)], spans, layout)
    } catch (error) {
      if (readRefusal(error) !== null || isThrottled(error)) await notes.settle([note])
      throw error
    }
  }

  const mend = async (mending: ReturnType<typeof mendingOf>, { layout, schema }: Sheet): Promise<void> => {
    known = null
    const { requests, guards, writings } = mendPlan(mending, layout, schema, isGuarded)
    const note = noteOf(layout, writings, now())
    if (note === null) return
    try {
      await sendNoted(note, requests, [], layout)
      refusedGuard = null
    } catch (error) {
      const problem = readRefusal(error)
      if (problem === null) throw settled(error)
      notGuarded(guards.get(problem.request))
      if (problem.duplicate !== null) throw moved()
      // Somebody locked these rows since: what stands there is theirs to change.
      await notes.settle(await notes.done(layout))
    }
  }

  const entries = async (): Promise<readonly RemoteEntry[]> => {
    const { layout, schema } = await readAll()
    return identify(layout).map((identity) => entryOf(identity, layout, schema))
  }

  /** Where rows stand: from a moment ago, unless a row is to go or to get a key, which a miss would harm most. */
  const locate = async (writes: readonly MirrorWrite[]): Promise<Sheet> => {
    const isDelicate = writes.some(({ type }) => type === 'trash' || type === 'adopt')
    return known === null || isDelicate || now() - known.at > FRESH_MS ? readAll() : known
  }

  const writeOnce = async (writes: readonly MirrorWrite[]): Promise<readonly WriteResult[]> => {
    const { layout, schema } = await locate(writes)
    const refused = new Map<number, string>()
    for (;;) {
      const { requests, owners, guards, steps } = planBatch({ layout, schema, writes, refused, taken, isGuarded })
      if (requests.length === 0) return resultsOf(steps, layout, schema)
      known = null
      const note = noteOf(layout, writingsOf(steps), now())
      try {
        const read = await sendNoted(note, requests, rowsOf(steps), layout)
        refusedGuard = null
        const after = readLayout(read, schema.columns, -1)
        if (!areInPlace(steps, after)) {
          await readAll()
          throw moved()
        }
        if (note !== null) await notes.settle([note])
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
    describe: async ({ fresh = false, before } = {}) => (await look(fresh, before)).shape,
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

const isThrottled = (error: unknown): boolean => error instanceof PortError && error.kind === 'throttled'

const inMemory = (): SheetsNotes => {
  let text: string | null = null
  return {
    load: async () => text,
    save: async (next) => {
      text = next
    },
  }
}

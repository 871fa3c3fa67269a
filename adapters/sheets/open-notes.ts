import type { sheets_v4 } from '@googleapis/sheets'
import { creation, deletion } from './anchor-requests.ts'
import type { Layout, Mark } from './layout.ts'
import { type Note, parseNotes } from './note.ts'
import { MARK, type SheetsNotes, VOID } from './settings.ts'

/** Nothing that was sent arrives later: Google gives up after three minutes. */
const LATE_MS = 10 * 60_000

/** Batches of which it is not known what became of them. */
export interface OpenNotes {
  /** As the sheet tells it: those that were done, oldest first. The others are kept until they cannot come any more. */
  done(layout: Layout): Promise<readonly Note[]>
  /** Before a batch is sent, besides those that were done and are not mended. */
  add(note: Note): Promise<void>
  /** What became of them is known, and right. */
  settle(notes: readonly Note[]): Promise<void>
  /** Marks the sheet for a batch, refuses those that were given up, and takes away what no note speaks of. */
  requests(layout: Layout, note: Note): readonly sheets_v4.Schema$Request[]
}

export const openNotes = (store: SheetsNotes, now: () => number): OpenNotes => {
  let open: readonly Note[] = []
  const keep = async (notes: readonly Note[]): Promise<void> => {
    await store.save(notes.length === 0 ? null : JSON.stringify(notes))
    open = notes
  }
  return {
    done: async ({ marks }) => {
      open = parseNotes(await store.load())
      if (open.length === 0) return []
      const ids = new Map(marks.map(({ id, isVoid }) => [id, isVoid]))
      const isLate = ({ id, at }: Note): boolean => !ids.has(id) && now() - at < LATE_MS
      const done = open.filter(({ id }) => ids.get(id) === false)
      const left = open.filter((note) => done.includes(note) || isLate(note))
      if (left.length < open.length) await keep(left)
      return done
    },
    add: (note) => keep([...open, note]),
    settle: (notes) => keep(open.filter(({ id }) => !notes.some((note) => note.id === id))),
    requests: (layout, note) => {
      const { header, marks } = layout
      const isOpen = new Set(open.map(({ id }) => id))
      const isOnSheet = new Set(marks.map(({ id }) => id))
      const isOver = ({ id, isVoid, at }: Mark): boolean => (isVoid ? !(now() - at < LATE_MS) : !isOpen.has(id))
      const mark = ({ id, at }: Note, name: string) => creation(layout, { id, value: String(at) }, header, name)
      const given = open.filter(({ id }) => id !== note.id && !isOnSheet.has(id))
      return [
        ...marks.filter(isOver).map(({ id }) => deletion(id)),
        ...given.map((one) => mark(one, VOID)),
        mark(note, MARK),
      ]
    },
  }
}

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { writtenKey } from './identity.ts'
import { type Held, heldOf, type Layout, type Row } from './layout.ts'
import { COLUMN_NAMES, type ColumnName } from './names.ts'
import type { Step } from './step.ts'
import type { CellWrite } from './write-cell.ts'

/** What a cell held: its value, that a formula filled it, or what a long text hashes to where that is enough. */
const Stood = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.object({ formula: z.literal(true) }),
  z.object({ digest: z.string() }),
])
export type Stood = z.infer<typeof Stood>

/** Where nothing stood a column is absent. */
const Cells = z.partialRecord(z.enum(COLUMN_NAMES), Stood)

const StoodRow = z.object({ isWhole: z.boolean(), cells: Cells })
export type StoodRow = z.infer<typeof StoodRow>

const NotedPut = z.object({
  /** The row it was meant for, among `rows`. */
  target: z.number().int(),
  /** The metadata id that stands, after the batch, on the row that was written. null: none is known to. */
  anchor: z.number().int().nullable(),
  /** Of that anchor. */
  key: z.string().nullable(),
  /** What is written: null empties. */
  cells: Cells,
})
export type NotedPut = z.infer<typeof NotedPut>

const Note = z.object({
  version: z.literal(1),
  /** Of the mark that the same batch leaves in the sheet: where it stands, the batch was done. */
  id: z.number().int(),
  at: z.number(),
  /** What some put writes; a row that is not whole tells of these alone, and of its key. */
  columns: z.array(z.enum(COLUMN_NAMES)),
  puts: z.array(NotedPut),
  rows: z.array(StoodRow),
})

/**
 * What is about to be written over by rows' numbers, taken down before the batch is sent: what stood in these columns,
 * of every row, since any may be sorted to where another is written.
 */
export type Note = z.infer<typeof Note>

/** Notes of which it is not known yet what became of their batches, oldest first. What another version wrote is none. */
export const parseNotes = (text: string | null): readonly Note[] => {
  const read = z.array(Note).safeParse(text === null ? [] : JSON.parse(text))
  return read.success ? read.data : []
}

/** A put before it is noted. */
export interface Writing {
  readonly row: Row
  readonly anchor: number | null
  readonly key: string | null
  readonly cells: readonly (readonly [ColumnName, Stood])[]
}

/** Positive and 31 bits wide, as ids of metadata are. */
const newId = (): number => Math.trunc(1 + Math.random() * 0x7ffffffe)

/** null: nothing that stood there is written over. */
export const noteOf = (layout: Layout, writings: readonly Writing[], at: number): Note | null => {
  const written = writings.filter(({ cells }) => cells.length > 0)
  if (written.length === 0) return null
  const columns = [...new Set(written.flatMap(({ cells }) => cells.map(([column]) => column)))]
  const places = new Map(layout.rows.map((row, place) => [row.index, place]))
  return {
    version: 1,
    id: newId(),
    at,
    columns,
    puts: written.map(({ row, anchor, key, cells }) => ({
      target: places.get(row.index) ?? -1,
      anchor,
      key,
      cells: Object.fromEntries(cells),
    })),
    rows: stoodIn(layout, columns),
  }
}

/** The puts of a batch over rows that were there; new rows stand in place of nothing. */
export const writingsOf = (steps: readonly Step[]): readonly Writing[] =>
  steps.flatMap((step) => {
    if (step.type !== 'put' || step.before === null) return []
    const { before: row, anchor, key, cells } = step
    return [{ row, anchor, key, cells: cells.map(([column, write]) => [column, writtenBy(write)] as const) }]
  })

const writtenBy = (write: CellWrite): Stood => {
  if (write === null) return null
  if ('text' in write) return write.text
  return 'number' in write ? write.number : write.flag
}

/** Rows are known again by their keys; those that have none of their own, or may lose it, by all they say. */
const stoodIn = ({ rows }: Layout, columns: readonly ColumnName[]): StoodRow[] => {
  const times = new Map<string | null, number>()
  for (const row of rows) {
    const key = writtenKey(row)
    times.set(key, (times.get(key) ?? 0) + 1)
  }
  const some = new Set<ColumnName>([...columns, 'key'])
  return rows.map((row) => {
    const key = writtenKey(row)
    const isWhole = columns.includes('key') || key === null || times.get(key) !== 1
    const cells: Partial<Record<ColumnName, Stood>> = {}
    for (const column of isWhole ? COLUMN_NAMES : some) {
      const stood = stoodOf(heldOf(row, column), columns.includes(column))
      if (stood !== null) cells[column] = stood
    }
    return { isWhole, cells }
  })
}

/** Longer texts are only ever compared, unless they may be written over. */
const LONG = 60

export const stoodOf = ({ value, isFormula }: Held, isWritten: boolean): Stood => {
  if (isFormula) return { formula: true }
  if (typeof value !== 'string') return value
  return value.length > LONG && !isWritten ? { digest: digest(value) } : value
}

const digest = (text: string): string => createHash('sha256').update(plain(text)).digest('base64url').slice(0, 16)

const plain = (text: string): string => text.replaceAll('\r\n', '\n')

/** What a note knows of one cell of a row; undefined: nothing. */
export const stoodAt = ({ columns }: Note, { isWhole, cells }: StoodRow, column: ColumnName): Stood | undefined =>
  isWhole || column === 'key' || columns.includes(column) ? (cells[column] ?? null) : undefined

export const isSame = ({ value, isFormula }: Held, stood: Stood): boolean => {
  if (typeof stood === 'object' && stood !== null) {
    if ('formula' in stood) return isFormula
    return !isFormula && typeof value === 'string' && digest(value) === stood.digest
  }
  if (isFormula) return false
  if (typeof value === 'number' && typeof stood === 'number') return Math.abs(value - stood) < 1e-6
  return typeof value === 'string' && typeof stood === 'string' ? plain(value) === plain(stood) : value === stood
}

import { createHash } from 'node:crypto'
import { folded } from '../../core/kernel/text.ts'
import { KEY_NAME } from './settings.ts'
import { type Cell, cellsIn, type Grid } from './wire.ts'

/** Metadata of a row whose text was seen: `<uuid> <digest of the text>`, and ` done` once it is a message. */
export const MARK = 'sparkone.intake'

export interface Mark {
  readonly metadataId: number
  readonly uuid: string
  readonly digest: string
  readonly isDone: boolean
}

export interface InputRow {
  readonly index: number
  readonly sender: string | null
  /** Empty: nothing is left but the mark, which may belong to values that a person moved. */
  readonly content: string
  readonly marks: readonly Mark[]
}

const SENDERS = new Set([
  'remetente',
  'sender',
  'quem',
  'who',
  'de',
  'from',
  'email',
  'e-mail',
  'nome',
  'name',
  'usuario',
  'user',
])
const CONTENTS = new Set(['mensagem', 'message', 'texto', 'text', 'pedido', 'request', 'tarefa', 'task'])

const textOf = (cell: Cell | undefined): string => {
  const value = cell?.effectiveValue ?? cell?.userEnteredValue
  return (cell?.formattedValue ?? value?.stringValue ?? String(value?.numberValue ?? '')).trim()
}

export interface InputColumns {
  readonly sender: number | null
  readonly content: number | null
  /** It is a tab of tasks. */
  readonly hasKey: boolean
}

export const columnsOf = (header: readonly Cell[]): InputColumns => {
  const names = header.map((cell) => folded(textOf(cell)))
  const find = (wanted: ReadonlySet<string>): number | null => {
    const place = names.findIndex((name) => wanted.has(name))
    return place < 0 ? null : place
  }
  return { sender: find(SENDERS), content: find(CONTENTS), hasKey: names.includes(folded(KEY_NAME)) }
}

/**
 * The rows below the header that say something, or have a mark. The text is the column with a usual header (Mensagem,
 * Message, …), else all cells but the sender's, a line each.
 */
export const rowsUnder = (grids: readonly Grid[], columns: InputColumns, headerRow: number): readonly InputRow[] =>
  grids.flatMap((grid) =>
    Array.from({ length: Math.max(grid.rowData.length, grid.rowMetadata.length) }, (_, offset): InputRow[] => {
      const index = grid.startRow + offset
      const { sender, content } = columns
      const cells = cellsIn(grid, offset).map(textOf)
      const all = cells.filter((text, at) => at !== sender && text !== '').join('\n')
      const said = content === null ? all : (cells[content] ?? '')
      const marks = (grid.rowMetadata[offset]?.developerMetadata ?? []).flatMap(readMark)
      if (index <= headerRow || (said === '' && marks.length === 0)) return []
      return [{ index, sender: (sender === null ? null : cells[sender]) || null, content: said, marks }]
    }).flat(),
  )

const readMark = (one: { metadataId: number; metadataKey: string; metadataValue?: string | undefined }): Mark[] => {
  const [, uuid, digest, done] = /^([\w-]{36}) ([\w-]+)( done)?$/.exec(one.metadataValue ?? '') ?? []
  if (one.metadataKey !== MARK || uuid === undefined || digest === undefined) return []
  return [{ metadataId: one.metadataId, uuid, digest, isDone: done !== undefined }]
}

/** Says nothing of the text. */
export const digestOfText = (row: Pick<InputRow, 'content' | 'sender'>): string =>
  createHash('sha256')
    .update(JSON.stringify([row.sender, row.content]))
    .digest('base64url')
    .slice(0, 16)

export interface Matched {
  /** Rows without a mark of their own: new ones. */
  readonly fresh: readonly InputRow[]
  /** Rows whose values a person moved while the mark stayed: the mark belongs here. */
  readonly moved: readonly { readonly row: InputRow; readonly mark: Mark }[]
  readonly marked: readonly { readonly row: InputRow; readonly mark: Mark }[]
}

/**
 * Which mark is which row's. A mark with the row's text comes first, on the row itself or, after a sort that moves values
 * alone, elsewhere; then any mark of the row: its text was edited. Each mark counts once, so of two rows with the same
 * text one is new.
 */
export const match = (all: readonly InputRow[]): Matched => {
  const rows = all.filter(({ content }) => content !== '')
  const taken = new Set<number>()
  const byDigest = new Map<string, Mark[]>()
  for (const { marks } of all)
    for (const mark of marks) byDigest.set(mark.digest, [...(byDigest.get(mark.digest) ?? []), mark])
  const found = new Map<InputRow, Mark>()
  const give = (row: InputRow, mark: Mark | undefined): void => {
    if (mark === undefined || found.has(row)) return
    taken.add(mark.metadataId)
    found.set(row, mark)
  }
  const free = ({ metadataId }: Mark): boolean => !taken.has(metadataId)
  for (const row of rows)
    give(
      row,
      row.marks.find((mark) => free(mark) && mark.digest === digestOfText(row)),
    )
  for (const row of rows) give(row, found.has(row) ? undefined : byDigest.get(digestOfText(row))?.find(free))
  for (const row of rows) give(row, found.has(row) ? undefined : row.marks.find(free))
  const pairs = rows.flatMap((row) => {
    const mark = found.get(row)
    return mark === undefined ? [] : [{ row, mark }]
  })
  const isAt = ({ row, mark }: { row: InputRow; mark: Mark }) => row.marks.includes(mark)
  return {
    fresh: rows.filter((row) => !found.has(row)),
    moved: pairs.filter((pair) => !isAt(pair)),
    marked: pairs.filter(isAt),
  }
}

import type { Clock } from '../../core/kernel/clock.ts'
import type { Copy, CopyField, MirrorWrite, RemoteEntry, TaskMirror } from '../../core/sync/ports.ts'

/** A page or row, as the outside keeps it. */
export interface Row {
  readonly id: number
  key: string | null
  isOurs: boolean
  isTrashed: boolean
  /** To the minute, as the outside's clock shows it; null where it keeps none. */
  editedAt: Date | null
  readonly createdAt: Date | null
  fields: Partial<Copy>
}

/** A person at the outside's own screen. Rows are named by the number that `add` and `copy` give. */
export interface MirrorHand {
  add(fields: Partial<Copy>, key?: string | null): number
  edit(id: number, fields: Partial<Copy>): void
  /** "Duplicate": with all that is in it, the key too. */
  copy(id: number): number
  trash(id: number): void
  /** Out of the trash; where there is none, the row is typed anew with its key. */
  restore(id: number): void
  /** All there is, trashed ones too, oldest first. */
  rows(): readonly Readonly<Row>[]
  /** The one that is there and has the key. */
  byKey(key: string): Readonly<Row> | null
}

const MINUTE_MS = 60_000

/** The rows of a mirror in memory, and what may be done to them. */
export const createMirrorRows = ({
  reading,
  clock,
  fields: known,
  onTyped = () => undefined,
}: {
  reading: TaskMirror['reading']
  clock: Clock
  fields: readonly CopyField[]
  /** A person is writing this there. */
  onTyped?: (fields: Partial<Copy>) => void
}) => {
  const rows: Row[] = []
  let serial = 0
  const keepsTimes = reading === 'each'

  const minute = (): Date | null =>
    keepsTimes ? new Date(Math.floor(clock.now().getTime() / MINUTE_MS) * MINUTE_MS) : null
  const present = (): readonly Row[] => rows.filter(({ isTrashed }) => !isTrashed)
  // A row has no id but its key; of several with one key, ours goes by it, else the first.
  let holders: Map<string, Row> | null = null
  const hold = (into: Map<string, Row>, row: Row): void => {
    const holder = row.key === null ? undefined : into.get(row.key)
    if (row.key !== null && (holder === undefined || (row.isOurs && !holder.isOurs))) into.set(row.key, row)
  }
  const holderOf = (key: string): Row | null => {
    if (holders === null) {
      holders = new Map()
      for (const row of present()) hold(holders, row)
    }
    return holders.get(key) ?? null
  }
  /** Who holds which key is found out anew. */
  const upset = <T>(row: T): T => {
    holders = null
    return row
  }
  const externalIdOf = (row: Row): string => {
    if (reading === 'each') return `page-${row.id}`
    return row.key !== null && holderOf(row.key) === row ? row.key : `row-${row.id}`
  }
  const all = (): readonly Row[] => (reading === 'each' ? rows : present())
  const byExternalId = (id: string): Row | null => {
    if (!keepsTimes && !id.startsWith('row-')) return holderOf(id)
    const number = Number(id.slice(id.indexOf('-') + 1))
    const row = rows[number - 1] ?? null
    return row !== null && externalIdOf(row) === id && (keepsTimes || !row.isTrashed) ? row : null
  }
  const byNumber = (id: number): Row => {
    const row = rows.find((one) => one.id === id)
    if (row === undefined) throw new Error('There is no such row.')
    return row
  }
  const only = (copy: Partial<Copy>): Partial<Copy> =>
    Object.fromEntries(Object.entries(copy).filter(([field]) => known.includes(field as CopyField)))

  const add = (fields: Partial<Copy>, key: string | null, isOurs: boolean): Row => {
    const row: Row = {
      id: ++serial,
      key,
      isOurs,
      isTrashed: false,
      editedAt: minute(),
      createdAt: keepsTimes ? clock.now() : null,
      fields: only({ description: null, due: null, labels: [], assignee: null, ...fields }),
    }
    rows.push(row)
    if (holders !== null) hold(holders, row)
    return row
  }
  const edit = (row: Row, fields: Partial<Copy>): Row => {
    row.fields = { ...row.fields, ...only(fields) }
    row.editedAt = minute()
    return row
  }
  const trash = (row: Row): Row => {
    upset(row)
    row.isTrashed = true
    row.editedAt = minute()
    return row
  }

  /** null: it is not there, or in the trash. */
  const apply = (write: MirrorWrite): Row | null => {
    if (write.type === 'create') return add(write.copy, write.key, true)
    if (write.type === 'restore') {
      if (!keepsTimes) return add(write.copy, write.key, true)
      const row = byExternalId(write.externalId)
      if (row === null) return null
      upset(row).isTrashed = false
      row.key = write.key
      return edit(row, write.copy)
    }
    const row = byExternalId(write.externalId)
    if (row === null || row.isTrashed) return null
    if (write.type === 'trash') return trash(row)
    if (write.type === 'update') return edit(row, write.changes)
    upset(row).key = write.key
    row.editedAt = minute()
    // What marks a row as ours goes with the key we gave it; a page tells its maker for ever.
    row.isOurs = row.isOurs || !keepsTimes
    return row
  }

  const hand: MirrorHand = {
    add: (fields, key = null) => {
      onTyped(fields)
      return add(fields, key, false).id
    },
    edit: (id, fields) => {
      onTyped(fields)
      edit(byNumber(id), fields)
    },
    copy: (id) => add(byNumber(id).fields, byNumber(id).key, false).id,
    trash: (id) => void trash(byNumber(id)),
    restore: (id) => {
      const row = upset(byNumber(id))
      row.isTrashed = false
      row.editedAt = minute()
    },
    rows: () => rows,
    byKey: (key) => holderOf(key),
  }

  const entryOf = (row: Row): RemoteEntry => {
    const { title, ...others } = row.fields
    return {
      externalId: externalIdOf(row),
      key: row.key,
      isOurs: row.isOurs,
      isTrashed: row.isTrashed,
      editedAt: row.editedAt,
      createdAt: row.createdAt,
      url: keepsTimes ? `https://outside.example/${row.id}` : null,
      fields: title === undefined || title.trim() === '' ? others : { ...others, title: title.trim() },
      problems: title?.trim() === '' ? [{ field: 'title', code: 'empty', value: null }] : [],
    }
  }

  return { all, present, byExternalId, apply, entryOf, hand }
}

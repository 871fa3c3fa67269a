import { createHash } from 'node:crypto'
import { type Anchor, digestOf, heldOf, isBlank, type Layout, type Row } from './layout.ts'

/**
 * Which row is which task. Two anchors say so: the key column, which people see, and metadata of the row, which they do
 * not. Metadata follows a row that moves (https://developers.google.com/workspace/sheets/api/guides/metadata), but
 * nothing says so for a sort, and a copied row has none: where they differ the key column is right.
 */
export interface Identity {
  readonly row: Row
  /** null: nobody gave it one, or what stands there is none. */
  readonly key: string | null
  /** False for a second row of the same key: a person copied it. */
  readonly isOurs: boolean
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What stands in its key cell, where that is a key. */
export const writtenKey = (row: Row): string | null => {
  const { value } = heldOf(row, 'key')
  const text = typeof value === 'string' ? value.trim().toLowerCase() : ''
  return UUID.test(text) ? text : null
}

/** Rows with nothing in their fields are left out. */
export const identify = (layout: Layout): readonly Identity[] => {
  const rows = layout.rows.filter((row) => !isBlank(row))
  const owners = new Map<string, Row>()
  const claim = (key: string | null, row: Row): void => {
    if (key !== null && !owners.has(key)) owners.set(key, row)
  }
  for (const row of rows) {
    const key = writtenKey(row)
    if (row.anchors.some(({ value }) => value === key)) claim(key, row)
  }
  for (const row of rows) claim(writtenKey(row), row)
  const areAnchorsRight = strayAnchors(layout).length === 0
  return [...rows].map((row) => {
    const key = writtenKey(row) ?? (areAnchorsRight ? anchoredKey(row, owners) : null)
    if (key !== null) claim(key, row)
    return { row, key, isOurs: key !== null && owners.get(key) === row }
  })
}

/**
 * Anchors on rows of another key, on rows of nothing, and of keys that are written elsewhere: a sort left them behind. Where
 * there is one, no anchor tells whose row it is.
 */
export const strayAnchors = ({ rows }: Pick<Layout, 'rows'>): readonly Anchor[] => {
  const written = new Set(rows.map(writtenKey))
  return rows.flatMap((row) => {
    const key = writtenKey(row)
    return row.anchors.filter(({ value }) => (key === null ? isBlank(row) || written.has(value) : key !== value))
  })
}

/**
 * Somebody emptied the key cell. Not when the key stands in another row: then the values moved and the metadata stayed. Not
 * without a title either: what is left of such a row is no task.
 */
const anchoredKey = (row: Row, owners: ReadonlyMap<string, Row>): string | null => {
  const title = heldOf(row, 'title').value
  if (title === null || String(title).trim() === '') return null
  return row.anchors.find(({ value }) => UUID.test(value) && (owners.get(value) ?? row) === row)?.value ?? null
}

/** Ours by its key; another by where it stands and what it says, until it has a key of its own. */
export const externalIdOf = ({ row, key, isOurs }: Identity): string =>
  isOurs && key !== null ? key : `row:${row.index}:${digestOf(row)}`

export interface Places {
  /** The row an id means now, wherever it has moved to. null: it is not there. */
  find(externalId: string): Identity | null
  /** Anchors with this key, wherever they are. */
  anchors(key: string): readonly (Anchor & { readonly row: number })[]
  /** A metadata id for a key that nothing visible to us has. */
  freeId(key: string, taken: ReadonlySet<number>): number
}

export const placesIn = (layout: Layout): Places => {
  const all = identify(layout)
  const byKey = new Map(all.flatMap((one) => (one.isOurs && one.key !== null ? [[one.key, one] as const] : [])))
  const strangers = all.filter(({ isOurs }) => !isOurs)
  const anchors = new Map<string, (Anchor & { row: number })[]>()
  const ids = new Set<number>()
  for (const row of layout.rows) {
    for (const anchor of row.anchors) {
      ids.add(anchor.id)
      const same = anchors.get(anchor.value) ?? []
      anchors.set(anchor.value, [...same, { ...anchor, row: row.index }])
    }
  }
  const claimed = new Set<Identity>()
  const stranger = (externalId: string): Identity | null => {
    const [, index, digest] = externalId.split(':')
    const alike = strangers.filter((one) => !claimed.has(one) && digestOf(one.row) === digest)
    const found = alike.find(({ row }) => row.index === Number(index)) ?? alike[0] ?? null
    if (found !== null) claimed.add(found)
    return found
  }
  return {
    find: (externalId) => (externalId.startsWith('row:') ? stranger(externalId) : (byKey.get(externalId) ?? null)),
    anchors: (key) => anchors.get(key) ?? [],
    freeId: (key, taken) => {
      for (let salt = 0; ; salt += 1) {
        const id = metadataIdOf(key, salt)
        if (ids.has(id) || taken.has(id)) continue
        ids.add(id)
        return id
      }
    },
  }
}

/**
 * Chosen by us, so that a batch that arrives twice is refused the second time: ids are unique in a spreadsheet. Positive
 * and 31 bits wide, so two of 20,000 keys may well meet: then the next salt.
 */
const metadataIdOf = (key: string, salt: number): number =>
  createHash('sha256').update(`${key}#${salt}`).digest().readUInt32BE() & 0x7fffffff || 1

import { bodyInvalid, invalid } from './problem.ts'
import type { Property } from './schema.ts'
import type { Row } from './things.ts'

type Json = Record<string, unknown>

export interface QueryContext {
  readonly properties: readonly Property[]
  readonly rows: readonly Row[]
  /** How many rows one query gives at most, over all its pages. */
  readonly most: number
  /** Whether the API knows of archived rows yet. */
  readonly archives: boolean
}

export interface QueryAnswer {
  readonly rows: readonly Row[]
  readonly nextCursor: string | null
  readonly isCut: boolean
}

const KNOWN = new Set(['filter', 'sorts', 'start_cursor', 'page_size', 'result_type', 'is_archived'])
const MOST_CONDITIONS = 100

/** To the minute, as Notion tells it. */
export const minute = (at: Date): string => `${at.toISOString().slice(0, 16)}:00.000Z`

/** Runs a query: https://developers.notion.com/reference/query-a-data-source */
export const runQuery = (body: Json, { properties, rows, most, archives }: QueryContext): QueryAnswer => {
  const unknown = Object.keys(body).find((key) => !KNOWN.has(key) || (key === 'is_archived' && !archives))
  if (unknown !== undefined) throw bodyInvalid(unknown, `not present, instead was \`${JSON.stringify(body[unknown])}\``)
  const { page_size: size = 100, start_cursor: start, is_archived: isArchived = false } = body
  if (typeof size !== 'number' || size < 1 || size > 100)
    throw bodyInvalid('page_size', `≤ \`100\`, instead was \`${size}\``)
  const test = body.filter === undefined ? () => true : condition(body.filter as Json, properties)
  const all = rows.filter((row) => !row.inTrash && row.isArchived === isArchived && test(row))
  const sorted = sort(all, (body.sorts ?? []) as readonly Json[], properties)
  const capped = sorted.slice(0, most)
  // The cursor is the row that comes next, wherever it stands by then.
  const from = start === undefined || start === null ? 0 : capped.findIndex(({ id }) => id === start)
  if (from < 0) throw invalid(`The start_cursor provided is invalid: ${String(start)}`)
  const page = capped.slice(from, from + size)
  return { rows: page, nextCursor: capped[from + size]?.id ?? null, isCut: sorted.length > most }
}

const condition = (filter: Json, properties: readonly Property[], depth = 0): ((row: Row) => boolean) => {
  for (const compound of ['and', 'or'] as const) {
    const parts = filter[compound]
    if (parts === undefined) continue
    if (!Array.isArray(parts) || depth > 1) throw bodyInvalid(`filter.${compound}`, 'an array')
    if (parts.length > MOST_CONDITIONS) throw bodyInvalid(`filter.${compound}.length`, `≤ \`${MOST_CONDITIONS}\``)
    const tests = parts.map((part) => condition(part as Json, properties, depth + 1))
    return (row) => (compound === 'and' ? tests.every((test) => test(row)) : tests.some((test) => test(row)))
  }
  const { timestamp } = filter
  if (timestamp === 'created_time' || timestamp === 'last_edited_time') {
    const [operator, value] = only(filter[timestamp], timestamp)
    const asked = Date.parse(String(value))
    return (row) => compare(operator, minutes(row, timestamp) * 60_000, asked)
  }
  const property = find(properties, filter.property)
  const [operator, value] = only(filter[property.type], property.type)
  return (row) => matches(property, row.values.get(property.id), operator, value)
}

const find = (properties: readonly Property[], name: unknown): Property => {
  const found = properties.find((one) => one.id === name || one.name === name || decodeURIComponent(one.id) === name)
  if (found === undefined) throw invalid(`Could not find property with name or id: ${String(name)}`)
  return found
}

const only = (given: unknown, name: string): readonly [string, unknown] => {
  const [entry, ...others] = typeof given === 'object' && given !== null ? Object.entries(given) : []
  if (entry === undefined || others.length > 0) throw bodyInvalid(`filter.${name}`, 'one condition')
  return entry
}

const compare = (operator: string, left: number, right: number): boolean => {
  if (Number.isNaN(right)) throw bodyInvalid('filter', 'a valid ISO 8601 date string')
  switch (operator) {
    case 'on_or_after':
      return left >= right
    case 'after':
      return left > right
    case 'on_or_before':
      return left <= right
    case 'before':
      return left < right
    case 'equals':
      return left === right
    default:
      throw bodyInvalid(`filter.${operator}`, 'a known condition')
  }
}

const matches = (property: Property, stored: unknown, operator: string, value: unknown): boolean => {
  const text = textOf(property, stored)
  switch (operator) {
    case 'equals':
      return text === value
    case 'contains':
      return text.includes(String(value))
    case 'is_empty':
      return (text === '') === value
    case 'is_not_empty':
      return (text !== '') === value
    default:
      throw bodyInvalid(`filter.${operator}`, 'a known condition')
  }
}

const textOf = (property: Property, stored: unknown): string => {
  if (property.type === 'title' || property.type === 'rich_text') {
    return (stored as readonly { plain_text: string }[]).map(({ plain_text }) => plain_text).join('')
  }
  if (property.type === 'select' || property.type === 'status') {
    return property.options.find(({ id }) => id === stored)?.name ?? ''
  }
  return JSON.stringify(stored)
}

const minutes = (row: Row, timestamp: 'created_time' | 'last_edited_time'): number =>
  Math.floor((timestamp === 'created_time' ? row.createdAt : row.editedAt).getTime() / 60_000)

const sort = (rows: readonly Row[], sorts: readonly Json[], properties: readonly Property[]): readonly Row[] => {
  // Without sorts Notion promises no order at all; the newest first shows who relied on one.
  if (sorts.length === 0) return rows.toReversed()
  const keyed = sorts.map((one) => {
    const { timestamp, direction } = one
    const sign = direction === 'descending' ? -1 : 1
    if (timestamp === 'created_time' || timestamp === 'last_edited_time') {
      return { sign, key: (row: Row) => minutes(row, timestamp) }
    }
    const property = find(properties, one.property)
    return { sign, key: (row: Row) => textOf(property, row.values.get(property.id)) }
  })
  return rows.toSorted((one, other) => {
    for (const { sign, key } of keyed) {
      const [left, right] = [key(one), key(other)]
      if (left !== right) return left < right ? -sign : sign
    }
    return 0
  })
}

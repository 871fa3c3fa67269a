/** A deep copy that nobody can change: rows go in as copies and come out frozen, as if they had crossed a wire. */
export const frozen = <T>(value: T): T => copy(value) as T

const copy = (value: unknown): unknown => {
  if (value instanceof Date) return new Date(value)
  if (Array.isArray(value)) return Object.freeze(value.map(copy))
  if (typeof value !== 'object' || value === null) return value
  const present = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.freeze(Object.fromEntries(present.map(([key, member]) => [key, copy(member)])))
}

/** What a JSON column would give back: dates become strings, absent members vanish. */
export const asJson = <T>(value: T): T => (value === undefined ? value : JSON.parse(JSON.stringify(value)))

type Sortable = number | string | Date

export const compare = (a: Sortable, b: Sortable): number => (a < b ? -1 : a > b ? 1 : 0)

/** Ascending by each key in turn. */
export const by =
  <T>(...keys: readonly ((row: T) => Sortable)[]) =>
  (a: T, b: T): number => {
    for (const key of keys) {
      const order = compare(key(a), key(b))
      if (order !== 0) return order
    }
    return 0
  }

/** Descending by each key in turn. */
export const byDescending = <T>(...keys: readonly ((row: T) => Sortable)[]) => {
  const ascending = by(...keys)
  return (a: T, b: T): number => ascending(b, a)
}

/** Several values as one key. */
export const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts)

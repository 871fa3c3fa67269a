const DEPTH_MAX = 64

const NUL = String.fromCharCode(0)

/** A foreign JSON value as a database can hold it: without NUL and halves of characters, and not endlessly deep. */
export const storable = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return value.replaceAll(NUL, '').toWellFormed()
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEPTH_MAX) return null
  if (Array.isArray(value)) return value.map((inner) => storable(inner, depth + 1))
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__')
  return Object.fromEntries(entries.map(([key, inner]) => [String(storable(key)), storable(inner, depth + 1)]))
}

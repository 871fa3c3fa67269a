/** Readers for what a gateway sends: nothing about its shape is taken for granted. */
export type Fields = Readonly<Record<string, unknown>>

export const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null

/** Text a database and a log can hold: no NUL, no half of a surrogate pair, cut to `most` characters. */
export const cleanText = (text: string, most = Number.POSITIVE_INFINITY): string =>
  text.replaceAll('\u0000', '').slice(0, most).toWellFormed()

/** A short word or id: not empty, at most `most` characters, nothing below a space in it. Null for anything else. */
export const wordOf = (value: unknown, most = 200): string | null =>
  typeof value === 'string' && value !== '' && value.length <= most && printable(value) ? value : null

const printable = (text: string): boolean => {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code < 0x20 || code === 0x7f) return false
  }
  return text.isWellFormed()
}

/** A number that may come as number, digits or `{low, high}` of a long integer. */
const numberOf = (value: unknown): number | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'string') return /^\d{1,16}$/.test(value) ? Number(value) : null
  const { low, high } = fieldsOf(value) ?? {}
  if (typeof low !== 'number' || typeof high !== 'number') return null
  return high * 2 ** 32 + (low >>> 0)
}

/** Unix seconds or milliseconds, whichever it must be; null when it is no plausible moment of this century. */
export const momentOf = (value: unknown): Date | null => {
  const number = numberOf(value)
  if (number === null) return null
  const ms = number < 1e11 ? number * 1000 : number
  return ms >= 946_684_800_000 && ms < 4_102_444_800_000 ? new Date(Math.trunc(ms)) : null
}

import { fromBase64Url, toBase64Url } from '../../base64url.ts'

/*
 * The session's token goes into each form under a mask that is new each time: a page that is compressed and shows what
 * was typed would else give it away, letter by letter, by its length (BREACH).
 */
const encoder = new TextEncoder()

const fromText = (text: string): Uint8Array | null => {
  try {
    return fromBase64Url(text)
  } catch {
    return null
  }
}

const xor = (one: Uint8Array, other: Uint8Array): Uint8Array => one.map((byte, at) => byte ^ (other[at] ?? 0))

export const masked = (token: string): string => {
  const bytes = encoder.encode(token)
  const mask = crypto.getRandomValues(new Uint8Array(bytes.length))
  return toBase64Url(new Uint8Array([...mask, ...xor(bytes, mask)]))
}

/** Whether a form carries the session's token. Takes as long for a wrong one as for the right one. */
export const isToken = (given: unknown, token: string): boolean => {
  if (typeof given !== 'string') return false
  const bytes = fromText(given)
  const expected = encoder.encode(token)
  if (bytes === null || bytes.length !== expected.length * 2) return false
  const shown = xor(bytes.subarray(expected.length), bytes.subarray(0, expected.length))
  let differs = 0
  for (const [at, byte] of shown.entries()) differs |= byte ^ (expected[at] ?? 0)
  return differs === 0
}

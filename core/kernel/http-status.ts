import { PortError, type PortErrorKind } from './errors.ts'

const LONGEST_WAIT_MS = 60 * 60 * 1000

/**
 * A Retry-After header, in seconds or as a date, as whole milliseconds from `now`: `longestMs` (an hour) at most, since
 * a proxy may say a date of another century; null when it says none.
 */
export const retryAfterOf = (header: string | null, now: Date, longestMs = LONGEST_WAIT_MS): number | null => {
  const said = header?.trim() ?? ''
  const ms = /^\d+(\.\d+)?$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now.getTime()
  return ms > 0 ? Math.min(Math.ceil(ms), longestMs) : null
}

/** What an HTTP status that is no success means of an answer; null for a success. Nothing of a body gets into it. */
export const refusalOf = (
  port: string,
  { status, retryAfterMs }: { readonly status: number; readonly retryAfterMs: number | null },
): PortError | null => {
  const [kind, message] = meaningOf(status)
  if (kind === null) return null
  return new PortError(port, kind, message, retryAfterMs === null ? {} : { retryAfterMs })
}

const meaningOf = (status: number): readonly [PortErrorKind, string] | readonly [null] => {
  if (status >= 200 && status < 300) return [null]
  // A redirect is never followed: it would carry key and text to somebody else.
  if (status < 400) return ['misconfigured', 'It redirects: give its address as it is.']
  if (status === 401 || status === 403 || status === 407) return ['misconfigured', 'It refused the key.']
  if (status === 404 || status === 405) return ['misconfigured', 'There is nothing at that address.']
  if (status === 429 || status === 529) return ['throttled', 'It has had too many requests.']
  if (status === 408 || status === 425 || status >= 500) return ['unavailable', `It failed with ${status}.`]
  return ['rejected', `It refused the request with ${status}.`]
}

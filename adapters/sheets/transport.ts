import { readAtMost } from '../../core/kernel/http-answer.ts'
import { failed, waitOf } from './failure.ts'

/** Where the SDK sends all its grants to, whatever its options say (read in google-auth-library 11). */
const TOKEN_URL = 'https://oauth2.googleapis.com/token'
/** A sheet of 20,000 rows is some 20 MB. */
const MOST_BYTES = 128 * 1024 * 1024

export interface TransportSettings {
  readonly fetch: typeof fetch
  readonly timeoutMs: number
  readonly tokenUrl: string | undefined
}

/**
 * What the SDK sends through: nothing is redirected, an endless answer is cut, one deadline covers headers and body. A
 * grant that fails comes back as a 400, which the SDK does not try again; `grantFailureOf` reads it.
 */
export const createTransport = ({ fetch, timeoutMs, tokenUrl = TOKEN_URL }: TransportSettings): typeof fetch => {
  const send = async (url: string, init: RequestInit | undefined): Promise<Response> => {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { ...init, redirect: 'manual', signal })
    const bytes = await readAtMost(response.body, MOST_BYTES, signal)
    if (bytes === null) throw new Error('The answer has no end, or did not come in time.')
    const { status, headers } = response
    const hasBody = status >= 200 && status !== 204 && status !== 304
    return new Response(hasBody ? bytes : null, { status, headers: kept(headers) })
  }
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    if (url !== TOKEN_URL) return send(url, init)
    try {
      const response = await send(tokenUrl, init)
      return response.ok ? await checked(response) : refusal(await grantProblem(response))
    } catch {
      return refusal({ kind: 'unavailable', message: 'The sign-in of Google could not be reached.' })
    }
  }
}

/** Length and encoding were those of the wire. */
const kept = (headers: Headers): Headers => {
  const copy = new Headers()
  for (const name of ['content-type', 'retry-after']) {
    const value = headers.get(name)
    if (value !== null) copy.set(name, value)
  }
  return copy
}

interface GrantProblem {
  readonly kind: 'misconfigured' | 'unavailable' | 'throttled'
  readonly message: string
  readonly retryAfterMs?: number
}

const MARK = 'sparkone_grant'
const refusal = (problem: GrantProblem): Response => Response.json({ error: MARK, ...problem }, { status: 400 })

/** What `error` says when it comes from a grant that failed, else null. */
export const grantFailureOf = (error: unknown): Error | null => {
  const data: unknown = read(read(error, 'response'), 'data')
  if (read(data, 'error') !== MARK) return null
  const { kind, message, retryAfterMs } = data as GrantProblem
  return failed(kind, message, retryAfterMs)
}

const read = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

/** A 200 without a token is a proxy's page, not Google's. */
const checked = async (response: Response): Promise<Response> => {
  const body: unknown = await response.json()
  if (typeof read(body, 'access_token') === 'string') return Response.json(body)
  return refusal({ kind: 'unavailable', message: 'The sign-in of Google gave no token.' })
}

/** https://datatracker.ietf.org/doc/html/rfc6749#section-5.2: only a refusal in that form is about our credentials. */
const grantProblem = async (response: Response): Promise<GrantProblem> => {
  const { status } = response
  const wait = waitOf(response.headers.get('retry-after'))
  if (status === 429) {
    return { kind: 'throttled', message: 'The sign-in of Google asks for patience.', retryAfterMs: wait ?? 60_000 }
  }
  const body: unknown = await response.json().catch(() => null)
  if ((status === 400 || status === 401 || status === 403) && typeof read(body, 'error') === 'string') {
    return { kind: 'misconfigured', message: 'Google does not accept the service account.' }
  }
  return { kind: 'unavailable', message: `The sign-in of Google failed (${status}).` }
}

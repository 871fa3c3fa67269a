import { PortError, type PortErrorKind } from '../../core/kernel/errors.ts'
import { jsonOf } from '../../core/kernel/http-answer.ts'
import { retryAfterOf } from '../../core/kernel/http-status.ts'

/** Notion refuses this one request; whoever asked decides what that means. `detail` is theirs: never logged. */
export class NotionRefusal extends Error {
  override readonly name = 'NotionRefusal'
  readonly status: number
  readonly code: string
  readonly detail: string

  constructor(status: number, code: string, detail: string) {
    super(`Notion refused a request (${status}).`)
    this.status = status
    this.code = code
    this.detail = detail
  }
}

// No cause: what the SDK and fetch throw may hold parts of a body.
export const failed = (kind: PortErrorKind, message: string, retryAfterMs?: number): PortError =>
  new PortError('notion', kind, message, retryAfterMs === undefined ? {} : { retryAfterMs })

/** The answer took too long to make, or is too long: a query may be too much at once. */
export class TooSlow extends PortError {
  constructor(message: string, retryAfterMs?: number) {
    super('notion', 'unavailable', message, retryAfterMs === undefined ? {} : { retryAfterMs })
  }
}

/** Notion asks for patience without saying how long. */
const PATIENCE_MS = 30_000
/** A workspace's wait may be longer than an hour. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000

/** What an answer other than 2xx means. Codes: https://developers.notion.com/reference/status-codes */
export const failureOf = (status: number, retryAfter: string | null, body: string): Error => {
  const wait = retryAfterOf(retryAfter, new Date(), LONGEST_WAIT_MS) ?? undefined
  const told = problemOf(body)
  if (status < 400) return failed('unavailable', 'Notion redirected a request, which is never followed.')
  if (status === 429) return failed('throttled', 'Notion asks for patience.', wait ?? PATIENCE_MS)
  // 529 is their overload, also turned away at the door: https://developers.notion.com/reference/request-limits
  if (status === 529) return failed('throttled', 'Notion is overloaded.', wait ?? PATIENCE_MS)
  if (status === 503 || status === 504) return new TooSlow(`Notion gave up (${status}).`, wait)
  if (status >= 500) return failed('unavailable', `Notion failed (${status}).`, wait)
  if (status === 401) return failed('misconfigured', 'Notion does not accept the token.')
  if (status === 408 || status === 409 || status === 425)
    return failed('unavailable', `Notion was busy (${status}).`, wait)
  // A page of a proxy, not an answer of the API.
  if (told === null) return failed('unavailable', `Something before Notion answered (${status}).`)
  return new NotionRefusal(status, told.code, told.message)
}

/** For refusals nobody made sense of: 403 and 404 are rights, the rest is a request we should not have made. */
export const settled = (error: unknown): unknown => {
  if (!(error instanceof NotionRefusal)) return error
  const { status } = error
  return status === 403 || status === 404
    ? failed('misconfigured', `Notion does not let us in (${status}).`)
    : failed('rejected', `Notion does not accept a request (${status}).`)
}

const problemOf = (body: string): { code: string; message: string } | null => {
  const parsed = jsonOf(body)
  if (typeof parsed !== 'object' || parsed === null || !('code' in parsed) || !('message' in parsed)) return null
  const { code, message } = parsed
  return typeof code === 'string' && typeof message === 'string' ? { code, message } : null
}

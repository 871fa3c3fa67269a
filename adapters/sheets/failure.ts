import { PortError, type PortErrorKind } from '../../core/kernel/errors.ts'
import { retryAfterOf } from '../../core/kernel/http-status.ts'

/** Sheets refuses this one request; whoever asked decides what that means. `detail` is theirs: never logged. */
export class SheetsRefusal extends Error {
  override readonly name = 'SheetsRefusal'
  readonly status: number
  readonly detail: string

  constructor(status: number, detail: string) {
    super(`Google Sheets refused a request (${status}).`)
    this.status = status
    this.detail = detail
  }
}

// No cause: errors of the SDK hold the request with all its texts.
export const failed = (kind: PortErrorKind, message: string, retryAfterMs?: number): PortError =>
  new PortError('sheets', kind, message, retryAfterMs === undefined ? {} : { retryAfterMs })

/** Quotas are by the minute, and a refusal names no time: https://developers.google.com/workspace/sheets/api/limits */
const PATIENCE_MS = 60_000

/** Of an answer other than 2xx. `body` is what came: Google's error, or a page of a proxy. */
export const failureOf = (status: number, retryAfter: string | string[] | undefined, body: unknown): Error => {
  const wait = waitOf(String(retryAfter ?? ''))
  if (status < 400) return failed('unavailable', 'Google Sheets redirected a request, which is never followed.')
  const told = problemOf(body)
  if (status === 429 || (status === 403 && told?.isQuota === true)) {
    return failed('throttled', 'Google Sheets asks for patience.', wait ?? PATIENCE_MS)
  }
  if (status >= 500) return failed('unavailable', `Google Sheets failed (${status}).`, wait)
  if (status === 408 || status === 409 || status === 425) return failed('unavailable', `Google was busy (${status}).`)
  if (told === null) return failed('unavailable', `Something before Google Sheets answered (${status}).`)
  return new SheetsRefusal(status, told.message)
}

/** For refusals nobody made sense of: rights are an operator's matter, the rest a request we should not have made. */
export const settled = (error: unknown): unknown => {
  if (!(error instanceof SheetsRefusal)) return error
  const { status } = error
  return status === 401 || status === 403 || status === 404
    ? failed('misconfigured', `Google Sheets does not let us in (${status}).`)
    : failed('rejected', `Google Sheets does not accept a request (${status}).`)
}

/** undefined: nothing usable. */
export const waitOf = (header: string | null): number | undefined => retryAfterOf(header, new Date()) ?? undefined

/** Old and new names of one thing: https://cloud.google.com/apis/design/errors and the `errors[].reason` of before. */
const QUOTA = /rateLimitExceeded|userRateLimitExceeded|quotaExceeded|RESOURCE_EXHAUSTED|RATE_LIMIT_EXCEEDED/

const problemOf = (body: unknown): { message: string; isQuota: boolean } | null => {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null
  const { error } = body
  if (typeof error !== 'object' || error === null || !('message' in error)) return null
  const reasons = 'errors' in error ? error.errors : null
  const status = 'status' in error ? error.status : null
  const details = 'details' in error ? error.details : null
  return { message: String(error.message), isQuota: QUOTA.test(JSON.stringify([reasons, status, details])) }
}

/** `Invalid requests[3].updateCells: …`: the batch was refused for that one, and nothing of it was done. */
export const readRefusal = (error: unknown): { request: number; duplicate: number | null; detail: string } | null => {
  if (!(error instanceof SheetsRefusal) || error.status !== 400) return null
  const [, request] = /requests\[(\d+)\]/.exec(error.detail) ?? []
  if (request === undefined) return null
  const [, id] = /developer metadata with ID \[?(\d+)\]?.*already exists/.exec(error.detail) ?? []
  return { request: Number(request), duplicate: id === undefined ? null : Number(id), detail: error.detail }
}

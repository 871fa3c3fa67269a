import type { InputProblem } from '../../../core/kernel/errors.ts'

/** Why the HTTP side itself refuses a request, before or beside the core. */
export const REFUSALS = {
  malformed_request: [400, 'The request cannot be read.'],
  invalid_input: [400, 'The input is not valid.'],
  unauthenticated: [401, 'A valid API key is needed.'],
  webhook_refused: [401, 'The webhook is not authenticated.'],
  scope_missing: [403, 'The API key lacks a scope.'],
  forbidden: [403, 'Not allowed.'],
  not_found: [404, 'There is nothing here.'],
  method_not_allowed: [405, 'The method is not allowed here.'],
  idempotency_running: [409, 'A request with this Idempotency-Key is under way.'],
  stale_version: [412, 'A precondition does not hold.'],
  content_too_large: [413, 'The body is too large.'],
  unsupported_media_type: [415, 'The media type is not supported.'],
  idempotency_mismatch: [422, 'The Idempotency-Key was used for another request.'],
  rate_limited: [429, 'Too many requests.'],
  overloaded: [503, 'Too many requests right now.'],
  unavailable: [503, 'Temporarily unavailable.'],
} as const satisfies Record<string, readonly [status: number, title: string]>

export type RefusalCode = keyof typeof REFUSALS

interface RefusalDetails {
  readonly errors?: readonly InputProblem[]
  readonly headers?: Readonly<Record<string, string>>
}

/** `message` is shown to the client and never repeats what the client sent. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly errors: readonly InputProblem[]
  readonly headers: Readonly<Record<string, string>>

  constructor(code: RefusalCode, message: string, details: RefusalDetails = {}) {
    super(message)
    this.code = code
    this.errors = details.errors ?? []
    this.headers = details.headers ?? {}
  }
}

export const notFound = (): Refusal => new Refusal('not_found', 'There is nothing under this address.')

/** One thing that is wrong with what the request says, where the contract alone could tell. */
export const malformed = (pointer: string, detail: string): Refusal =>
  new Refusal('malformed_request', detail, { errors: [{ pointer, detail }] })

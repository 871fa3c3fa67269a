import { DomainError, type DomainErrorCode, type InputProblem, PortError } from '../../../core/index.ts'

/** An error that the edge itself raises: what HTTP, not the core, refuses. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly status: number
  readonly code: string
  readonly errors: readonly InputProblem[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    detail: string,
    options: { errors?: readonly InputProblem[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail)
    this.status = status
    this.code = code
    this.errors = options.errors ?? []
    this.headers = options.headers ?? {}
  }
}

/** A new code breaks the build until it has a status. */
const STATUS = {
  invalid_input: 400,
  unauthenticated: 401,
  scope_missing: 403,
  forbidden: 403,
  task_not_found: 404,
  person_not_found: 404,
  sender_not_found: 404,
  key_not_found: 404,
  message_not_found: 404,
  notification_not_found: 404,
  stale_version: 412,
  nothing_to_undo: 409,
  alias_taken: 409,
  last_operator: 409,
  not_retryable: 409,
  not_cancellable: 409,
  alert_group_not_found: 404,
  mirror_not_found: 404,
  conflict_not_found: 404,
  conflict_resolved: 409,
} as const satisfies Record<DomainErrorCode, number>

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** Any error as what goes on the wire. An unknown one is a 500 that says nothing. */
export const toHttpProblem = (error: unknown): HttpProblem => {
  if (error instanceof HttpProblem) return error
  if (error instanceof DomainError) {
    return new HttpProblem(STATUS[error.code], error.code, error.message, { errors: error.problems })
  }
  // A value that was rejected is one that the contract should have refused before.
  if (error instanceof PortError && error.kind !== 'rejected') {
    const seconds = Math.max(1, Math.ceil((error.retryAfterMs ?? 1000) / 1000))
    return new HttpProblem(
      503,
      'unavailable',
      'Something this needs does not answer at the moment. Try again shortly.',
      {
        headers: { 'Retry-After': String(seconds) },
      },
    )
  }
  return new HttpProblem(500, 'internal', 'Something went wrong on our side. The request id names it in our log.')
}

export const problemResponse = (problem: HttpProblem, requestId: string): Response =>
  new Response(
    JSON.stringify({
      type: `urn:sparkone:problem:${problem.code}`,
      title: TITLES[problem.status] ?? 'Error',
      status: problem.status,
      detail: problem.message,
      instance: `urn:sparkone:request:${requestId}`,
      request_id: requestId,
      ...(problem.errors.length === 0 ? {} : { errors: problem.errors }),
    }),
    { status: problem.status, headers: { 'Content-Type': 'application/problem+json', ...problem.headers } },
  )

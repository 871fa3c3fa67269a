/** Every reason for which the core refuses a caller. `handlers/http` maps each to a status, exhaustively. */
export type DomainErrorCode =
  | 'invalid_input'
  | 'unauthenticated'
  | 'scope_missing'
  | 'forbidden'
  | 'task_not_found'
  | 'person_not_found'
  | 'sender_not_found'
  | 'key_not_found'
  | 'message_not_found'
  | 'notification_not_found'
  | 'alert_group_not_found'
  | 'stale_version'
  | 'nothing_to_undo'
  | 'alias_taken'
  | 'last_operator'
  | 'not_retryable'
  | 'not_cancellable'
  | 'mirror_not_found'
  | 'conflict_not_found'
  | 'conflict_resolved'

/** One thing that is wrong with an input: where (JSON Pointer into it, or a parameter's name) and why. */
export interface InputProblem {
  readonly pointer: string
  readonly detail: string
}

/** The core refuses a caller. `message` is safe to show and never repeats what the caller sent. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: DomainErrorCode
  readonly problems: readonly InputProblem[]

  constructor(code: DomainErrorCode, message: string, problems: readonly InputProblem[] = []) {
    super(message)
    this.code = code
    this.problems = problems
  }
}

/** Shorthand for the commonest refusal: one field, one reason. */
export const invalid = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid_input', 'The input is not valid.', [{ pointer, detail }])

type Checked<T> = { readonly [K in keyof T]: T[K] extends () => infer R ? R : never }

/** What several checks give back. Refuses once, with the problems of all, so that a caller mends them in one round. */
export const together = <T extends Readonly<Record<string, () => unknown>>>(checks: T): Checked<T> => {
  const problems: InputProblem[] = []
  const results = Object.entries(checks).map(([name, check]) => {
    try {
      return [name, check()]
    } catch (error) {
      if (!(error instanceof DomainError) || error.problems.length === 0) throw error
      problems.push(...error.problems)
      return [name, undefined]
    }
  })
  if (problems.length > 0) throw new DomainError('invalid_input', 'The input is not valid.', problems)
  return Object.fromEntries(results) as Checked<T>
}

/** unavailable: try later · throttled: try after `retryAfterMs` · rejected: never this · misconfigured: ask an operator. */
export type PortErrorKind = 'unavailable' | 'throttled' | 'rejected' | 'misconfigured'

/** The outside failed. The only error an adapter may throw across a port; its message carries no secret or text. */
export class PortError extends Error {
  override readonly name = 'PortError'
  readonly port: string
  readonly kind: PortErrorKind
  readonly retryAfterMs: number | null

  constructor(
    port: string,
    kind: PortErrorKind,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.port = port
    this.kind = kind
    this.retryAfterMs = options.retryAfterMs ?? null
  }
}

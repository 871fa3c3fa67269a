import { DomainError, type DomainErrorCode, type InputProblem, PortError } from '../../core/kernel/errors.ts'
import { REFUSALS, Refusal } from './binder/refusal.ts'
import type { Problem } from './contract/problem.ts'

const STATUSES = {
  invalid_input: [400, 'The input is not valid.'],
  unauthenticated: [401, 'A valid API key is needed.'],
  scope_missing: [403, 'The API key lacks a scope.'],
  forbidden: [403, 'Not allowed.'],
  task_not_found: [404, 'There is no such task.'],
  person_not_found: [404, 'There is no such person.'],
  sender_not_found: [404, 'There is no such sender.'],
  key_not_found: [404, 'There is no such key.'],
  message_not_found: [404, 'There is no such message.'],
  notification_not_found: [404, 'There is no such notification.'],
  nothing_to_undo: [409, 'There is nothing to undo.'],
  alias_taken: [409, 'The address belongs to somebody else.'],
  last_operator: [409, 'There must be an operator.'],
  not_retryable: [409, 'It cannot be sent again.'],
  not_cancellable: [409, 'It cannot be cancelled.'],
  stale_version: [412, 'A precondition does not hold.'],
} as const satisfies Record<DomainErrorCode, readonly [status: number, title: string]>

const RETRY_AFTER_SECONDS = 5

export interface ProblemAnswer {
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>
  /** Nobody foresaw this one: it belongs into the log. */
  readonly unforeseen: boolean
}

interface Described {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly errors?: readonly InputProblem[]
  readonly headers?: Readonly<Record<string, string>>
}

const unforeseen: Described = {
  code: 'internal',
  status: 500,
  title: 'Something went wrong.',
  detail: 'The request failed for a reason of ours. Name the request_id to whoever runs this installation.',
}

const describe = (error: unknown): Described => {
  if (error instanceof Refusal) {
    const [status, title] = REFUSALS[error.code]
    return { code: error.code, status, title, detail: error.message, errors: error.errors, headers: error.headers }
  }
  if (error instanceof DomainError) {
    const [status, title] = STATUSES[error.code]
    return { code: error.code, status, title, detail: error.message, errors: error.problems }
  }
  // A rejected value is a fault of ours: the contract should have refused it before.
  if (error instanceof PortError && error.kind !== 'rejected') {
    const [status, title] = REFUSALS.unavailable
    const seconds = Math.max(1, Math.ceil((error.retryAfterMs ?? RETRY_AFTER_SECONDS * 1000) / 1000))
    const headers = { 'retry-after': `${seconds}` }
    return { code: 'unavailable', status, title, detail: 'Something SparkOne depends on is not there.', headers }
  }
  return unforeseen
}

/** What the wire says about an error: RFC 9457, and never more than our own words. */
export const problemOf = (error: unknown, requestId: string): ProblemAnswer => {
  const { code, status, title, detail, errors = [], headers = {} } = describe(error)
  const problem: Problem = {
    type: `urn:sparkone:problem:${code.replaceAll('_', '-')}`,
    title,
    status,
    detail,
    instance: `urn:sparkone:request:${requestId}`,
    request_id: requestId,
    ...(errors.length === 0 ? {} : { errors: [...errors] }),
  }
  return { problem, headers, unforeseen: status === 500 }
}

export const problemResponse = ({ problem, headers }: ProblemAnswer): Response =>
  new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })

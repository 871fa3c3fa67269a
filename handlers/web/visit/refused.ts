import { DomainError, type DomainErrorCode, PortError } from '../../../core/index.ts'
import { Refusal, type RefusalCode } from './refusal.ts'

/** What each refusal of the core is to somebody who looks at a page. */
const OF_CORE: Readonly<Record<DomainErrorCode, RefusalCode>> = {
  invalid_input: 'input',
  unauthenticated: 'forbidden',
  scope_missing: 'forbidden',
  forbidden: 'forbidden',
  task_not_found: 'notFound',
  person_not_found: 'notFound',
  sender_not_found: 'notFound',
  key_not_found: 'notFound',
  message_not_found: 'notFound',
  notification_not_found: 'notFound',
  mirror_not_found: 'notFound',
  alert_group_not_found: 'notFound',
  conflict_not_found: 'notFound',
  conflict_resolved: 'stale',
  stale_version: 'stale',
  nothing_to_undo: 'stale',
  alias_taken: 'input',
  last_operator: 'input',
  not_retryable: 'stale',
  not_cancellable: 'stale',
}

export const refusalOf = (error: unknown): RefusalCode => {
  if (error instanceof Refusal) return error.code
  if (error instanceof DomainError) return OF_CORE[error.code]
  if (error instanceof PortError) return 'unavailable'
  return 'unexpected'
}

import { BRIEF_KINDS } from '../../core/briefs/ports.ts'
import { INTERPRETER_NAMES } from '../../core/capture/ports.ts'
import { JOB_POLICY, type JobName } from '../../core/kernel/jobs.ts'
import { NOTIFICATION_KINDS, RECEIPT_KINDS } from '../../core/notify/ports.ts'
import { CHANNEL_NAMES } from '../../core/people/ports.ts'
import { MIRROR_NAMES } from '../../core/sync/ports.ts'

/**
 * Every value a label can have. What is not here is counted as `other`, so that no input, however odd, can add series.
 */
export const KINDS = NOTIFICATION_KINDS
export const RECEIPTS = RECEIPT_KINDS
export const CHANNELS = CHANNEL_NAMES
export const SOURCES = ['whatsapp', 'web', 'sheets'] as const
export const INTENTS = [
  'create_task',
  'list_tasks',
  'complete_task',
  'reschedule_task',
  'cancel_task',
  'undo',
  'resolve_conflict',
  'brief',
  'help',
  'pause',
  'resume',
  'smalltalk',
] as const
export const INTERPRETERS = INTERPRETER_NAMES
export const UNDERSTOOD_BY = ['rules', ...INTERPRETERS] as const
/** How asking a model ends. */
export const ANSWERS = [
  ...['answered', 'invalid', 'rejected', 'unavailable', 'throttled', 'misconfigured', 'broken'],
  ...['circuit_open', 'budget_spent'],
] as const
export const BRIEFS = BRIEF_KINDS
export const MIRRORS = MIRROR_NAMES
export const PAUSES = ['trouble', 'operator', 'restore'] as const
export const JOBS = Object.keys(JOB_POLICY) as readonly JobName[]
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
export const OPERATIONS = ['rate_limit'] as const

/** Why a delivery did not simply go well: the vocabulary of the core and of both channels. */
export const REASONS = [
  // the core's own
  ...['no_receipt', 'failed_receipt', 'not_configured', 'no_address', 'interrupted', 'ambiguous', 'error'],
  // refused for good
  ...['invalid_address', 'invalid_request', 'empty_text', 'too_long', 'not_on_whatsapp', 'refused'],
  // the channel as a whole
  ...['unauthorized', 'forbidden', 'logged_out', 'instance_missing', 'licence', 'redirected', 'not_found', 'tls'],
  'sender_refused',
  // later
  ...['connecting', 'not_connected', 'unreachable', 'throttled', 'overloaded', 'not_processed', 'deferred'],
  // perhaps
  ...['timeout', 'reset', 'malformed', 'bad_gateway', 'gateway_timeout', 'gateway_storage', 'server_error'],
  'unexpected_answer',
] as const

/** What somebody tried to get into the console by. */
const WAYS_IN = ['password', 'totp', 'recovery_code', 'passkey', 'provider', 'link', 'email'] as const
export const AUTH_FAILURES = {
  api: ['invalid_key', 'scope_missing'],
  whatsapp_webhook: ['refused', 'not_configured'],
  notion_webhook: ['refused', 'not_configured'],
  web: [...WAYS_IN, 'csrf'],
} as const
export const RATE_LIMITS = { api: ['key', 'address'], web: ['session', 'address', ...WAYS_IN] } as const

export const bounded = (value: string, known: readonly string[]): string => (known.includes(value) ? value : 'other')

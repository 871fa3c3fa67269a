import { DrizzleQueryError } from 'drizzle-orm'
import { DomainError, PortError, type PortErrorKind } from '../../core/kernel/errors.ts'

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
])
const misconfigured = new Set(['ENOTFOUND'])
/** What pg says of connections that ended or never came; these errors have no code. */
const WITHOUT_CODE =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout e|Cannot use a pool after)/

/** By SQLSTATE, the longest prefix first. */
const kinds: readonly (readonly [prefix: string, kind: PortErrorKind])[] = [
  ['25006', 'unavailable'], // read-only: a standby that was promoted from or to
  ['08', 'unavailable'],
  ['40', 'unavailable'], // serialization failure, deadlock
  ['53', 'unavailable'], // too many connections, disk full
  ['55', 'unavailable'], // lock not available
  ['57', 'unavailable'], // shutting down, statement timeout
  ['58', 'unavailable'],
  ['XX', 'unavailable'],
  ['22', 'rejected'],
  ['23', 'rejected'],
  ['28', 'misconfigured'],
  ['3D', 'misconfigured'],
  ['3F', 'misconfigured'],
  ['42', 'misconfigured'], // a table is not there, or not ours to use: not migrated, or wrong role
]

const messages: Readonly<Record<PortErrorKind, string>> = {
  unavailable: 'The database does not answer as it should.',
  throttled: 'The database has no room for more.',
  rejected: 'The database refused a value.',
  misconfigured: 'The database is not as SparkOne needs it: is it migrated, and is the role allowed to use it?',
}

/** Said instead where the code tells more, by its beginning. */
const exact: readonly (readonly [prefix: string, message: string])[] = [
  ['ECONNREFUSED', 'The database cannot be reached: nothing listens at its address.'],
  ['ENOTFOUND', 'The database cannot be reached: there is no host of that name.'],
  ['28', 'The database refused the user or the password.'],
  ['3D', 'There is no database of that name on this server.'],
]

const messageOf = (kind: PortErrorKind, code: string | null): string =>
  exact.find(([prefix]) => code?.startsWith(prefix) === true)?.[1] ?? messages[kind]

const textOf = (error: object, field: string): string | null => {
  const value: unknown = Reflect.get(error, field)
  return typeof value === 'string' ? value : null
}

const kindOf = (code: string): PortErrorKind | null => {
  if (unreachable.has(code)) return 'unavailable'
  if (misconfigured.has(code) || code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL')) return 'misconfigured'
  if (!/^[0-9A-Z]{5}$/.test(code)) return null
  return kinds.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'rejected'
}

// The drivers' errors carry statements, parameters and key values, which hold phones and texts. Only names pass.
const outline = (error: object, code: string | null): Error => {
  const names = [textOf(error, 'table_name') ?? textOf(error, 'table')]
  names.push(textOf(error, 'constraint_name') ?? textOf(error, 'constraint'), textOf(error, 'routine'))
  return new Error([code ?? 'no code', ...names.filter((name) => name !== null)].join(' '))
}

/**
 * What leaves the adapter for an error of ours, of a driver or of the caller: DomainError, PortError and the caller's
 * own errors unchanged, those of the database as PortError of port `storage`.
 */
export const toPortError = (error: unknown): unknown => {
  if (error instanceof DomainError || error instanceof PortError) return error
  const queried = error instanceof DrizzleQueryError
  const origin = queried ? (error.cause ?? error) : error
  if (!(origin instanceof Error)) return error
  const code = textOf(origin, 'code')
  const ended = code === null && WITHOUT_CODE.test(origin.message)
  const kind = code === null ? (ended ? 'unavailable' : null) : kindOf(code)
  // A code alone may be another library's; a statement, a server's severity or a lost connection make it ours.
  const ours = queried || 'severity' in origin || kind === 'unavailable' || code === 'ENOTFOUND'
  if (!ours || (kind === null && !queried)) return error
  const settled = kind ?? 'unavailable'
  return new PortError('storage', settled, messageOf(settled, code), { cause: outline(origin, code) })
}

/** Runs `work` so that what it rejects with is fit to leave the adapter. */
export const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw toPortError(error)
  }
}

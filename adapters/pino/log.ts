import { pino } from 'pino'

/** A line of the log: what happened, and facts about it that name nobody. */
export interface Log {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

/** Keys whose values never leave the process, at any depth that we log. */
const SENSITIVE = [
  'authorization',
  'cookie',
  'apikey',
  'api_key',
  'password',
  'secret',
  'token',
  'phone',
  'number',
  'address',
  'email',
  'sender',
  'text',
  'body',
  'content',
  'title',
  'subject',
]

/** Ids of ours, whose digits are nobody's number. */
const ID = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/
/** A last net for what is sensitive wherever it stands: long digit runs, addresses, and our own and others' tokens. */
const SENSITIVE_TEXT = /\+?\d[\d\s().-]{8,}\d|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:spk|ntn|secret|whsec|agno_pat)_[\w-]+/
const SCRUB = new RegExp(`(${ID.source})|${SENSITIVE_TEXT.source}`, 'g')

const scrub = (value: string): string => value.replace(SCRUB, (_found, id: string | undefined) => id ?? '[redacted]')

/** JSON lines on standard output. Errors are logged by name, code and scrubbed message; stacks only at debug. */
export const createLog = (options: {
  level: string
  service: Readonly<Record<string, string>>
  write?: (line: string) => void
}): Log => {
  const log = pino(
    {
      level: options.level,
      base: options.service,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SENSITIVE.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
      serializers: { error: (error: unknown) => describe(error, options.level) },
      hooks: { streamWrite: (line) => scrubMessage(line) },
    },
    ...(options.write === undefined ? [] : [{ write: options.write }]),
  )
  return log
}

// Only the free parts of a line are scrubbed: times and request ids are ours and stay readable.
const scrubMessage = (line: string): string => {
  const parsed: Record<string, unknown> = JSON.parse(line)
  const clean = Object.entries(parsed).map(([key, value]) => [key, KEPT.has(key) ? value : scrubDeep(value)])
  return `${JSON.stringify(Object.fromEntries(clean))}\n`
}

const KEPT = new Set(['time', 'level', 'request_id', 'pid', 'hostname', 'service', 'version', 'role'])

const scrubDeep = (value: unknown): unknown => {
  if (typeof value === 'string') return scrub(value)
  if (Array.isArray(value)) return value.map(scrubDeep)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, scrubDeep(inner)]))
}

const describe = (error: unknown, level: string): Record<string, unknown> => {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const kind = 'kind' in error && typeof error.kind === 'string' ? { kind: error.kind } : {}
  const cause = error.cause === undefined ? {} : { cause: describe(error.cause, level) }
  // A driver's message may quote the values of a query; ours never do.
  const ours = error.name === 'PortError' || error.name === 'DomainError'
  const message = ours ? { message: error.message } : {}
  const stack = level === 'debug' || level === 'trace' ? { stack: frames(error) } : {}
  return { name: error.name, ...code, ...kind, ...message, ...stack, ...cause }
}

const frames = (error: Error): readonly string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())

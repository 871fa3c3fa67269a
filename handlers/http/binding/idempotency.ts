import type { Core } from '../../../core/index.ts'
import type { Stores } from '../../../core/ports.ts'
import { HttpProblem } from './problem.ts'

/** A response as it is sent and, where it may be, kept. */
export interface Wire {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  /** Members of the body that are never stored: a replay gives null for them. */
  readonly secrets: readonly string[]
}

/** Without its quotes. */
export const IDEMPOTENCY_KEY_MAX = 255
const VISIBLE = /^[\x21-\x7e]+$/

/** The key of a request, quoted or bare; null when there is none. */
export const idempotencyKey = (header: string | null): string | null => {
  if (header === null) return null
  const trimmed = header.trim()
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(trimmed)?.[1]
  const key = quoted?.replaceAll(/\\(["\\])/g, '$1') ?? trimmed
  if (!VISIBLE.test(key) || key.length > IDEMPOTENCY_KEY_MAX || (quoted === undefined && trimmed.startsWith('"'))) {
    throw new HttpProblem(
      400,
      'malformed',
      `Idempotency-Key must have 1 to ${IDEMPOTENCY_KEY_MAX} visible ASCII characters.`,
    )
  }
  return key
}

/** Acts once for one key: the effect and its response commit together, and the same request again gets the same answer. */
export const once = (
  deps: { readonly core: Core; readonly now: () => Date },
  request: { readonly scope: string; readonly key: string; readonly fingerprint: string },
  act: (core: Core, stores: Stores) => Promise<Wire>,
): Promise<Wire> =>
  deps.core.atomically(async (core, stores) => {
    const { scope, key, fingerprint } = request
    const claim = await stores.idempotency.claim(scope, key)
    if (claim.state === 'running') {
      throw new HttpProblem(409, 'idempotency_running', 'A request with this Idempotency-Key is still running.', {
        headers: { 'Retry-After': '1' },
      })
    }
    if (claim.state === 'done') {
      if (claim.response.fingerprint !== fingerprint) {
        throw new HttpProblem(422, 'idempotency_reused', 'This Idempotency-Key was used for a different request.')
      }
      const { status, headers, body } = claim.response
      return { status, headers: { ...headers, 'Idempotency-Replayed': 'true' }, body, secrets: [] }
    }
    const wire = await act(core, stores)
    const { status, headers } = wire
    const body = withoutSecrets(wire)
    await stores.idempotency.save(scope, key, { fingerprint, status, headers, body }, deps.now())
    return wire
  })

const withoutSecrets = ({ body, secrets }: Wire): unknown => {
  if (secrets.length === 0 || typeof body !== 'object' || body === null) return body ?? null
  return { ...body, ...Object.fromEntries(secrets.map((name) => [name, null])) }
}

/** The same JSON in another spelling is the same request. */
export const canonical = (value: unknown): string => JSON.stringify(sorted(value)) ?? ''

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

import type { Ids } from '../../../core/kernel/ids.ts'
import type { Answer } from './answer.ts'
import { alreadyHas, etagOf } from './conditional.ts'
import type { Wire } from './idempotency.ts'
import type { Route } from './route.ts'

const DIGEST_LENGTH = 32

/** An answer as it goes on the wire. A single resource without a version is tagged by a digest of what it says. */
export const wireOf = async (
  route: Route,
  request: Request,
  [status, body, extras = {}]: Answer,
  ids: Pick<Ids, 'digest'>,
): Promise<Wire> => {
  const headers: Record<string, string> = { ...extras.headers }
  if (extras.location !== undefined) headers.Location = extras.location
  if (extras.next !== undefined) headers.Link = `<${nextUrl(request, extras.next)}>; rel="next"`
  if (extras.type !== undefined) headers['Content-Type'] = extras.type
  const isTagged = extras.version === undefined && route.conditional === 'read'
  const version = isTagged ? (await ids.digest(JSON.stringify(body))).slice(0, DIGEST_LENGTH) : (extras.version ?? null)
  if (version !== null) headers.ETag = etagOf(version)
  const has = version !== null && alreadyHas(request.headers.get('if-none-match'), version)
  if (route.conditional === 'read' && has) return { status: 304, headers, body: undefined, secrets: [] }
  return { status, headers, body, secrets: extras.secrets ?? [] }
}

const nextUrl = (request: Request, next: Readonly<Record<string, string>>): string => {
  const url = new URL(request.url)
  for (const [name, value] of Object.entries(next)) url.searchParams.set(name, value)
  return `${url.pathname}${url.search}`
}

export const send = ({ status, headers, body }: Wire): Response => {
  if (body === undefined || body === null) return new Response(null, { status, headers })
  if (typeof body === 'string') return new Response(body, { status, headers })
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })
}

/** For tests: what the contract does not describe is a fault of ours. */
export const checkAnswer = (route: Route, [status, body]: Answer): void => {
  const spec = route.answers[status]
  if (spec === undefined) throw new Error(`${route.operationId} answered ${status}, which its contract does not have`)
  if (spec.schema !== undefined) spec.schema.parse(body)
}

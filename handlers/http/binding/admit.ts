import type { Context } from 'hono'
import type { Principal } from '../../../core/access/index.ts'
import type { HttpDeps } from '../deps.ts'
import type { HttpEnv } from './env.ts'
import { HttpProblem } from './problem.ts'
import type { Route } from './route.ts'

const WINDOW_SECONDS = 60
const BEARER = /^Bearer +([\x21-\x7e]{1,512})$/i
const CHALLENGE = 'Bearer realm="sparkone"'

/**
 * Lets a request in before anything of its body is read: who it is, whether they may, and not too often. A key is
 * counted by itself, whoever has none by their address. A vendor who proved who it is is not counted.
 */
export const admit = async (deps: HttpDeps, route: Route, context: Context<HttpEnv>): Promise<Principal | null> => {
  if (deps.isStarting?.() === true && (route.vendor === true || route.signed === true || route.scope !== null)) {
    throw new HttpProblem(503, 'unavailable', 'SparkOne is still starting. Try again shortly.', {
      headers: { 'Retry-After': '1' },
    })
  }
  if (route.signed === true) return null
  if (route.vendor === true) {
    await admitWebhook(deps, route, context)
    return null
  }
  if (route.scope === null) {
    if (route.uncounted !== true) await countSource(deps, route, context)
    return null
  }
  const header = context.req.header('authorization')
  const principal = await authenticate(deps, header)
  if (principal === null) {
    deps.observer.observe({ type: 'auth_failure', surface: 'api', reason: 'invalid_key' })
    await countSource(deps, route, context)
    throw new HttpProblem(401, 'unauthenticated', 'This needs a valid API key: Authorization: Bearer <key>.', {
      headers: { 'WWW-Authenticate': header === undefined ? CHALLENGE : `${CHALLENGE}, error="invalid_token"` },
    })
  }
  if (route.lenient !== true) await count(deps, route, context, 'key', principal.keyId)
  if (route.scope !== 'any' && !principal.scopes.has(route.scope)) {
    deps.observer.observe({ type: 'auth_failure', surface: 'api', reason: 'scope_missing' })
    throw new HttpProblem(403, 'scope_missing', `This needs a key with the scope ${route.scope}.`, {
      headers: { 'WWW-Authenticate': `${CHALLENGE}, error="insufficient_scope", scope="${route.scope}"` },
    })
  }
  return principal
}

const authenticate = async (deps: HttpDeps, header: string | undefined): Promise<Principal | null> => {
  const secret = BEARER.exec(header ?? '')?.[1]
  return secret === undefined ? null : deps.core.access.authenticate(secret)
}

const admitWebhook = async (deps: HttpDeps, route: Route, context: Context<HttpEnv>): Promise<void> => {
  const outcome = await deps.webhook.authenticate({
    authorization: context.req.header('authorization') ?? null,
    secretHeader: context.req.header('x-sparkone-webhook-secret') ?? null,
  })
  if (outcome === 'ok') return
  deps.observer.observe({ type: 'auth_failure', surface: 'whatsapp_webhook', reason: outcome })
  await countSource(deps, route, context)
  const detail =
    outcome === 'not_configured'
      ? 'Inbound webhooks are refused until EVOLUTION_WEBHOOK_SECRET is set.'
      : 'The webhook carries neither a valid token nor the shared secret.'
  throw new HttpProblem(401, 'unauthenticated', detail, { headers: { 'WWW-Authenticate': 'Bearer realm="webhooks"' } })
}

/** One more from this address; too many are refused. */
export const countSource = (deps: HttpDeps, route: Route, context: Context<HttpEnv>): Promise<void> =>
  count(deps, route, context, 'address', deps.sourceOf(context.req.raw, context.env))

const count = async (
  deps: HttpDeps,
  route: Route,
  context: Context<HttpEnv>,
  by: 'key' | 'address',
  id: string,
): Promise<void> => {
  const quota = deps.settings.rateLimitPerMinute
  const verdict = await deps.rateLimit.hit(`${by}:${id}`, { limit: quota, windowSeconds: WINDOW_SECONDS })
  context.set('limits', {
    'RateLimit-Policy': `"default";q=${quota};w=${WINDOW_SECONDS}`,
    RateLimit: `"default";r=${verdict.remaining};t=${verdict.resetSeconds}`,
  })
  if (verdict.allowed) return
  deps.observer.observe({ type: 'rate_limited', surface: 'api', reason: by })
  const headers = { 'Retry-After': String(verdict.resetSeconds) }
  // Gateways and Alertmanager give a message up at 4xx and come again after 5xx.
  const [status, code] =
    route.vendor === true || route.signed === true || route.lenient === true
      ? [503, 'overloaded']
      : [429, 'rate_limited']
  throw new HttpProblem(status, code, 'Too many requests. Wait a little and try again.', { headers })
}

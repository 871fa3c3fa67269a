import type { Context } from 'hono'
import type { Principal } from '../../../core/access/index.ts'
import type { HttpDeps } from '../deps.ts'
import type { HttpEnv } from './env.ts'
import { HttpProblem } from './problem.ts'
import type { Route } from './route.ts'

const WINDOW_SECONDS = 60
const BEARER = /^Bearer +([\x21-\x7e]{1,512})$/i

/** Lets a request in: who it is, whether they may, and not too often. Vendors' webhooks let themselves in. */
export const admit = async (deps: HttpDeps, route: Route, context: Context<HttpEnv>): Promise<Principal | null> => {
  if (route.vendor === true) return null
  const principal = route.scope === null ? null : await authenticate(deps, context)
  const source = `address:${deps.sourceOf(context.req.raw, context.env)}`
  await limit(deps, context, principal === null ? source : `key:${principal.keyId}`)
  if (route.scope === null) return null
  if (principal === null) {
    deps.observer.observe({ type: 'auth_failure', surface: 'api', reason: 'invalid_key' })
    throw new HttpProblem(401, 'unauthenticated', 'This needs a valid API key: Authorization: Bearer <key>.', {
      headers: { 'WWW-Authenticate': 'Bearer realm="sparkone"' },
    })
  }
  if (route.scope !== 'any' && !principal.scopes.has(route.scope)) {
    deps.observer.observe({ type: 'auth_failure', surface: 'api', reason: 'scope_missing' })
    throw new HttpProblem(403, 'scope_missing', `This needs a key with the scope ${route.scope}.`)
  }
  return principal
}

const authenticate = async (deps: HttpDeps, context: Context<HttpEnv>): Promise<Principal | null> => {
  const secret = BEARER.exec(context.req.header('authorization') ?? '')?.[1]
  return secret === undefined ? null : deps.core.access.authenticate(secret)
}

const limit = async (deps: HttpDeps, context: Context<HttpEnv>, key: string): Promise<void> => {
  const quota = deps.settings.rateLimitPerMinute
  const verdict = await deps.rateLimit.hit(key, { limit: quota, windowSeconds: WINDOW_SECONDS })
  context.set('limits', {
    'RateLimit-Policy': `"default";q=${quota};w=${WINDOW_SECONDS}`,
    RateLimit: `"default";r=${verdict.remaining};t=${verdict.resetSeconds}`,
  })
  if (verdict.allowed) return
  const reason = key.startsWith('key:') ? 'key' : 'address'
  deps.observer.observe({ type: 'rate_limited', surface: 'api', reason })
  throw new HttpProblem(429, 'rate_limited', 'Too many requests. Wait a little and try again.', {
    headers: { 'Retry-After': String(verdict.resetSeconds) },
  })
}

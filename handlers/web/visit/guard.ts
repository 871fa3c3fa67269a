import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import type { CurrentSession } from '../../../core/accounts/index.ts'
import { DomainError } from '../../../core/index.ts'
import type { WebDeps } from '../deps.ts'
import type { WebContext, WebEnv } from '../env.ts'
import { BACKGROUND, type Live } from '../live/index.ts'
import { isToken } from './csrf.ts'
import { isOwn } from './origin.ts'
import { passOn } from './pass-on.ts'
import { hereOf } from './query.ts'
import { Refusal } from './refusal.ts'
import type { Visit } from './visit.ts'

const FORM = 'application/x-www-form-urlencoded'
const FORM_MAX_BYTES = 64 * 1024
const WINDOW_SECONDS = 60
const SAFE = new Set(['GET', 'HEAD'])
/** What a session may reach that needs something first: what mends it, and the way out. */
const MENDING = { credentials: '/web/welcome', second_factor: '/web/settings/security' } as const

/** By the length that is told; where none is, no more is read than may be. */
const smallBody = bodyLimit({
  maxSize: FORM_MAX_BYTES,
  onError: () => {
    throw new Refusal('tooLarge')
  },
})

/**
 * Whatever changes something comes from a form of our own page, small and of the plain kind. Passkeys are JSON, which no
 * other site can send with a cookie.
 */
export const ownForms = createMiddleware<WebEnv>(async (context, next) => {
  if (SAFE.has(context.req.method)) return next()
  if (!isOwn(context.req.raw, context.get('webRequest').origin)) throw new Refusal('forged')
  const type = (context.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== FORM && type !== 'application/json') throw new Refusal('form')
  return smallBody(context, next)
})

/** Lets in who has signed in, and sends everybody else to where they can. */
export const signedIn = (deps: WebDeps, live: Pick<Live, 'position'>) =>
  createMiddleware<WebEnv>(async (context, next) => {
    const since = live.position()
    if (deps.isStarting?.() === true) throw new Refusal('starting')
    const touch = context.req.header(BACKGROUND) === undefined || !SAFE.has(context.req.method)
    const session = await deps.accounts.authenticator.sessions.current(context.get('webRequest'), { touch })
    if (session === null) return elsewhere(context, signInPath(context))
    passOn(context, session)
    await count(deps, `web:${session.session.id}`)
    const visit = await visitOf(deps, session, since)
    if (visit === null) return elsewhere(context, '/web/sign-in')
    context.set('visit', visit)
    context.set('locale', visit.locale)
    if (!SAFE.has(context.req.method)) await checkToken(deps, context, session)
    const mends = session.need === null ? null : MENDING[session.need]
    if (mends !== null && !isMending(context.req.path, mends)) return elsewhere(context, mends)
    return next()
  })

export const operatorsOnly = createMiddleware<WebEnv>(async (context, next) => {
  if (!context.get('visit').isOperator) throw new Refusal('forbidden')
  return next()
})

/** One more from this session or address; too many are refused. */
export const count = async (deps: WebDeps, who: string): Promise<void> => {
  const verdict = await deps.rateLimit.hit(who, {
    limit: deps.settings.rateLimitPerMinute,
    windowSeconds: WINDOW_SECONDS,
  })
  if (verdict.allowed) return
  deps.observer.observe({
    type: 'rate_limited',
    surface: 'web',
    reason: who.startsWith('web:') ? 'session' : 'address',
  })
  throw new Refusal('tooMany')
}

const visitOf = async (deps: WebDeps, session: CurrentSession, since: string): Promise<Visit | null> => {
  try {
    const person = await deps.core.people.get(session.session.personId)
    return {
      person,
      actor: { personId: person.id, role: session.role, channel: 'web' as const },
      session,
      isOperator: session.role === 'operator',
      locale: person.locale,
      zone: person.timeZone,
      now: deps.clock.now(),
      since,
    }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'person_not_found') return null
    throw error
  }
}

const checkToken = async (deps: WebDeps, context: WebContext, session: CurrentSession): Promise<void> => {
  // JSON has no field for it: what sends it is our own script, and the origin is checked.
  const type = context.req.header('content-type') ?? ''
  const given = type.startsWith(FORM)
    ? new URLSearchParams(await context.req.text()).get('csrf')
    : context.req.header('x-csrf-token')
  if (isToken(given, session.csrfToken)) return
  deps.observer.observe({ type: 'auth_failure', surface: 'web', reason: 'csrf' })
  throw new Refusal('forged')
}

const isMending = (path: string, mends: string): boolean =>
  path === mends || path.startsWith(`${mends}/`) || path === '/web/sign-out'

/** To another page, also for a request that htmx made, which would swap it into this one. */
export const elsewhere = (context: WebContext, path: string): Response => {
  if (context.req.header('hx-request') !== 'true') return context.redirect(path, 303)
  context.header('HX-Redirect', path)
  return context.body(null, 200)
}

const signInPath = (context: WebContext): string => {
  const isPage = context.req.method === 'GET' && context.req.path !== '/web'
  return isPage ? `/web/sign-in?to=${encodeURIComponent(hereOf(context))}` : '/web/sign-in'
}

/** Where to go after signing in: a page of ours, whatever the address says. */
export const safePath = (path: string | undefined): string =>
  path !== undefined && /^\/web(?:[/?][\w\-./?=&%+~,:]*)?$/.test(path) && !path.includes('//') && staysIn(path)
    ? path
    : '/web'

/** A browser goes up a path's dots, also encoded ones. */
const staysIn = (path: string): boolean => /^\/web(?:\/|$)/.test(new URL(path, 'http://here').pathname)

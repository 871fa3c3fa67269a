import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import type { Principal } from '../../../core/access/index.ts'
import { type Core, DomainError } from '../../../core/index.ts'
import type { HttpDeps } from '../deps.ts'
import { admit } from './admit.ts'
import type { Answer } from './answer.ts'
import { alreadyHas, etagOf, expectedVersion } from './conditional.ts'
import type { HttpEnv } from './env.ts'
import { idempotencyKey, once, type Wire } from './idempotency.ts'
import { parseJson, readBody, textProblem } from './json.ts'
import { HttpProblem } from './problem.ts'
import type { Route } from './route.ts'
import { validated } from './validate.ts'

const BODY_LIMIT_BYTES = 1_048_576

/** What a handler is given. `principal` is null on open routes and webhooks. */
export interface HandlerInput<P, Q, B> {
  readonly core: Core
  readonly deps: HttpDeps
  readonly principal: Principal | null
  readonly params: P
  readonly query: Q
  readonly body: B
  /** From If-Match, for routes with `conditional: 'write'`. */
  readonly expect: { readonly version?: number }
  readonly headers: Headers
}

/** A route with its handler, ready to be served. */
export interface Bound {
  readonly route: Route
  serve(deps: HttpDeps, context: Context<HttpEnv>): Promise<Response>
}

type OutputOf<T> = T extends z.ZodType<infer O> ? O : undefined

/** Ties a handler to its contract: everything HTTP happens here, once, and every later resource gets it free. */
export const bind = <P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  route: Route<P, Q, B>,
  handle: (input: HandlerInput<OutputOf<P>, OutputOf<Q>, OutputOf<B>>) => Promise<Answer>,
): Bound => ({
  route: route as Route,
  serve: async (deps, context) => {
    const request = context.req.raw
    const principal = await admit(deps, route as Route, context)
    const raw = await rawBody(route as Route, request)
    const input = {
      deps,
      principal,
      params: paramsOf(route as Route, context) as OutputOf<P>,
      query: queryOf(route as Route, request) as OutputOf<Q>,
      body: bodyOf(route as Route, raw) as OutputOf<B>,
      expect: expectationOf(route as Route, request),
      headers: request.headers,
    }
    const act = async (core: Core): Promise<Wire> => {
      const answer = await handle({ ...input, core })
      if (deps.settings.checkAnswers) checkAnswer(route as Route, answer)
      return wireOf(route as Route, request, answer)
    }
    const key = route.idempotent === true ? idempotencyKey(request.headers.get('idempotency-key')) : null
    if (key === null || principal === null) return send(await act(deps.core))
    const path = new URL(request.url).pathname
    const fingerprint = await deps.ids.digest(`${request.method} ${path}\n${canonical(raw)}`)
    const scope = `${principal.keyId} ${request.method} ${path}`
    return send(await once({ core: deps.core, now: deps.clock.now }, { scope, key, fingerprint }, act))
  },
})

const notThere = (): HttpProblem => new HttpProblem(404, 'not_found', 'There is no such thing.')

/** An id that cannot exist is an id that does not. */
const paramsOf = (route: Route, context: Context): unknown => {
  if (route.params === undefined) return undefined
  const result = route.params.safeParse(context.req.param())
  if (!result.success) throw notThere()
  return result.data
}

const queryOf = (route: Route, request: Request): unknown => {
  const query: Record<string, string> = {}
  for (const [name, value] of new URL(request.url).searchParams) {
    const problem = name in query ? 'Is given twice.' : textProblem(value)
    if (problem !== null) {
      const pointer = route.query !== undefined && name in route.query.shape ? name : 'query'
      throw new HttpProblem(400, 'invalid_input', 'The input is not valid.', { errors: [{ pointer, detail: problem }] })
    }
    query[name] = value
  }
  if (route.query === undefined) {
    if (Object.keys(query).length > 0 && route.vendor !== true) {
      throw new HttpProblem(400, 'invalid_input', 'This takes no query parameters.')
    }
    return undefined
  }
  return validated(route.query, query, 'query')
}

const rawBody = async (route: Route, request: Request): Promise<string | null> => {
  if (route.body === undefined) return null
  const text = await readBody(request, route.bodyLimitBytes ?? BODY_LIMIT_BYTES)
  if (text === '' && route.bodyOptional === true) return null
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const types = route.bodyTypes ?? ['application/json']
  if (!types.includes(type)) {
    throw new HttpProblem(415, 'media_type', `The body must be of type ${types.join(' or ')}.`)
  }
  return text
}

const bodyOf = (route: Route, raw: string | null): unknown => {
  if (route.body === undefined) return undefined
  if (raw === null) return validated(route.body, {}, 'body')
  return validated(route.body, parseJson(raw, route.vendor !== true && route.lenient !== true), 'body')
}

const expectationOf = (route: Route, request: Request): { version?: number } => {
  if (route.conditional !== 'write') return {}
  const version = expectedVersion(request.headers.get('if-match'))
  return version === undefined ? {} : { version }
}

/** The same JSON in another spelling is the same request. */
const canonical = (raw: string | null): string => {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
    return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
  }
  return raw === null ? '' : JSON.stringify(sorted(JSON.parse(raw)))
}

const checkAnswer = (route: Route, [status, body]: Answer): void => {
  const spec = route.answers[status]
  if (spec === undefined) throw new Error(`${route.operationId} answered ${status}, which its contract does not have`)
  if (spec.schema !== undefined) spec.schema.parse(body)
}

const wireOf = (route: Route, request: Request, [status, body, extras = {}]: Answer): Wire => {
  const headers: Record<string, string> = { ...extras.headers }
  if (extras.location !== undefined) headers.Location = extras.location
  if (extras.version !== undefined) headers.ETag = etagOf(extras.version)
  if (extras.next !== undefined) headers.Link = `<${nextUrl(request, extras.next)}>; rel="next"`
  if (extras.type !== undefined) headers['Content-Type'] = extras.type
  const has = extras.version !== undefined && alreadyHas(request.headers.get('if-none-match'), extras.version)
  if (route.conditional === 'read' && has) return { status: 304, headers, body: undefined, secret: false }
  return { status, headers, body, secret: extras.secret === true }
}

const nextUrl = (request: Request, next: Readonly<Record<string, string>>): string => {
  const url = new URL(request.url)
  for (const [name, value] of Object.entries(next)) url.searchParams.set(name, value)
  return `${url.pathname}${url.search}`
}

const send = ({ status, headers, body }: Wire): Response => {
  if (body === undefined || body === null) return new Response(null, { status, headers })
  if (typeof body === 'string') return new Response(body, { status, headers })
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })
}

/** For handlers of routes with a scope: the binder has let nobody else in. */
export const known = (principal: Principal | null): Principal => {
  if (principal === null) throw new DomainError('unauthenticated', 'This needs an API key.')
  return principal
}

/** Registers bound routes, and 405 for the other methods of each path. Longer static paths go first. */
export const mount = (app: Hono<HttpEnv>, deps: HttpDeps, bounds: readonly Bound[]): void => {
  const paths = [...new Set(bounds.map(({ route }) => route.path))].toSorted(
    (one, other) => Number(one.includes('{')) - Number(other.includes('{')),
  )
  for (const path of paths) {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1')
    const here = bounds.filter(({ route }) => route.path === path)
    for (const bound of here) {
      app.on(bound.route.method.toUpperCase(), pattern, (context) => {
        context.set('route', path)
        return bound.serve(deps, context)
      })
    }
    const methods = here.map(({ route }) => route.method.toUpperCase())
    const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ')
    app.all(pattern, (context) => {
      context.set('route', path)
      throw new HttpProblem(405, 'method_not_allowed', `This path takes ${allow}.`, { headers: { Allow: allow } })
    })
  }
}

import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import type { Principal } from '../../../core/access/index.ts'
import { type Core, DomainError } from '../../../core/index.ts'
import type { HttpDeps } from '../deps.ts'
import { admit } from './admit.ts'
import type { Answer } from './answer.ts'
import { parsedOrNull, readJson } from './body.ts'
import { expectationsOf, firstThatHolds } from './conditional.ts'
import { type Delivery, readDelivery } from './delivery.ts'
import type { HttpEnv } from './env.ts'
import { canonical, idempotencyKey, once, type Wire } from './idempotency.ts'
import { paramsOf, queryOf } from './parameters.ts'
import { HttpProblem } from './problem.ts'
import type { Route } from './route.ts'
import { validated } from './validate.ts'
import { checkAnswer, send, wireOf } from './wire.ts'

/** What a handler is given. `principal` is null on open routes and webhooks. */
export interface HandlerInput<P, Q, B> {
  readonly core: Core
  readonly deps: HttpDeps
  readonly principal: Principal | null
  readonly params: P
  readonly query: Q
  readonly body: B
  /** For `signed` routes; null otherwise. */
  readonly delivery: Delivery | null
  /** From If-Match, for routes with `conditional: 'write'`. */
  readonly expect: { readonly version?: number }
}

/** A route with its handler, ready to be served. */
export interface Bound {
  readonly route: Route
  serve(deps: HttpDeps, context: Context<HttpEnv>): Promise<Response>
}

type OutputOf<T> = T extends z.ZodType<infer O> ? O : undefined

/** Ties a handler to its contract: everything HTTP happens here, once, and every later resource gets it free. */
export const bind = <P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  spec: Route<P, Q, B>,
  handle: (input: HandlerInput<OutputOf<P>, OutputOf<Q>, OutputOf<B>>) => Promise<Answer>,
): Bound => {
  const route = spec as Route
  return {
    route,
    serve: async (deps, context) => {
      const request = context.req.raw
      const principal = await admit(deps, route, context)
      const url = new URL(request.url)
      const params = paramsOf(route, context.req.param()) as OutputOf<P>
      const query = queryOf(route, url.searchParams) as OutputOf<Q>
      const expectations = route.conditional === 'write' ? expectationsOf(request.headers.get('if-match')) : []
      const key = route.idempotent === true ? idempotencyKey(request.headers.get('idempotency-key')) : null
      const delivery = route.signed === true ? await readDelivery(deps, route, context) : null
      const json = delivery === null ? await readJson(route, request) : parsedOrNull(delivery.bytes)
      const body = (route.body === undefined ? undefined : validated(route.body, json, 'body')) as OutputOf<B>

      const act = async (core: Core): Promise<Wire> => {
        const answer = await firstThatHolds(expectations, (expect) =>
          handle({ core, deps, principal, params, query, body, delivery, expect }),
        )
        if (deps.settings.checkAnswers) checkAnswer(route, answer)
        return wireOf(route, request, answer, deps.ids)
      }
      if (key === null || principal === null) return send(await act(deps.core))
      const what = `${request.method} ${url.pathname.replace(/\/+$/, '')}`
      const fingerprint = await deps.ids.digest(`${what}\n${canonical(json)}`)
      const scope = `${principal.keyId} ${what}`
      return send(await once({ core: deps.core, now: deps.clock.now }, { scope, key, fingerprint }, act))
    },
  }
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

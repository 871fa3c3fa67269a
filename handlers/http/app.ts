import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { secureHeaders } from 'hono/secure-headers'
import { observed } from '../observed.ts'
import { mount } from './binding/bind.ts'
import type { HttpEnv } from './binding/env.ts'
import { HttpProblem, problemResponse, toHttpProblem } from './binding/problem.ts'
import type { HttpDeps } from './deps.ts'
import { allRoutes } from './routes.ts'

/** Paths that no route has share one label, so that a scanner cannot fill the metrics. */
const NO_ROUTE = 'none'

export interface HttpApp {
  fetch(request: Request, env?: unknown): Response | Promise<Response>
  /** What the router knows, as `GET /tasks/{id}`. */
  readonly routes: readonly string[]
}

/** The API over the core: a Fetch handler for any runtime. */
export const createHttpApp = (deps: HttpDeps): HttpApp => {
  const app = new Hono<HttpEnv>({ strict: false })

  app.use(observed<HttpEnv>(deps, { methods: METHODS, routeOf: (context) => context.get('route') }))
  app.use(async (context, next) => {
    context.set('route', NO_ROUTE)
    context.set('limits', {})
    await next()
    for (const [name, value] of Object.entries(context.get('limits'))) context.header(name, value)
  })
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      xFrameOptions: 'DENY',
      // Whether the domain's other names speak TLS is not ours to decide.
      strictTransportSecurity: 'max-age=15552000',
      // The docs page brings a policy of its own.
      overwrite: false,
      referrerPolicy: 'no-referrer',
    }),
  )
  if (deps.settings.corsOrigins.length > 0) {
    app.use(
      cors({
        origin: [...deps.settings.corsOrigins],
        allowMethods: METHODS_OF_CORS,
        exposeHeaders: EXPOSED,
        maxAge: 600,
      }),
    )
  }

  mount(app, deps, allRoutes())

  app.notFound((context) => {
    const problem = new HttpProblem(404, 'not_found', 'There is nothing at this path. /docs shows what there is.')
    return problemResponse(problem, context.get('requestId'))
  })
  app.onError((error, context) => {
    const problem = toHttpProblem(error)
    const requestId = context.get('requestId')
    if (problem.status >= 500) deps.onError(error, requestId)
    return problemResponse(problem, requestId)
  })
  return {
    fetch: (request, env) => app.fetch(request, env as HttpEnv & object),
    routes: app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`),
  }
}

const METHODS_OF_CORS = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']
const EXPOSED = 'ETag Idempotency-Replayed Link Location RateLimit RateLimit-Policy Retry-After X-Request-Id'.split(' ')
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'])

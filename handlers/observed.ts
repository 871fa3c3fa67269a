import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { Clock } from '../core/kernel/clock.ts'
import type { Ids } from '../core/kernel/ids.ts'

/** One line of the access log. Never a query, a body or a key. */
export interface AccessLine {
  readonly requestId: string
  readonly method: string
  readonly route: string
  readonly status: number
  readonly seconds: number
}

const REQUEST_ID = /^[\w.-]{8,64}$/

/** Names each request, and tells of its answer by labels that are bounded. What is kept of an answer is for it to say. */
export const observed = <E extends { Variables: { requestId: string } }>(
  deps: {
    readonly clock: Clock
    readonly ids: Ids
    readonly onAnswer: (line: AccessLine) => void
    readonly isDraining?: () => boolean
  },
  labels: { readonly methods: ReadonlySet<string>; readonly routeOf: (context: Context<E>) => string },
) =>
  createMiddleware<E>(async (context, next) => {
    const began = deps.clock.now().getTime()
    const given = context.req.header('x-request-id') ?? ''
    const requestId = REQUEST_ID.test(given) ? given : deps.ids.uuid()
    context.set('requestId', requestId)
    await next()
    context.header('X-Request-Id', requestId)
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store')
    if (deps.isDraining?.() === true) context.header('Connection', 'close')
    deps.onAnswer({
      requestId,
      method: labels.methods.has(context.req.method) ? context.req.method : 'OTHER',
      route: labels.routeOf(context),
      status: context.res.status,
      seconds: (deps.clock.now().getTime() - began) / 1000,
    })
  })

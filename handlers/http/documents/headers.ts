import type { Route } from '../binding/route.ts'
import type { Json } from './schema.ts'

const text = (description: string): Json => ({ description, schema: { type: 'string' } })

/** Headers of answers, by name. */
export const commonHeaders = {
  'X-Request-Id': text('Names this request; sent back when you send one'),
  ETag: text('The version of what is shown, for If-None-Match and If-Match'),
  Location: text('Where the new resource is'),
  Link: text('rel="next": the next page'),
  RateLimit: text('What is left of the quota, and when it is full again'),
  'RateLimit-Policy': text('The quota and its window'),
  'Retry-After': text('Seconds to wait'),
  'WWW-Authenticate': text('How to authenticate'),
  'Idempotency-Replayed': text('true: the answer of an earlier request with this Idempotency-Key'),
} as const

type Name = keyof typeof commonHeaders

const namesFor = (route: Route, status: number): readonly Name[] => {
  const isSuccess = status < 300
  const isVendor = route.vendor === true || route.lenient === true
  const isCounted = !isVendor && route.uncounted !== true
  return [
    'X-Request-Id',
    ...(isCounted ? (['RateLimit', 'RateLimit-Policy'] as const) : []),
    ...((isSuccess && route.conditional !== undefined && status !== 204) || status === 304 ? (['ETag'] as const) : []),
    ...(route.answers[status]?.headers ?? []),
    ...(isSuccess && route.query !== undefined && 'cursor' in route.query.shape ? (['Link'] as const) : []),
    ...(isSuccess && route.idempotent === true ? (['Idempotency-Replayed'] as const) : []),
    ...(status === 401 ? (['WWW-Authenticate'] as const) : []),
    ...(status === 429 || status === 503 ? (['Retry-After'] as const) : []),
  ]
}

/** The headers that an answer of a route may carry. */
export const headersOf = (route: Route, status: number): Json =>
  Object.fromEntries(namesFor(route, status).map((name) => [name, { $ref: `#/components/headers/${name}` }]))

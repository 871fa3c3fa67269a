import type { Route } from '../binding/route.ts'

export const TITLES: Readonly<Record<number, string>> = {
  400: 'The input is not valid',
  401: 'No valid key',
  403: 'The key lacks the scope, or the person the right',
  404: 'There is no such thing, or it is not yours to see',
  409: 'It is not in a state that allows this',
  412: 'It has changed since you read it',
  413: 'The body is too large',
  415: 'The body is of another type',
  422: 'The Idempotency-Key was used for another request',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
  503: 'Something this needs does not answer, or a vendor sends too much',
}

/** The problems that follow from what a route takes, and those it names itself. */
export const problemsOf = (route: Route): readonly number[] => {
  const isWebhook = route.vendor === true || route.signed === true
  const isVendor = isWebhook || route.lenient === true
  const statuses = new Set<number>([500, ...(route.problems ?? [])])
  if (route.uncounted !== true) statuses.add(503)
  if (!isVendor && route.uncounted !== true) statuses.add(429)
  if (!isVendor) statuses.add(400)
  if (route.scope !== null || isWebhook) statuses.add(401)
  if (route.scope !== null && route.scope !== 'any') statuses.add(403)
  if (route.params !== undefined) statuses.add(404)
  if (route.body !== undefined) statuses.add(413)
  if (route.body !== undefined && !isWebhook) statuses.add(400).add(415)
  if (route.idempotent === true) statuses.add(400).add(409).add(422)
  if (route.conditional === 'write') statuses.add(412)
  return [...statuses].toSorted((one, other) => one - other)
}

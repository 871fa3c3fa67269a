import type { WebDeps } from '../deps.ts'

/** This very machine: no other device gets here by it, and browsers keep what only TLS may carry elsewhere. */
export const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/
export const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname)

/** Scheme and host as the browser sees them. Behind a proxy that is PUBLIC_URL; else what the request was sent to. */
export const originOf = (deps: WebDeps, request: Request, env: unknown): string => {
  if (deps.settings.publicUrl !== null) return new URL(deps.settings.publicUrl).origin
  const url = new URL(request.url)
  return `${deps.isSecure(request, env) ? 'https' : 'http'}://${url.host}`
}

/**
 * Whether a request that changes something was made by one of our own pages. Every browser says so in one of the two
 * headers; what has neither, or names another place, is refused.
 */
export const isOwn = (request: Request, origin: string): boolean => {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const from = request.headers.get('origin')
  return from === null ? site === 'same-origin' : from === origin
}

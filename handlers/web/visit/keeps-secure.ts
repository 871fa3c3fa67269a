import { createMiddleware } from 'hono/factory'
import type { WebEnv } from '../env.ts'
import { isLoopback } from './origin.ts'

const OURS = /(^|;\s*)__Host-sparkone/
const SESSION = /(^|;\s*)(__Host-)?sparkone\.session_token=/
const SIGN = '__Host-sparkone_secure=kept; Path=/; Max-Age=31536000; HttpOnly; Secure; SameSite=Lax'

/**
 * Whether a browser keeps Secure cookies for this origin. Over TLS all do; for this very machine most of today's do, Safari
 * and older ones do not: there it is so once one of ours came back.
 */
export const keepsSecure = (origin: string, cookie: string | null): boolean =>
  origin.startsWith('https:') || (isLoopback(origin) && OURS.test(cookie ?? ''))

/** Before anybody has signed in on this machine: a cookie that comes back from whoever keeps Secure ones. */
export const tryKeeping = createMiddleware<WebEnv>(async (context, next) => {
  await next()
  // What opens a session is an answer to a form, or leads on: its cookie has the name that the request decided.
  if (context.req.method !== 'GET' || context.res.status !== 200) return
  const { origin, cookie, keepsSecure: isKnown } = context.get('webRequest')
  if (isKnown || !isLoopback(origin) || SESSION.test(cookie ?? '')) return
  context.header('Set-Cookie', SIGN, { append: true })
})

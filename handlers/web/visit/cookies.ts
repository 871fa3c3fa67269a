import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { WebContext } from '../env.ts'

/** Where the browser keeps it, a name that neither another host of the domain nor a plain connection can set. */
const placeOf = (context: WebContext): { readonly path: '/'; readonly secure: boolean; readonly prefix?: 'host' } =>
  context.get('webRequest').keepsSecure ? { path: '/', secure: true, prefix: 'host' } : { path: '/', secure: false }

/** What the console keeps in the browser beside the session: nothing secret, and nothing that scripts read. */
export const keep = (context: WebContext, name: string, value: string, seconds: number): void =>
  setCookie(context, name, value, { ...placeOf(context), httpOnly: true, sameSite: 'Lax', maxAge: seconds })

export const kept = (context: WebContext, name: string): string | undefined =>
  getCookie(context, name, placeOf(context).prefix)

export const forget = (context: WebContext, name: string): void => void deleteCookie(context, name, placeOf(context))

import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { WebContext } from '../env.ts'

/** What is said once, on the page after the one that did something. */
export interface Flash {
  readonly tone: 'good' | 'warn' | 'bad'
  readonly text: string
  /** A form that takes it back: where it is posted to, and what with. */
  readonly undo?: { readonly action: string; readonly fields: Readonly<Record<string, string>> }
}

const COOKIE = 'sparkone_said'
const KEPT_SECONDS = 60
// Undo posts to our own pages only, whoever wrote the cookie.
const schema = z.object({
  tone: z.enum(['good', 'warn', 'bad']),
  text: z.string().max(600),
  undo: z.object({ action: z.string().regex(/^\/web\/[\w/-]*$/), fields: z.record(z.string(), z.string()) }).optional(),
})

export const say = (context: WebContext, flash: Flash): void => {
  setCookie(context, COOKIE, JSON.stringify(flash), {
    path: '/web',
    httpOnly: true,
    sameSite: 'Lax',
    secure: context.get('webRequest').origin.startsWith('https:'),
    maxAge: KEPT_SECONDS,
  })
}

/** What the request before wanted said; only once. */
export const said = (context: WebContext): Flash | null => {
  const value = getCookie(context, COOKIE)
  if (value === undefined) return null
  deleteCookie(context, COOKIE, { path: '/web' })
  try {
    const { undo, ...flash } = schema.parse(JSON.parse(value))
    return undo === undefined ? flash : { ...flash, undo }
  } catch {
    return null
  }
}

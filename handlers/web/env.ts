import type { Context } from 'hono'
import type { WebRequest } from '../../core/accounts/index.ts'
import type { Locale } from '../../core/people/index.ts'
import type { Visit } from './visit/visit.ts'

/** What middleware and screens share about one request. */
export interface WebEnv {
  Variables: {
    requestId: string
    /** The request as sign-in sees it. */
    webRequest: WebRequest
    locale: Locale
    theme: Theme
    /** Only behind the guard: screens of people who are in. */
    visit: Visit
  }
}

/** auto: as the browser prefers. */
export type Theme = 'auto' | 'light' | 'dark'

export type WebContext = Context<WebEnv>

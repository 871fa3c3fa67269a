import type { Accounts } from '../../core/accounts/index.ts'
import { masked } from '../../handlers/web/visit/csrf.ts'
import { createBrowser } from '../contracts/browser.ts'

export const ORIGIN = 'http://localhost:8000'
export const ADDRESS = '192.0.2.1'

export interface Page {
  readonly status: number
  readonly headers: Headers
  readonly html: string
  /** Where a redirect leads. */
  readonly location: string | null
}

type Fields = Readonly<Record<string, string | readonly string[]>>

/** A browser as the console sees one: it keeps cookies, and follows no redirect. */
export interface WebBrowser {
  get(path: string, headers?: Record<string, string>): Promise<Page>
  /** A form post as from one of our pages, with the token of the session there is. */
  post(path: string, fields?: Fields): Promise<Page>
  /** As our own script sends it. */
  json(path: string, body: object): Promise<Page>
  put(cookie: string, value: string): void
  /** Another with the same cookies, as of now. */
  copy(): WebBrowser
  /** The jar, for calls of the Authenticator itself. */
  readonly jar: ReturnType<typeof createBrowser>
}

export const createWebBrowser = (options: {
  readonly fetch: (request: Request) => Promise<Response>
  readonly accounts: Accounts
  readonly userAgent?: string
  readonly jar?: ReturnType<typeof createBrowser>
}): WebBrowser => {
  const { fetch, accounts, userAgent = 'test' } = options
  const jar = options.jar ?? createBrowser({ origin: ORIGIN, address: ADDRESS, userAgent })

  const page = async (path: string, init: RequestInit): Promise<Page> => {
    const headers = new Headers({ 'user-agent': userAgent })
    for (const [name, value] of Object.entries(init.headers ?? {})) headers.set(name, String(value))
    const { cookie } = jar.request()
    if (cookie !== null) headers.set('cookie', cookie)
    const answer = await fetch(new Request(`${ORIGIN}${path}`, { ...init, headers }))
    jar.take({ cookies: answer.headers.getSetCookie() })
    const location = answer.headers.get('location')
    return { status: answer.status, headers: answer.headers, html: await answer.text(), location }
  }
  const token = async (): Promise<string | null> => {
    const current = await accounts.authenticator.sessions.current(jar.request())
    return current === null ? null : masked(jar.take(current).csrfToken)
  }

  return {
    jar,
    get: (path, headers = {}) => page(path, { headers }),
    post: async (path, fields = {}) => {
      const body = new URLSearchParams()
      const csrf = await token()
      if (csrf !== null) body.set('csrf', csrf)
      for (const [name, value] of Object.entries(fields)) {
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
      }
      const headers = { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }
      return page(path, { method: 'POST', headers, body: body.toString() })
    },
    json: async (path, body) => {
      const csrf = await token()
      const headers = { origin: ORIGIN, 'content-type': 'application/json' }
      const own = csrf === null ? headers : { ...headers, 'x-csrf-token': csrf }
      return page(path, { method: 'POST', headers: own, body: JSON.stringify(body) })
    },
    put: (cookie, value) => jar.put(new Map([[cookie, value]])),
    copy: () => createWebBrowser({ ...options, jar: jar.copy() }),
  }
}

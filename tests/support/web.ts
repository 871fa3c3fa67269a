import { createMemoryRateLimit, createSequentialIds } from '../../adapters/memory/index.ts'
import type { Accounts, CurrentSession } from '../../core/accounts/index.ts'
import type { HealthChecks } from '../../handlers/http/index.ts'
import { createWebApp, type WebDeps } from '../../handlers/web/index.ts'
import { webAssets } from '../../runtime/web-assets.ts'
import { createTestCore, type TestCore } from './core.ts'

// Made once: they are the same for every test.
const assets = webAssets()
const ORIGIN = 'http://localhost:8000'
const COOKIE = 'test_person'

export interface TestConsole extends TestCore {
  readonly app: ReturnType<typeof createWebApp>
  /** What was logged as an unexpected error. */
  readonly errors: unknown[]
  /** A GET as this person; null: nobody has signed in. */
  get(path: string, as?: string | null, headers?: Record<string, string>): Promise<Page>
  /** A form post as a browser sends it from one of our pages, with the token of the person's session. */
  post(path: string, fields?: Readonly<Record<string, string | readonly string[]>>, as?: string | null): Promise<Page>
  /** The answer to any request. */
  fetch(request: Request): Promise<Response>
}

export interface Page {
  readonly status: number
  readonly headers: Headers
  readonly html: string
  /** Where a redirect leads. */
  readonly location: string | null
}

const probe = { status: 'ok' as const, detail: 'fine', latencyMs: 1 }
export const allWell: HealthChecks = {
  database: async () => ({ ...probe, name: 'memory' }),
  redis: async () => ({ ...probe, name: 'memory' }),
  evolution: async () => ({ ...probe, status: 'disabled' }),
  smtp: async () => ({ ...probe, status: 'disabled' }),
  notion: async () => ({ ...probe, status: 'disabled' }),
  sheets: async () => ({ ...probe, status: 'disabled' }),
  agno: async () => ({ ...probe, status: 'disabled' }),
  openai: async () => ({ ...probe, status: 'disabled' }),
  ready: async () => [],
}

/**
 * The console over the whole core on memory, called without sockets. Signing in is the Authenticator's and has suites of
 * its own: here a cookie names the person, and the session's token is `token of <person id>`.
 */
export const createTestConsole = async (
  options: Parameters<typeof createTestCore>[0] & { deps?: Partial<WebDeps> } = {},
): Promise<TestConsole> => {
  const test = await createTestCore(options)
  const { core, clock, ana } = test
  const errors: unknown[] = []
  const app = createWebApp({
    core,
    accounts: accountsByCookie(test),
    clock,
    ids: createSequentialIds(),
    observer: test.facts,
    rateLimit: createMemoryRateLimit({ clock }),
    health: allWell,
    settings: {
      environment: 'test',
      version: '0.0.0-test',
      publicUrl: ORIGIN,
      locale: 'pt-BR',
      rateLimitPerMinute: 1_000_000,
    },
    assets,
    sourceOf: () => '192.0.2.1',
    isSecure: () => false,
    feed: test.storage.feed,
    after: () => () => undefined,
    onAnswer: () => undefined,
    onError: (error) => errors.push(error),
    ...options.deps,
  })
  const fetch = async (request: Request): Promise<Response> => app.fetch(request, {})
  const page = async (path: string, init: RequestInit, as: string | null): Promise<Page> => {
    const headers = new Headers(init.headers)
    if (as !== null) headers.append('cookie', `${COOKIE}=${as}`)
    const answer = await fetch(new Request(`${ORIGIN}${path}`, { ...init, headers }))
    const location = answer.headers.get('location')
    return { status: answer.status, headers: answer.headers, html: await answer.text(), location }
  }
  return {
    ...test,
    app,
    errors,
    fetch,
    get: (path, as = ana.id, headers = {}) => page(path, { headers }, as),
    post: async (path, fields = {}, as = ana.id) => {
      const { masked } = await import('../../handlers/web/visit/csrf.ts')
      const body = new URLSearchParams()
      if (as !== null) body.set('csrf', masked(tokenOf(as)))
      for (const [name, value] of Object.entries(fields)) {
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one)
      }
      const headers = { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }
      return page(path, { method: 'POST', headers, body: body.toString() }, as)
    },
  }
}

const tokenOf = (personId: string): string => `token of ${personId}`

/** Who the cookie names has signed in. What else an Authenticator does is not asked for here. */
const accountsByCookie = ({ core, clock }: TestCore): Accounts => {
  const current = async (cookie: string | null): Promise<CurrentSession | null> => {
    const personId = new RegExp(`${COOKIE}=([\\w-]+)`).exec(cookie ?? '')?.[1]
    if (personId === undefined) return null
    const person = await core.people.get(personId).catch(() => null)
    if (person === null) return null
    const now = clock.now()
    return {
      session: {
        id: `session of ${personId}`,
        accountId: `account of ${personId}`,
        personId,
        method: 'password',
        hasPassedMfa: true,
        address: '192.0.2.1',
        userAgent: 'test',
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + 86_400_000),
      },
      role: person.role,
      need: null,
      csrfToken: tokenOf(personId),
      cookies: [],
    }
  }
  return {
    authenticator: { sessions: { current: ({ cookie }: { cookie: string | null }) => current(cookie) } },
  } as unknown as Accounts
}

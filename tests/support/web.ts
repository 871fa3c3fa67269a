import { createMemoryRateLimit, createSequentialIds } from '../../adapters/memory/index.ts'
import type { Accounts, CurrentSession } from '../../core/accounts/index.ts'
import { createWebApp, type WebDeps } from '../../handlers/web/index.ts'
import { qrModules } from '../../runtime/qr.ts'
import { webAssets } from '../../runtime/web-assets.ts'
import { allWell } from './all-well.ts'
import { createTestCore, type TestCore } from './core.ts'
import { realAccounts, signInAs } from './web-accounts.ts'
import { ADDRESS, createWebBrowser, ORIGIN, type Page, type WebBrowser } from './web-browser.ts'

// Made once: they are the same for every test.
const assets = webAssets()
const COOKIE = 'test_person'

export type { Page, WebBrowser } from './web-browser.ts'

export interface TestConsole extends TestCore {
  readonly app: ReturnType<typeof createWebApp>
  readonly accounts: Accounts
  /** What was logged as an unexpected error. */
  readonly errors: unknown[]
  /** A GET as this person; null: nobody has signed in. */
  get(path: string, as?: string | null, headers?: Record<string, string>): Promise<Page>
  /** A form post as a browser sends it from one of our pages, with the token of the person's session. */
  post(path: string, fields?: Readonly<Record<string, string | readonly string[]>>, as?: string | null): Promise<Page>
  /** A browser of its own, which nobody has signed in with. */
  browser(given?: { readonly userAgent?: string }): WebBrowser
  /** The browser that `get` and `post` use for this person. */
  browserOf(personId: string): Promise<WebBrowser>
  /** The answer to any request. */
  fetch(request: Request): Promise<Response>
}

/**
 * The console over the whole core on memory, called without sockets. A cookie names the person, and the session's token is
 * `token of <person id>`. With `accounts: 'real'` people sign in as they do: each has `<name>@example.org` and PASSWORD
 * from the first time they are named; a function makes what signs people in, as they do.
 */
export const createTestConsole = async (
  options: Parameters<typeof createTestCore>[0] & {
    deps?: Partial<WebDeps>
    accounts?: 'real' | 'by cookie' | ((test: TestCore) => Accounts)
    requireMfa?: boolean
  } = {},
): Promise<TestConsole> => {
  const test = await createTestCore(options)
  const { clock, ana } = test
  const errors: unknown[] = []
  const isByCookie = (options.accounts ?? 'by cookie') === 'by cookie'
  const real =
    typeof options.accounts === 'function' ? options.accounts(test) : realAccounts(test, options.requireMfa === true)
  const accounts = isByCookie ? byCookie(test, real) : real
  const app = createWebApp({
    core: test.core,
    accounts,
    clock,
    ids: createSequentialIds(),
    observer: test.facts,
    rateLimit: createMemoryRateLimit({ clock }),
    health: allWell,
    qr: qrModules,
    settings: {
      environment: 'test',
      version: '0.0.0-test',
      publicUrl: ORIGIN,
      locale: 'pt-BR',
      rateLimitPerMinute: 1_000_000,
    },
    assets,
    sourceOf: () => ADDRESS,
    isSecure: () => false,
    feed: test.storage.feed,
    after: () => () => undefined,
    onAnswer: () => undefined,
    onError: (error) => errors.push(error),
    ...options.deps,
  })
  const fetch = async (request: Request): Promise<Response> => app.fetch(request, {})
  const browser: TestConsole['browser'] = (given = {}) => createWebBrowser({ fetch, accounts, ...given })

  const browsers = new Map<string, Promise<WebBrowser>>()
  const open = async (personId: string): Promise<WebBrowser> => {
    const one = browser()
    if (isByCookie) one.put(COOKIE, personId)
    else await signInAs(test, accounts, one, personId)
    return one
  }
  const browserOf = (personId: string): Promise<WebBrowser> => {
    const known = browsers.get(personId) ?? open(personId)
    browsers.set(personId, known)
    return known
  }
  const as = (personId: string | null) => (personId === null ? browser() : browserOf(personId))

  return {
    ...test,
    app,
    accounts,
    errors,
    fetch,
    browser,
    browserOf,
    get: async (path, personId = ana.id, headers = {}) => (await as(personId)).get(path, headers),
    post: async (path, fields = {}, personId = ana.id) => (await as(personId)).post(path, fields),
  }
}

/** Who the cookie names has signed in; all else is as it ships. */
const byCookie = ({ core, clock }: TestCore, real: Accounts): Accounts => {
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
        address: ADDRESS,
        userAgent: 'test',
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + 86_400_000),
      },
      role: person.role,
      need: null,
      csrfToken: `token of ${personId}`,
      cookies: [],
    }
  }
  const { authenticator } = real
  const sessions = { ...authenticator.sessions, current: ({ cookie }: { cookie: string | null }) => current(cookie) }
  return { ...real, authenticator: { ...authenticator, sessions } }
}

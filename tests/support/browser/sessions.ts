import type { Cookie } from 'playwright-core'
import { createStorage, openPostgres } from '../../../adapters/postgres/index.ts'
import { loadConfig } from '../../../config.ts'
import { openAccounts } from '../../../runtime/accounts.ts'
import { createBrowser, sessionIn } from '../../contracts/browser.ts'
import type { Environment } from '../e2e-process.ts'

interface Credentials {
  readonly email: string
  readonly password: string
}

export interface Sessions {
  /** The cookies of a new session of this person, whose account has these credentials from then on and no other session. */
  open(personId: string, credentials: Credentials): Promise<Cookie[]>
  /** The cookies of one more session, by the credentials. */
  add(credentials: Credentials): Promise<Cookie[]>
  close(): Promise<void>
}

/**
 * Lets people in without a screen, by a sign-in link and through the code that the server runs, on the server's database:
 * what a test needs that is not about signing in. `origin` is where the browser will be.
 */
export const openSessions = async (env: Environment, origin: string): Promise<Sessions> => {
  const config = loadConfig({ ...env, ENVIRONMENT: 'test', PUBLIC_URL: origin }, () => '')
  const connection = await openPostgres(env.DATABASE_URL ?? '')
  const { accounts } = openAccounts(config, {
    connection,
    storage: createStorage({ connection }),
    observer: { observe: () => undefined },
    log: null,
  })
  const cookiesOf = (browser: ReturnType<typeof createBrowser>): Cookie[] =>
    [...browser.cookies()].map(([name, value]) => ({
      name,
      value,
      domain: 'localhost',
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: true,
      sameSite: 'Lax' as const,
    }))
  return {
    open: async (personId, credentials) => {
      const browser = createBrowser({ origin, keepsSecure: true, address: '127.0.0.1' })
      const { token } = await accounts.invite({ personId, purpose: 'invitation' })
      sessionIn(browser.take(await accounts.redeem(browser.request(), token)))
      sessionIn(browser.take(await accounts.authenticator.passwords.set(browser.request(), credentials)))
      return cookiesOf(browser)
    },
    add: async (credentials) => {
      const browser = createBrowser({ origin, keepsSecure: true, address: '127.0.0.1' })
      sessionIn(browser.take(await accounts.authenticator.passwords.signIn(browser.request(), credentials)))
      return cookiesOf(browser)
    },
    close: connection.close,
  }
}

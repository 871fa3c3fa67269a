import { createAuthenticator } from '../adapters/better-auth/index.ts'
import { createIds, systemClock } from '../adapters/memory/index.ts'
import type { Log } from '../adapters/pino/log.ts'
import { type Connection, createAccountRecords } from '../adapters/postgres/index.ts'
import type { Config } from '../config.ts'
import { type AccountEvent, type Accounts, makeAccounts } from '../core/accounts/index.ts'
import type { AccountRecords } from '../core/accounts/ports.ts'
import type { Observer } from '../core/kernel/observer.ts'
import type { Storage } from '../core/ports.ts'
import { isLoopback, LOOPBACK } from '../handlers/web/visit/origin.ts'

export interface OpenAccounts {
  readonly records: AccountRecords
  readonly accounts: Accounts
}

/** Ways into the console. Nothing of the sign-in library loads before somebody uses one. */
export const openAccounts = (
  config: Pick<Config, 'console' | 'environment'>,
  parts: {
    readonly connection: Connection
    readonly storage: Storage
    readonly observer: Observer
    readonly log: Log | null
  },
): OpenAccounts => {
  const { connection, storage, observer, log } = parts
  const { authSecret, oidc, requireMfa, sessionSeconds } = config.console
  const records = createAccountRecords(connection)
  const onEvent = ({ event, what, personId }: AccountEvent): void =>
    log?.info({ event, what, person_id: personId }, 'console sign-in')
  const shared = { records, storage, clock: systemClock, ids: createIds(), onEvent }
  const authenticator = createAuthenticator({
    ...shared,
    observer,
    oidc,
    requireMfa,
    sessionSeconds,
    secret: authSecret,
    onlySecure: config.environment === 'production',
  })
  return { records, accounts: makeAccounts({ ...shared, authenticator }) }
}

/** Where browsers may reach the console in plain text, which is only fit for trying it out. */
export const isPlain = ({
  host,
  publicUrl,
  trustedProxies,
}: Pick<Config, 'host' | 'publicUrl' | 'trustedProxies'>): boolean =>
  publicUrl === null
    ? !LOOPBACK.test(host) && trustedProxies.length === 0
    : publicUrl.startsWith('http:') && !isLoopback(publicUrl)

type Place = Pick<Config, 'publicUrl' | 'port'>

/** Where people find the console. */
export const consoleUrl = ({ publicUrl, port }: Place): string => `${publicUrl ?? `http://localhost:${port}`}/web`

/** What a person opens to redeem a sign-in link. */
export const linkUrl = (place: Place, token: string): string => `${consoleUrl(place)}/link/${token}`

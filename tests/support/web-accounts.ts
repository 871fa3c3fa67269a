import { createIds, createMemoryAccountRecords } from '../../adapters/memory/index.ts'
import { type Accounts, makeAccounts } from '../../core/accounts/index.ts'
import { authenticatorOver } from './authenticator.ts'
import type { TestCore } from './core.ts'
import type { WebBrowser } from './web-browser.ts'

const DAY_SECONDS = 24 * 3600
/** Everybody's. */
export const PASSWORD = 'correto cavalo bateria grampo'

/** Sign-in as it ships, over records in memory, with passwords that cost nothing. */
export const realAccounts = ({ clock, storage }: TestCore, requireMfa: boolean): Accounts => {
  const records = createMemoryAccountRecords()
  const given = { requireMfa, sessionSeconds: { absolute: 7 * DAY_SECONDS, idle: DAY_SECONDS } }
  const { authenticator, onEvent } = authenticatorOver({ records, storage, clock, close: async () => undefined }, given)
  return makeAccounts({ storage, records, authenticator, clock, ids: createIds(), onEvent })
}

export const emailOf = ({ name }: { readonly name: string }): string => `${name.toLowerCase()}@example.org`

/** Signs the person in with password, making their account the first time. */
export const signInAs = async (
  { core }: Pick<TestCore, 'core'>,
  { authenticator }: Accounts,
  browser: WebBrowser,
  personId: string,
): Promise<void> => {
  const email = emailOf(await core.people.get(personId))
  await authenticator.keeper.create({ personId, email, password: PASSWORD })
  const given = { email, password: PASSWORD }
  const { kind } = browser.jar.take(await authenticator.passwords.signIn(browser.jar.request(), given))
  if (kind !== 'session') throw new Error(`${email}: ${kind}`)
}

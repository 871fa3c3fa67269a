import { generateRandomString } from 'better-auth/crypto'
import { type Authenticator, equal } from '../../core/accounts/ports.ts'
import { makeHouse } from './house.ts'
import { makeKeeper } from './keeper.ts'
import type { AuthenticatorOptions } from './options.ts'
import { makePasskeys } from './passkeys.ts'
import { makePasswords } from './passwords.ts'
import { makeMeeting, makeProvider } from './provider.ts'
import { makeSecondFactor } from './second-factor.ts'
import { makeSessions } from './sessions.ts'

const SECRET_LENGTH = 48

/** The whole authenticator. Loading this file loads the library. */
export const openAuthenticator = async (options: AuthenticatorOptions): Promise<Authenticator> => {
  const house = makeHouse(options, options.secret ?? (await keptSecret(options)), makeMeeting(options))
  return {
    sessions: makeSessions(house),
    passwords: makePasswords(house),
    secondFactor: makeSecondFactor(house),
    passkeys: makePasskeys(house),
    provider: makeProvider(house),
    keeper: makeKeeper(house),
  }
}

/** Of several processes that start at once all have the secret of the first. */
const keptSecret = async ({ records }: AuthenticatorOptions): Promise<string> => {
  const name = 'auth'
  await records.insert('consoleSecrets', { name, value: generateRandomString(SECRET_LENGTH) })
  const [kept] = await records.find('consoleSecrets', equal({ name }))
  return String(kept?.value)
}

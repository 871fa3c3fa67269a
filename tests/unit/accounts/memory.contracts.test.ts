import { createClock, createMemoryAccountRecords, createMemoryStorage } from '../../../adapters/memory/index.ts'
import { describeAuthenticator } from '../../contracts/accounts/authenticator.ts'
import { authenticatorOver } from '../../support/authenticator.ts'

describeAuthenticator('better-auth over records in memory', async (given) => {
  const storage = createMemoryStorage({ clock: createClock() })
  return authenticatorOver({ records: createMemoryAccountRecords(), storage, close: async () => undefined }, given)
})

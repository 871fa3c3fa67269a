import { createAccountRecords, createStorage } from '../../../adapters/postgres/index.ts'
import { describeAuthenticator } from '../../contracts/accounts/authenticator.ts'
import type { OpenAuthenticatorFn } from '../../contracts/accounts/people.ts'
import { authenticatorOver } from '../../support/authenticator.ts'
import { type FreshDatabase, freshPglite, freshPostgres } from '../../support/databases.ts'

const opening =
  (fresh: () => Promise<FreshDatabase>): OpenAuthenticatorFn =>
  async (given) => {
    const { connection, close } = await fresh()
    const storage = createStorage({ connection })
    return authenticatorOver({ records: createAccountRecords(connection), storage, close }, given)
  }

describeAuthenticator('better-auth over PGlite', opening(freshPglite))
describeAuthenticator('better-auth over PostgreSQL', opening(freshPostgres))

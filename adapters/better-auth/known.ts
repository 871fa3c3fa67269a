import { type AccountRecord, equal } from '../../core/accounts/ports.ts'
import type { AuthenticatorOptions } from './options.ts'

/** What the library calls the provider of passwords. */
export const PASSWORD = 'credential'

/** What is known of an account, by its id. */
export const makeKnown = ({ records, storage }: Pick<AuthenticatorOptions, 'records' | 'storage'>) => {
  const personOf = async (accountId: string) => {
    const [account] = await records.find('accounts', equal({ id: accountId }))
    if (account === undefined) return null
    return storage.read((stores) => stores.people.find(String(account.personId)))
  }
  const hasTotp = async (accountId: string): Promise<boolean> =>
    (await records.find('totps', equal({ accountId, isConfirmed: true }))).length > 0
  /** null: the account has no password. */
  const passwordOf = async (accountId: string): Promise<AccountRecord | null> =>
    (await records.find('credentials', equal({ provider: PASSWORD, accountId }), 1))[0] ?? null
  /** What authenticator apps and passkeys show the account as. */
  const labelOf = async (accountId: string): Promise<string> => {
    const [account] = await records.find('accounts', equal({ id: accountId }))
    return String(account?.email ?? (await personOf(accountId))?.name ?? 'SparkOne')
  }
  return { personOf, hasTotp, passwordOf, labelOf }
}

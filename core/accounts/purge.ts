import type { CoreDeps } from '../deps.ts'
import { equal } from './records.ts'

/** When each kind of record is over. */
const OVER = [
  ['sessions', 'expiresAt'],
  ['verifications', 'expiresAt'],
  ['signInLinks', 'expiresAt'],
  ['signInTries', 'endsAt'],
] as const

/** Removes what is over, and accounts whose person is gone. Asks nothing of the sign-in library. */
export const purgeAccounts = async ({
  accountRecords: records,
  storage,
  clock,
}: Pick<CoreDeps, 'accountRecords' | 'storage' | 'clock'>): Promise<void> => {
  if (records === undefined) return
  const now = clock.now()
  for (const [table, field] of OVER) await records.remove(table, [{ field, is: '<', value: now }])
  for (const { id, personId } of await records.find('accounts', [])) {
    const person = await storage.read((stores) => stores.people.find(String(personId)))
    if (person === null) await records.remove('accounts', equal({ id: id ?? '' }))
  }
}

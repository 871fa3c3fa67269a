import type { WebRequest } from '../../core/accounts/ports.ts'
import type { House } from './house.ts'
import type { TryKey } from './tries.ts'

/** null: what was given is right; else what to answer. Wrong ones count for the account and the address. */
export const confirm = async (
  { tries, locked, refused }: House,
  request: WebRequest,
  accountId: string,
  what: string,
  isRight: () => Promise<boolean>,
) => {
  const keys: readonly TryKey[] = [
    ['address', request.address],
    ['code', accountId],
  ]
  const wait = await tries.take(keys)
  if (wait !== null) return locked(what, wait)
  if (!(await isRight())) return refused(what, accountId)
  await tries.forgive(keys)
  return null
}

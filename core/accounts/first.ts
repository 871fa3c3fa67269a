import type { Accounts, AccountsDeps } from './index.ts'

/** Nothing of the sign-in library is asked where somebody has an account, which is at every start but the first. */
export const makeEnsureFirst =
  ({ storage, records, authenticator }: AccountsDeps, invite: Accounts['invite']): Accounts['ensureFirst'] =>
  async (seed) => {
    if ((await records.find('accounts', [], 1)).length > 0) return null
    const [operator] = await storage.read((stores) => stores.people.operators())
    if (operator === undefined) return null
    if (seed !== null) {
      await authenticator.keeper.create({ personId: operator.id, ...seed })
      return null
    }
    return (await invite({ personId: operator.id, purpose: 'first' })).token
  }

import { DomainError } from '../kernel/errors.ts'
import type { SignInLink } from './account.ts'
import type { Accounts, AccountsDeps } from './index.ts'
import { type AccountRecord, equal, type RecordTest } from './records.ts'

const DAY_MS = 86_400_000
/** An invitation waits for somebody to read it; the other links are for who stands before the machine. */
const LASTS_MS: Readonly<Record<SignInLink['purpose'], number>> = {
  first: DAY_MS,
  invitation: 7 * DAY_MS,
  recovery: DAY_MS / 24,
}

export const makeInvite =
  ({ storage, records, clock, ids, onEvent }: AccountsDeps): Accounts['invite'] =>
  async ({ personId, purpose, resetsMfa = false }) => {
    const person = await storage.read((stores) => stores.people.find(personId))
    if (person === null) throw new DomainError('person_not_found', 'There is no such person.')
    const token = ids.secret()
    const createdAt = clock.now()
    const expiresAt = new Date(createdAt.getTime() + LASTS_MS[purpose])
    await records.remove('signInLinks', equal({ personId }))
    const digest = await ids.digest(token)
    await records.insert('signInLinks', { id: ids.uuid(), digest, personId, purpose, resetsMfa, createdAt, expiresAt })
    if (resetsMfa) {
      for (const { id } of await records.find('accounts', equal({ personId }))) {
        await records.remove('sessions', equal({ accountId: id ?? '' }))
      }
      // Pages that are open in them ask whether they may stay.
      await storage.run(async ({ changes }) => changes.publish({ topic: 'people', people: [personId] }))
    }
    onEvent({ event: 'invited', what: purpose, personId })
    return { token, expiresAt }
  }

const good = async ({ clock, ids }: AccountsDeps, token: string): Promise<readonly RecordTest[]> => [
  ...equal({ digest: await ids.digest(token) }),
  { field: 'expiresAt', is: '>', value: clock.now() },
]

export const makeLook =
  (deps: AccountsDeps): Accounts['look'] =>
  async (token) => {
    const [link] = await deps.records.find('signInLinks', await good(deps, token))
    if (link === undefined) return null
    const person = await deps.storage.read((stores) => stores.people.find(String(link.personId)))
    return person === null ? null : { personName: person.name, purpose: purposeOf(link) }
  }

export const makeRedeem =
  (deps: AccountsDeps): Accounts['redeem'] =>
  async (request, token) => {
    const { records, authenticator } = deps
    // Removing is the redemption: of many at once one is given the link.
    const [link] = await records.remove('signInLinks', await good(deps, token))
    if (link === undefined) return authenticator.keeper.refuseLink(request)
    const personId = String(link.personId)
    if (link.resetsMfa === true) await authenticator.keeper.resetMfa(personId)
    return authenticator.keeper.openFor(request, personId)
  }

const purposeOf = ({ purpose }: AccountRecord): SignInLink['purpose'] =>
  purpose === 'first' || purpose === 'recovery' ? purpose : 'invitation'

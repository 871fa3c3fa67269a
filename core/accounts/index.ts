import type { Clock } from '../kernel/clock.ts'
import type { Ids } from '../kernel/ids.ts'
import type { Storage } from '../ports.ts'
import { makeEnsureFirst } from './first.ts'
import { makeInvite, makeLook, makeRedeem } from './links.ts'
import type { AccountEvent, Authenticator, LinkPurpose, SignIn, WebRequest } from './ports.ts'
import type { AccountRecords } from './records.ts'

export type {
  Account,
  AccountEvent,
  Authenticator,
  Confirmed,
  Cookies,
  CredentialProblem,
  CredentialsSet,
  CurrentSession,
  LinkPurpose,
  Passkey,
  Session,
  SessionNeed,
  SignIn,
  SignInMethod,
  WebRequest,
  WithRecoveryCodes,
} from './ports.ts'

export { RECOVERY_CODES } from './ports.ts'
export { purgeAccounts } from './purge.ts'

export interface AccountsDeps {
  readonly storage: Storage
  readonly records: AccountRecords
  readonly authenticator: Authenticator
  readonly clock: Clock
  readonly ids: Ids
  readonly onEvent: (event: AccountEvent) => void
}

/** Ways in for people, by single-use links, over an Authenticator. */
export interface Accounts {
  readonly authenticator: Authenticator
  /**
   * A link for the person, whose older ones are void. `token` is in this answer and nowhere else. Throws DomainError
   * `person_not_found`. With `resetsMfa` the account's sessions end at once, and its second factors when it is redeemed.
   */
  invite(input: {
    readonly personId: string
    readonly purpose: LinkPurpose
    readonly resetsMfa?: boolean
  }): Promise<{ readonly token: string; readonly expiresAt: Date }>
  /** Who a link is for, so that a page can ask before using it up; null: used, expired or none. Changes nothing. */
  look(token: string): Promise<{ readonly personName: string; readonly purpose: LinkPurpose } | null>
  /** Uses the link up and opens a session that needs credentials first. By POST only: what previews links must not use them. */
  redeem(request: WebRequest, token: string): Promise<SignIn>
  /** At start-up, while nobody has an account: the first operator's link, or null where one was seeded or exists. */
  ensureFirst(seed: { readonly email: string; readonly password: string } | null): Promise<string | null>
}

export const makeAccounts = (deps: AccountsDeps): Accounts => {
  const invite = makeInvite(deps)
  return {
    authenticator: deps.authenticator,
    invite,
    look: makeLook(deps),
    redeem: makeRedeem(deps),
    ensureFirst: makeEnsureFirst(deps, invite),
  }
}

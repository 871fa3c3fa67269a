/** So many recovery codes are made at once. */
export const RECOVERY_CODES = 10

/** The sign-in of one person to the console. What it may do is the person's role, read at each request. */
export interface Account {
  readonly id: string
  readonly personId: string
  /** What is typed to sign in, lower case; null: only a passkey, a provider or a link lets them in. */
  readonly email: string | null
  readonly hasPassword: boolean
  readonly hasTotp: boolean
  /** Those not used yet, at most RECOVERY_CODES; none without TOTP. */
  readonly recoveryCodes: number
  readonly passkeys: number
  readonly createdAt: Date
}

/**
 * Why a link was made. first: by the first start, for the first operator · invitation: by an operator · recovery: by the
 * command line or an operator, for somebody who cannot get in.
 */
export type LinkPurpose = 'first' | 'invitation' | 'recovery'

/** A single-use way in for one person. The secret itself is in the address alone; we keep its digest. */
export interface SignInLink {
  readonly id: string
  readonly digest: string
  readonly personId: string
  readonly purpose: LinkPurpose
  /** Redeeming it takes second factors and passkeys away, for somebody who lost theirs. */
  readonly resetsMfa: boolean
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** What has to be done before anything else: give e-mail and password or a passkey · enrol a second factor. */
export type SessionNeed = 'credentials' | 'second_factor'

/** How a session was opened. `link`: by a sign-in link. */
export type SignInMethod = 'password' | 'passkey' | 'provider' | 'link'

/** One sign-in of one browser, as it may be shown: nothing in it lets anybody in. */
export interface Session {
  readonly id: string
  readonly accountId: string
  readonly personId: string
  readonly method: SignInMethod
  /** A second factor was given, or a passkey that verified its owner. */
  readonly hasPassedMfa: boolean
  /** Where it was opened. */
  readonly address: string | null
  readonly userAgent: string | null
  readonly createdAt: Date
  /** To the minute. */
  readonly lastSeenAt: Date
  /** When it ends at the latest, however much it is used. */
  readonly expiresAt: Date
}

export interface Passkey {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

/** One line for the log of who was let in, or not. Never an e-mail, an address or a secret. */
export interface AccountEvent {
  readonly event:
    | 'invited'
    | 'signed_in'
    | 'second_factor_asked'
    | 'refused'
    | 'locked'
    | 'signed_out'
    | 'changed'
    | 'revoked'
  /** What was tried or changed: password, totp, recovery_code, passkey, provider, link, session; of `invited` the link's purpose. */
  readonly what: string
  readonly personId: string | null
}

import type { Role } from '../kernel/actor.ts'
import type { Account, Passkey, Session, SessionNeed } from './account.ts'

export { parseEmail } from '../people/ports.ts'
export type {
  Account,
  AccountEvent,
  LinkPurpose,
  Passkey,
  Session,
  SessionNeed,
  SignInLink,
  SignInMethod,
} from './account.ts'
export { RECOVERY_CODES } from './account.ts'
export {
  type AccountRecord,
  type AccountRecords,
  equal,
  RECORD_TABLES,
  type RecordTable,
  type RecordTest,
  type RecordValue,
} from './records.ts'

/** What the Authenticator needs to know of a request. Plain values, so that any server can give them. */
export interface WebRequest {
  /** The Cookie header as it came; null: none. */
  readonly cookie: string | null
  /** Who asks, as far as TRUSTED_PROXIES can tell. */
  readonly address: string
  readonly userAgent: string | null
  /**
   * Scheme and host as the browser sees them (`https://ops.example.org`): PUBLIC_URL where there is one. Decides which
   * passkeys fit, and where a provider sends the browser back to.
   */
  readonly origin: string
  /** Whether the browser keeps cookies that are Secure for that origin: theirs have the prefix `__Host-`, others none. */
  readonly keepsSecure: boolean
}

/** Each a whole Set-Cookie value, to be passed on as it is, also with a refusal. Often none. */
export interface Cookies {
  readonly cookies: readonly string[]
}

/** The session a request has. */
export interface CurrentSession extends Cookies {
  readonly session: Session
  /** As of this request: a person who was demoted is a member at once, and one removed has no session. */
  readonly role: Role
  /** Anything but null: only what mends it (and signing out) may be offered. */
  readonly need: SessionNeed | null
  /** Belongs in every form of the session; the same as long as the session is. */
  readonly csrfToken: string
}

/**
 * How an attempt to get in ends.
 *
 * - session: in. The answer's cookies replace the browser's; a session it had before is over.
 * - second_factor: the first factor was right; `verify…` of SecondFactor goes on, within ten minutes.
 * - refused: wrong, and nothing says what; the same, and as slow, for an e-mail that nobody has.
 * - locked: too many wrong attempts for this account or from this address; nothing was tried.
 */
export type SignIn = Cookies &
  (
    | { readonly kind: 'session'; readonly current: CurrentSession }
    | { readonly kind: 'second_factor'; readonly methods: readonly ('totp' | 'recovery_code')[] }
    | { readonly kind: 'refused' }
    | { readonly kind: 'locked'; readonly retryAfterSeconds: number }
  )

/** An act on one's own account that asks for a secret again. `session`: the rotated one; others may be over. */
export type Confirmed = Exclude<SignIn, { kind: 'second_factor' }>

/** New e-mail or password that cannot be taken. */
export interface CredentialProblem {
  readonly field: 'email' | 'password'
  /** invalid: no address · taken: by another account · short, long: under 12, over 128 characters · common: anybody's first guess */
  readonly reason: 'invalid' | 'taken' | 'short' | 'long' | 'common'
}

export type CredentialsSet =
  | Confirmed
  | (Cookies & { readonly kind: 'invalid'; readonly problems: readonly CredentialProblem[] })

export interface Passwords {
  signIn(request: WebRequest, given: { readonly email: string; readonly password: string }): Promise<SignIn>
  /** Ends all other sessions and rotates this one. `current` wrong is `refused`. An account without a password has none to give: it uses `set`. */
  change(request: WebRequest, given: { readonly current: string; readonly next: string }): Promise<CredentialsSet>
  /**
   * Another e-mail to sign in with. An account with a password gives it as `current`; one without has none to give. Rotates
   * the session; other sessions stay.
   */
  changeEmail(
    request: WebRequest,
    given: { readonly current: string | null; readonly email: string },
  ): Promise<CredentialsSet>
  /**
   * E-mail and password of an account that has none, or whose session was opened by a link (then the old ones are
   * forgotten). Any other session is `refused`. Ends all other sessions and rotates this one.
   */
  set(request: WebRequest, given: { readonly email: string; readonly password: string }): Promise<CredentialsSet>
}

/** TOTP (RFC 6238: SHA-1, 6 digits, 30 s) and recovery codes. Each code is accepted once. */
export interface SecondFactor {
  /** After `second_factor`: ends the sign-in. Wrong tries count towards the lockout. */
  verifyTotp(request: WebRequest, code: string): Promise<SignIn>
  verifyRecoveryCode(request: WebRequest, code: string): Promise<SignIn>
  /** A new secret, which counts only once confirmed. An account with a password gives it. `uri`: otpauth://, for a QR code. */
  begin(
    request: WebRequest,
    given: { readonly password: string | null },
  ): Promise<
    | (Cookies & { readonly kind: 'begun'; readonly uri: string; readonly secret: string })
    | Exclude<Confirmed, { kind: 'session' }>
  >
  /** The first code proves that the app has the secret. Recovery codes are in this answer and nowhere else. */
  confirm(request: WebRequest, code: string): Promise<WithRecoveryCodes>
  /** New recovery codes; those before are void. A current code proves who asks. */
  renewRecoveryCodes(request: WebRequest, code: string): Promise<WithRecoveryCodes>
  /** Takes TOTP and recovery codes off the account. Where a second factor is required the session then needs one again. */
  disable(request: WebRequest, code: string): Promise<Confirmed>
}

export type WithRecoveryCodes =
  | (Extract<Confirmed, { kind: 'session' }> & { readonly recoveryCodes: readonly string[] })
  | Exclude<Confirmed, { kind: 'session' }>

/** WebAuthn. Options and answers are the JSON that browsers' `parse…OptionsFromJSON` and `toJSON` take and give. */
export interface Passkeys {
  list(request: WebRequest): Promise<readonly Passkey[]>
  /** null: no session, or it needs something else first. */
  registrationOptions(request: WebRequest): Promise<(Cookies & { readonly options: unknown }) | null>
  /** The session is rotated, and counts as having passed MFA where the passkey verified its owner. */
  register(request: WebRequest, given: { readonly name: string; readonly answer: unknown }): Promise<Confirmed>
  /** False: there is none of one's own with that id. */
  rename(request: WebRequest, id: string, name: string): Promise<boolean>
  /**
   * Ends all other sessions, as one may have been opened by it, and rotates this one. Where a second factor is required and
   * none is left the session then needs one again. null: there is none of one's own, or it is the last way into an account.
   */
  remove(request: WebRequest, id: string): Promise<Confirmed | null>
  signInOptions(request: WebRequest): Promise<Cookies & { readonly options: unknown }>
  signIn(request: WebRequest, answer: unknown): Promise<SignIn>
}

/** Sign-in by an OpenID Connect provider: code with PKCE, state and nonce. */
export interface Provider {
  /** What people know it by: its host. */
  readonly name: string
  /** Where the browser is sent. `unavailable`: the provider does not answer. */
  begin(
    request: WebRequest,
  ): Promise<Cookies & ({ readonly kind: 'begun'; readonly location: string } | { readonly kind: 'unavailable' })>
  /**
   * The browser is back, with this query. Lets in whom the provider was linked to, or else the person that has its verified
   * e-mail among their aliases; never makes a person, and never trusts an address that its owner typed here. A stranger is
   * `refused`, as is whatever is forged, replayed or late.
   */
  finish(request: WebRequest, query: string): Promise<SignIn>
}

export interface Sessions {
  /**
   * null: none, or it is over. Counts as use of the session, and rotates it where the person's role has changed; with
   * `touch: false`, for what a page does by itself, it does neither: what nobody uses ends, however long a page is open.
   */
  current(request: WebRequest, how?: { readonly touch: boolean }): Promise<CurrentSession | null>
  signOut(request: WebRequest): Promise<Cookies>
  /** One's own, last seen first. */
  list(request: WebRequest): Promise<readonly Session[]>
  /** False: no session of one's own has that id. What ends, here and below, is told as a change of its person. */
  revoke(request: WebRequest, id: string): Promise<boolean>
  /** How many ended. */
  revokeOthers(request: WebRequest): Promise<number>
}

/** For operators and the composition, who answer for whom they let: no request is asked. */
export interface AccountKeeper {
  /** null: that person has none. */
  accountOf(personId: string): Promise<Account | null>
  /** An account with e-mail and password, unless the person or the e-mail has one: then false. */
  create(given: { readonly personId: string; readonly email: string; readonly password: string }): Promise<boolean>
  sessionsOf(personId: string): Promise<readonly Session[]>
  /** All of them, or one. How many ended. */
  revoke(personId: string, sessionId?: string): Promise<number>
  /** Takes second factors, passkeys and providers off the account and ends its sessions. */
  resetMfa(personId: string): Promise<void>
  /**
   * Lets in the person of a link that was just redeemed, making the account where there is none. An account with a second
   * factor is still asked for it; a person who is gone is `refused`.
   */
  openFor(request: WebRequest, personId: string): Promise<SignIn>
  /** Counts and logs a link that lets nobody in. Too many from one address are `locked`. */
  refuseLink(request: WebRequest): Promise<SignIn>
}

/**
 * Who a browser is. All operations are safe to call with any request; what a session is needed for answers `refused` (or
 * an empty answer) without one. Secrets are hashed or encrypted at rest; sessions rotate on sign-in, on a change of
 * password or second factor and when the person's role changes. Loads its library at the first call.
 *
 * Throws PortError `accounts` when what it keeps its records in is down.
 */
export interface Authenticator {
  readonly sessions: Sessions
  readonly passwords: Passwords
  readonly secondFactor: SecondFactor
  readonly passkeys: Passkeys
  /** null: no provider is configured. */
  readonly provider: Provider | null
  readonly keeper: AccountKeeper
}

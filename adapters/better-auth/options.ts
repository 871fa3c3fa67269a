import type { AccountEvent, AccountRecords } from '../../core/accounts/ports.ts'
import type { Clock } from '../../core/kernel/clock.ts'
import type { Ids } from '../../core/kernel/ids.ts'
import type { Observer } from '../../core/kernel/observer.ts'
import type { Storage } from '../../core/ports.ts'

export interface OidcOptions {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** How long the provider has to answer all that one step of a sign-in asks of it; 8 s unless told otherwise. */
  readonly timeoutMs?: number
}

/** How passwords are kept: slow on purpose. The library's scrypt unless told otherwise. */
export interface PasswordHashing {
  hash(password: string): Promise<string>
  verify(given: { readonly hash: string; readonly password: string }): Promise<boolean>
}

export interface AuthenticatorOptions {
  readonly records: AccountRecords
  /** People are read here, at each request. */
  readonly storage: Storage
  readonly clock: Clock
  readonly ids: Ids
  readonly observer: Observer
  /** AUTH_SECRET; null: one is made once and kept with the records. */
  readonly secret: string | null
  readonly oidc: OidcOptions | null
  readonly requireMfa: boolean
  /** Cookies are Secure on every origin, so that a plain one keeps none and lets nobody in. */
  readonly onlySecure?: boolean
  /** How long a session lasts at most, and how long unused. */
  readonly sessionSeconds: { readonly absolute: number; readonly idle: number }
  readonly hashing?: PasswordHashing
  readonly onEvent: (event: AccountEvent) => void
}

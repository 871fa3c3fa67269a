import { createHash } from 'node:crypto'
import { createAuthenticator, type OidcOptions, type PasswordHashing } from '../../adapters/better-auth/index.ts'
import { createClock, createIds } from '../../adapters/memory/index.ts'
import type { AccountEvent, AccountRecords } from '../../core/accounts/ports.ts'
import type { Fact } from '../../core/kernel/observer.ts'
import type { Storage } from '../../core/ports.ts'
import type { AuthenticatorGiven, OpenAuthenticator } from '../contracts/accounts/people.ts'

export interface AuthenticatorParts {
  readonly records: AccountRecords
  readonly storage: Storage
  readonly oidc?: OidcOptions
  /** As in production, which takes a third of a second a password. */
  readonly isSlow?: boolean
  /** One that others turn too; absent: one of its own. */
  readonly clock?: ReturnType<typeof createClock>
  close(): Promise<void>
}

/** How much work passwords were: what tells a stranger's e-mail from a known one, if anything does. */
let work = 0
const digest = (password: string): string => {
  work += 1
  return createHash('sha256').update(password).digest('hex')
}
const hashing: PasswordHashing = {
  hash: async (password) => digest(password),
  verify: async ({ hash, password }) => digest(password) === hash,
}

/** better-auth over these records, on a clock that a test turns. */
export const authenticatorOver = (parts: AuthenticatorParts, given: AuthenticatorGiven): OpenAuthenticator => {
  const { records, storage, oidc = null, isSlow = false, close } = parts
  const clock = parts.clock ?? createClock(new Date('2026-03-02T12:00:00.000Z'))
  const ids = createIds()
  const facts: Fact[] = []
  const events: AccountEvent[] = []
  const onEvent = (event: AccountEvent): void => void events.push(event)
  const authenticator = createAuthenticator({
    ...given,
    records,
    storage,
    clock,
    ids,
    oidc,
    observer: { observe: (fact) => void facts.push(fact) },
    secret: null,
    ...(isSlow ? {} : { hashing }),
    onEvent,
  })
  return {
    authenticator,
    records,
    storage,
    clock,
    ids,
    facts,
    onEvent,
    logged: () => JSON.stringify(events),
    passwordWork: () => work,
    close,
  }
}

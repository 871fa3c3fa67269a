import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import type { PageQuery } from '../kernel/page.ts'
import { makeAuthenticate } from './authenticate.ts'
import { makeEnsureFirstKey } from './first-key.ts'
import { makeIssueKey, makeListKeys, makePageKeys, makeRevokeKey } from './issue.ts'
import type { ApiKey, Scope } from './key.ts'
import type { KeyPage } from './ports.ts'

export { checkKeyName, KEY_NAME_MAX } from './issue.ts'
export { type ApiKey, SCOPES, type Scope } from './key.ts'

/** Who a request comes from. `actor` is the key's person, or the first operator for a key without one. */
export interface Principal {
  readonly keyId: string
  readonly scopes: ReadonlySet<Scope>
  readonly actor: Actor
}

export interface IssueKey {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly personId?: string | null
  readonly expiresAt?: Date | null
}

export interface Access {
  /** null: no such key, or it has expired. */
  authenticate(secret: string): Promise<Principal | null>
  /** The secret is in the answer and nowhere else. */
  issue(input: IssueKey): Promise<{ key: ApiKey; secret: string }>
  /** Oldest first. */
  list(): Promise<readonly ApiKey[]>
  page(query: PageQuery): Promise<KeyPage>
  revoke(id: string): Promise<void>
  /**
   * At start-up: with `configured` (API_KEY) its row replaces an older seeded one. Without, and with no key at all,
   * makes the first key and returns its secret, once; else null.
   */
  ensureFirstKey(configured: string | null): Promise<string | null>
}

export const makeAccess = (deps: CoreDeps): Access => ({
  authenticate: makeAuthenticate(deps),
  issue: makeIssueKey(deps),
  list: makeListKeys(deps),
  page: makePageKeys(deps),
  revoke: makeRevokeKey(deps),
  ensureFirstKey: makeEnsureFirstKey(deps),
})

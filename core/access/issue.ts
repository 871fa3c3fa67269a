import type { CoreDeps } from '../deps.ts'
import { DomainError, invalid, together } from '../kernel/errors.ts'
import { lengthOf } from '../kernel/text.ts'
import type { Access } from './index.ts'
import type { ApiKey, Scope } from './key.ts'

/** In code points. */
export const KEY_NAME_MAX = 100
const PREFIX = 'spk_'
/** No database of ours holds much later moments. */
const LAST_MS = Date.UTC(9999, 0, 1)

/** A key and its secret. The prefix lets secret scanners and people tell what it is. */
export const mintKey = async (
  deps: Pick<CoreDeps, 'clock' | 'ids'>,
  key: Pick<ApiKey, 'name' | 'scopes' | 'personId' | 'origin' | 'expiresAt'>,
  given?: string,
): Promise<{ key: ApiKey; secret: string }> => {
  const secret = given ?? `${PREFIX}${deps.ids.secret()}`
  const digest = await deps.ids.digest(secret)
  return { secret, key: { ...key, id: deps.ids.uuid(), digest, createdAt: deps.clock.now(), lastUsedAt: null } }
}

export const checkKeyName = (name: string): string => {
  const trimmed = name.trim()
  if (trimmed !== '' && lengthOf(trimmed) <= KEY_NAME_MAX) return trimmed
  throw invalid('/name', `Must have 1 to ${KEY_NAME_MAX} characters.`)
}

const checkScopes = (scopes: readonly Scope[]): readonly Scope[] => {
  if (scopes.length === 0) throw invalid('/scopes', 'Name at least one scope.')
  return [...new Set(scopes)]
}

const checkExpiry = (expiresAt: Date | null, now: Date): Date | null => {
  if (expiresAt !== null && expiresAt <= now) throw invalid('/expires_at', 'Must be in the future.')
  if (expiresAt !== null && expiresAt.getTime() >= LAST_MS) throw invalid('/expires_at', 'Must lie before 9999.')
  return expiresAt
}

export const makeIssueKey =
  (deps: CoreDeps): Access['issue'] =>
  ({ name, scopes, personId = null, expiresAt = null }) =>
    deps.storage.run(async (stores) => {
      const isNobody = personId !== null && (await stores.people.find(personId)) === null
      const checked = together({
        name: () => checkKeyName(name),
        scopes: () => checkScopes(scopes),
        personId: () => {
          if (isNobody) throw invalid('/person_id', 'There is no such person.')
          return personId
        },
        expiresAt: () => checkExpiry(expiresAt, deps.clock.now()),
      })
      const minted = await mintKey(deps, { ...checked, origin: 'issued' })
      await stores.keys.insert(minted.key)
      return minted
    })

export const makeListKeys =
  (deps: CoreDeps): Access['list'] =>
  () =>
    deps.storage.read((stores) => stores.keys.list())

export const makePageKeys =
  (deps: CoreDeps): Access['page'] =>
  (query) =>
    deps.storage.read((stores) => stores.keys.page(query))

export const makeRevokeKey =
  (deps: CoreDeps): Access['revoke'] =>
  (id) =>
    deps.storage.run(async (stores) => {
      if (!(await stores.keys.remove(id))) throw new DomainError('key_not_found', 'There is no such key.')
    })

import type { CoreDeps } from '../deps.ts'
import { DomainError, invalid } from '../kernel/errors.ts'
import type { Access } from './index.ts'
import type { ApiKey } from './key.ts'

const NAME_MAX = 100
const PREFIX = 'spk_'

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

export const makeIssueKey =
  (deps: CoreDeps): Access['issue'] =>
  async (input) => {
    const name = input.name.trim()
    if (name === '' || [...name].length > NAME_MAX) throw invalid('/name', `Must have 1 to ${NAME_MAX} characters.`)
    if (input.scopes.length === 0) throw invalid('/scopes', 'Name at least one scope.')
    const expiresAt = input.expiresAt ?? null
    if (expiresAt !== null && expiresAt <= deps.clock.now()) throw invalid('/expires_at', 'Must be in the future.')
    const minted = await mintKey(deps, {
      name,
      scopes: [...new Set(input.scopes)],
      personId: input.personId ?? null,
      origin: 'issued',
      expiresAt,
    })
    await deps.storage.run(async (stores) => {
      if (minted.key.personId !== null && (await stores.people.find(minted.key.personId)) === null) {
        throw invalid('/person_id', 'There is no such person.')
      }
      await stores.keys.insert(minted.key)
    })
    return minted
  }

export const makeListKeys =
  (deps: CoreDeps): Access['list'] =>
  () =>
    deps.storage.read((stores) => stores.keys.list())

export const makeRevokeKey =
  (deps: CoreDeps): Access['revoke'] =>
  (id) =>
    deps.storage.run(async (stores) => {
      if (!(await stores.keys.remove(id))) throw new DomainError('key_not_found', 'There is no such key.')
    })

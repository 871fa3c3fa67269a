import type { CoreDeps } from '../deps.ts'
import type { Access } from './index.ts'
import { mintKey } from './issue.ts'
import { type ApiKey, SCOPES } from './key.ts'
import type { KeyStore } from './ports.ts'

export const makeEnsureFirstKey =
  (deps: CoreDeps): Access['ensureFirstKey'] =>
  async (configured) => {
    const operators = { scopes: SCOPES, personId: null, expiresAt: null }
    if (configured !== null) {
      const seeded = await mintKey(deps, { ...operators, name: 'API_KEY', origin: 'seeded' }, configured)
      await deps.storage.run(async (stores) => {
        const keys = await widened(stores.keys)
        // The same value again keeps its row and its last use; another value replaces it.
        if (keys.some(({ digest }) => digest === seeded.key.digest)) return
        for (const { id, origin } of keys) if (origin === 'seeded') await stores.keys.remove(id)
        await stores.keys.insert(seeded.key)
      })
      return null
    }
    const first = await mintKey(deps, { ...operators, name: 'first key', origin: 'first' })
    return deps.storage.run(async (stores) => {
      if ((await widened(stores.keys)).length > 0) return null
      await stores.keys.insert(first.key)
      return first.secret
    })
  }

/** All keys. Those that may do everything are given the scopes that a newer version brought. */
const widened = async (store: KeyStore): Promise<readonly ApiKey[]> => {
  const keys = await store.lockAll()
  for (const key of keys) {
    if (key.origin === 'issued' || key.scopes.length === SCOPES.length) continue
    await store.remove(key.id)
    await store.insert({ ...key, scopes: SCOPES })
  }
  return keys
}

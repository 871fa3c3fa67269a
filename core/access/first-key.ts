import type { CoreDeps } from '../deps.ts'
import type { Access } from './index.ts'
import { mintKey } from './issue.ts'
import { SCOPES } from './key.ts'

export const makeEnsureFirstKey =
  (deps: CoreDeps): Access['ensureFirstKey'] =>
  async (configured) => {
    const operators = { scopes: SCOPES, personId: null, expiresAt: null }
    if (configured !== null) {
      const seeded = await mintKey(deps, { ...operators, name: 'API_KEY', origin: 'seeded' }, configured)
      await deps.storage.run(async (stores) => {
        const keys = await stores.keys.lockAll()
        // The same value again keeps its row and its last use; another value replaces it.
        if (keys.some(({ digest }) => digest === seeded.key.digest)) return
        for (const { id, origin } of keys) if (origin === 'seeded') await stores.keys.remove(id)
        await stores.keys.insert(seeded.key)
      })
      return null
    }
    const first = await mintKey(deps, { ...operators, name: 'first key', origin: 'first' })
    return deps.storage.run(async (stores) => {
      if ((await stores.keys.lockAll()).length > 0) return null
      await stores.keys.insert(first.key)
      return first.secret
    })
  }

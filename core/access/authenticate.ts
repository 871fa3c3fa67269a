import type { CoreDeps } from '../deps.ts'
import { firstOperatorOf } from '../people/index.ts'
import type { Access } from './index.ts'

export const makeAuthenticate =
  (deps: CoreDeps): Access['authenticate'] =>
  async (secret) => {
    const digest = await deps.ids.digest(secret)
    const now = deps.clock.now()
    const found = await deps.storage.read(async (stores) => {
      const key = await stores.keys.findByDigest(digest)
      if (key === null || (key.expiresAt !== null && key.expiresAt <= now)) return null
      const person =
        key.personId === null ? await firstOperatorOf(stores.people) : await stores.people.find(key.personId)
      // The person is gone: the key speaks for nobody.
      if (person === null) return null
      return { key, actor: { personId: person.id, role: person.role, channel: 'api' as const } }
    })
    if (found === null) return null
    const { key, actor } = found
    if (key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() >= TOUCH_AFTER_MS) {
      await deps.storage.run((stores) => stores.keys.touch(key.id, now))
    }
    return { keyId: key.id, scopes: new Set(key.scopes), actor }
  }

const TOUCH_AFTER_MS = 60_000

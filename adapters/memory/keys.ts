import type { ApiKey, KeyStore } from '../../core/access/ports.ts'
import { pageOf, placeAt } from './page.ts'
import type { Tables } from './tables.ts'
import { by } from './values.ts'

const TOUCH_INTERVAL_MS = 60_000

const age = by<ApiKey>(
  (key) => key.createdAt,
  (key) => key.id,
)

export const createKeyStore = ({ keys }: Tables): KeyStore => ({
  insert: async (key) => keys.set(key.id, key),
  findByDigest: async (digest) => keys.where((key) => key.digest === digest)[0] ?? null,
  list: async () => keys.all().toSorted(age),
  page: async (query) => {
    const { rows, ...ends } = pageOf(
      keys.all().toSorted(age),
      query,
      ({ createdAt, id }) => placeAt(createdAt, id),
      'ascending',
    )
    return { keys: rows, ...ends }
  },
  // Units of work run one after the other here anyway.
  lockAll: async () => keys.all().toSorted(age),
  remove: async (id) => keys.delete(id),
  touch: async (id, at) => {
    const key = keys.get(id)
    if (key === null) return
    const recent = key.lastUsedAt !== null && at.getTime() - key.lastUsedAt.getTime() < TOUCH_INTERVAL_MS
    if (!recent) keys.set(id, { ...key, lastUsedAt: at })
  },
})

import type { IdempotencyStore } from '../../core/kernel/idempotency.ts'
import type { Tables } from './tables.ts'
import { asJson, keyOf } from './values.ts'

/** Units of work run one after the other here, so that nobody ever finds a key `running`. */
export const createIdempotencyStore = ({ responses }: Tables): IdempotencyStore => ({
  claim: async (scope, key) => {
    const row = responses.lock(keyOf(scope, key))
    return row === null ? { state: 'fresh' } : { state: 'done', response: row.response }
  },
  save: async (scope, key, response, now) =>
    responses.set(keyOf(scope, key), { response: { ...response, body: asJson(response.body) }, savedAt: now }),
  purge: async (before) => responses.deleteWhere((row) => row.savedAt < before),
})

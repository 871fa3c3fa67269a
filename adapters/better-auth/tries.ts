import { normalizeIP } from '@better-auth/core/utils/ip'
import { type AccountRecords, equal } from '../../core/accounts/ports.ts'
import type { Clock } from '../../core/kernel/clock.ts'
import { at } from './rows.ts'

const WINDOW_MS = 15 * 60_000

/** How often something may be tried in a quarter of an hour. */
export const LIMITS = { address: 60, email: 10, code: 5 } as const

export type TryKey = readonly [kind: keyof typeof LIMITS, of: string]

/**
 * Counts tries with the records, so that all processes see them and no restart forgets them. A try is counted before it is
 * made, so that many at once are not more than the limit, and given back when it was right.
 */
export const makeTries = (records: AccountRecords, clock: Clock) => {
  // Whoever has one address of IPv6 has its whole /64, and may change it at each try.
  const keyOf = ([kind, of]: TryKey): string =>
    `${kind}:${kind === 'address' ? normalizeIP(of, { ipv6Subnet: 64 }) : of}`

  /** Seconds until there is another try; null: this one may be made. */
  const take = async (key: TryKey): Promise<number | null> => {
    const now = clock.now()
    const [row] = await records.update(
      'signInTries',
      [...equal({ key: keyOf(key) }), { field: 'endsAt', is: '>', value: now }],
      {},
      { tries: 1 },
    )
    if (row !== undefined) {
      if (Number(row.tries) <= LIMITS[key[0]]) return null
      return Math.max(1, Math.ceil((at(row.endsAt) - now.getTime()) / 1000))
    }
    await records.remove('signInTries', [...equal({ key: keyOf(key) }), { field: 'endsAt', is: '<=', value: now }])
    const endsAt = new Date(now.getTime() + WINDOW_MS)
    const isFirst = await records.insert('signInTries', { key: keyOf(key), tries: 1, endsAt })
    return isFirst ? null : take(key)
  }

  return {
    /**
     * As `take` for all of them, until one has to wait: what is not tried then is not counted, so that an address that is
     * locked cannot lock accounts. Name the address first.
     */
    take: async (keys: readonly TryKey[]): Promise<number | null> => {
      for (const key of keys) {
        const wait = await take(key)
        if (wait !== null) return wait
      }
      return null
    },
    /** It was right: an address has this try back, all else begins anew. */
    forgive: async (keys: readonly TryKey[]): Promise<void> => {
      for (const key of keys) {
        if (key[0] !== 'address') await records.remove('signInTries', equal({ key: keyOf(key) }))
        else await records.update('signInTries', equal({ key: keyOf(key) }), {}, { tries: -1 })
      }
    },
  }
}

import type { Delivery } from './notification.ts'

const SECOND = 1000
/** After the first, second, … failure, in seconds; the last one repeats. */
const PAUSES = {
  /** Another channel waits: be quick. */
  passing: [1, 2, 4, 8, 16],
  whatsapp: [2, 30, 120, 600, 1800],
  email: [30, 120, 600, 1800],
} as const satisfies Record<string, readonly number[]>

/** A fraction in [0, 1) made of an id: chance enough to spread retries, and the same at every look. */
export const jitter = (id: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32
}

/**
 * Milliseconds to wait after this attempt failed for now. Full jitter while another channel waits; from half of the
 * pause on when it is throttled or the last channel, where a wait of almost nothing would help nobody. Never less than
 * the gateway asked for.
 */
export const retryDelay = (
  delivery: Pick<Delivery, 'id' | 'channel' | 'attempt'>,
  isLast: boolean,
  failure: { reason: string; retryAfterMs: number | null },
): number => {
  const pauses: readonly number[] = isLast ? PAUSES[delivery.channel] : PAUSES.passing
  const pause = (pauses[delivery.attempt - 1] ?? pauses.at(-1) ?? 1) * SECOND
  const chance = jitter(delivery.id)
  const hasFloor = isLast || failure.reason === 'throttled'
  const delay = Math.round(hasFloor ? pause * (0.5 + chance / 2) : pause * chance)
  return failure.retryAfterMs === null ? delay : Math.max(failure.retryAfterMs, delay)
}

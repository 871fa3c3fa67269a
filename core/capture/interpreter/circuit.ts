import type { Clock } from '../../kernel/clock.ts'

export type CircuitState = 'closed' | 'half_open' | 'open'

/** Keeps an interpreter that fails from being asked for a while. Of this process alone. */
export interface Circuit {
  /** Whether it may be asked now. After a rest one may try, and the others wait for how that ends. */
  enter(): boolean
  /** It answered, whatever it said. */
  passed(): void
  /** It did not, or asked for a pause of that long. */
  failed(retryAfterMs: number | null): void
  state(): CircuitState
}

const FAILURES = 3
const REST_MS = 30_000
const LONGEST_REST_MS = 300_000

/** Opens after three failures in a row, for half a minute, and for twice as long each time the try after it fails. */
export const makeCircuit = (clock: Clock): Circuit => {
  let failures = 0
  let restMs = REST_MS
  /** null: closed. */
  let opensAt: number | null = null
  let triedAt: number | null = null
  const now = () => clock.now().getTime()

  const state = (): CircuitState => (opensAt === null ? 'closed' : now() < opensAt ? 'open' : 'half_open')

  return {
    state,
    enter: () => {
      if (state() !== 'half_open') return state() === 'closed'
      // A try that never ended must not keep all others out for ever.
      if (triedAt !== null && now() - triedAt < REST_MS) return false
      triedAt = now()
      return true
    },
    passed: () => {
      failures = 0
      restMs = REST_MS
      opensAt = null
      triedAt = null
    },
    failed: (retryAfterMs) => {
      failures += 1
      triedAt = null
      if (opensAt === null && failures < FAILURES && retryAfterMs === null) return
      // Those who asked before it opened and fail after it change nothing.
      if (state() === 'open') return
      if (opensAt !== null) restMs = Math.min(restMs * 2, LONGEST_REST_MS)
      opensAt = now() + Math.max(restMs, Math.min(retryAfterMs ?? 0, LONGEST_REST_MS))
    },
  }
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jitter, retryDelay } from '../../../core/notify/backoff.ts'

const UNREACHABLE = { reason: 'unreachable', retryAfterMs: null }

describe('the wait before another attempt', () => {
  it('is spread evenly over ids, and the same for the same id', () => {
    const ids = Array.from({ length: 1000 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
    const tenths = new Map<number, number>()
    for (const id of ids) {
      const tenth = Math.floor(jitter(id) * 10)
      tenths.set(tenth, (tenths.get(tenth) ?? 0) + 1)
      expect(jitter(id)).toBe(jitter(id))
    }
    expect(tenths.size).toBe(10)
    for (const count of tenths.values()) expect(count).toBeGreaterThan(60)
  })

  it('doubles from a second, with full jitter, while another channel waits', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 8 }), (id, attempt) => {
        const delay = retryDelay({ id, channel: 'whatsapp', attempt }, false, UNREACHABLE)
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(Math.min(16_000, 1000 * 2 ** (attempt - 1)))
      }),
    )
  })

  it('has a floor when throttled, and is never less than the gateway asks for', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: 60_000 }), (id, retryAfterMs) => {
        const delivery = { id, channel: 'whatsapp', attempt: 3 } as const
        const throttled = { reason: 'throttled', retryAfterMs: null }
        expect(retryDelay(delivery, false, throttled)).toBeGreaterThanOrEqual(2_000)
        expect(retryDelay(delivery, false, { ...throttled, retryAfterMs })).toBeGreaterThanOrEqual(retryAfterMs)
      }),
    )
  })

  it('grows to half an hour on the last channel', () => {
    const waits = [1, 2, 3, 4, 5, 9].map((attempt) =>
      retryDelay({ id: 'x', channel: 'email', attempt }, true, UNREACHABLE),
    )
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits)
    expect(waits.at(-1)).toBeLessThanOrEqual(1_800_000)
    expect(waits[0]).toBeGreaterThanOrEqual(15_000)
  })
})

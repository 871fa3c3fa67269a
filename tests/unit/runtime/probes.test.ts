import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cachedProbe, timed } from '../../../runtime/probes.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const never = (): Promise<never> => new Promise(() => undefined)
const fine = { status: 'ok' as const, detail: 'answers' }

describe.each([
  ['a probe of the outside', (ask: () => Promise<typeof fine>) => cachedProbe(ask)],
  ['a timed question', (ask: () => Promise<typeof fine>) => () => timed(ask)],
])('%s', (_, make) => {
  it('is unavailable after three seconds of silence, and not before', async () => {
    let said: unknown = null
    const asked = make(never)().then((probe) => {
      said = probe
    })
    await vi.advanceTimersByTimeAsync(2999)
    expect(said).toBeNull()
    await vi.advanceTimersByTimeAsync(1)
    await asked
    expect(said).toEqual({ status: 'unavailable', detail: 'does not answer within 3 s', latencyMs: 3000 })
  })

  it('says how long an answer took, and leaves no timer behind', async () => {
    const asked = make(() => new Promise((resolve) => setTimeout(() => resolve(fine), 120)))()
    await vi.advanceTimersByTimeAsync(120)
    expect(await asked).toEqual({ ...fine, latencyMs: 120 })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is unavailable when the question fails, and says nothing of why', async () => {
    const failing = () => Promise.reject(new Error('password wrong for ana'))
    expect(await make(failing)()).toEqual({ status: 'unavailable', detail: 'does not answer', latencyMs: 0 })
  })
})

describe('a cached probe', () => {
  it('asks once for all who ask within ten seconds, also while the first waits in vain', async () => {
    let asked = 0
    const probe = cachedProbe(() => {
      asked += 1
      return never()
    })
    const all = [probe(), probe()]
    await vi.advanceTimersByTimeAsync(3000)
    expect(new Set((await Promise.all(all)).map(({ status }) => status))).toEqual(new Set(['unavailable']))
    await vi.advanceTimersByTimeAsync(7000)
    void probe()
    expect(asked).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    void probe()
    expect(asked).toBe(2)
  })
})

import { describe, expect, it } from 'vitest'
import { ticksTo } from '../../../handlers/web/parts/scale.ts'

describe("a chart's axis", () => {
  it.each([
    [1, 'count', [0, 1]],
    [3, 'count', [0, 1, 2, 3]],
    [11, 'count', [0, 5, 10, 15]],
    [97, 'count', [0, 50, 100]],
    [1234, 'count', [0, 500, 1000, 1500]],
    [0.3, 'seconds', [0, 0.1, 0.2, 0.3]],
    [45, 'seconds', [0, 15, 30, 45]],
    [200, 'seconds', [0, 60, 120, 180, 240]],
    [9000, 'seconds', [0, 3600, 7200, 10_800]],
  ] as const)('has round ticks up to %d %s', (most, unit, ticks) => {
    expect(ticksTo(most, unit)).toEqual(ticks)
  })

  it('reaches the highest value with few ticks, however high it is', () => {
    for (let power = -2; power < 9; power += 0.13) {
      for (const unit of ['count', 'seconds'] as const) {
        const most = 10 ** power
        const ticks = ticksTo(most, unit)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most)
        expect(ticks.length).toBeLessThanOrEqual(6)
      }
    }
  })
})

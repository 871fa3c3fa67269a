import { describe, it } from 'vitest'
import { expectPeace } from './peace.ts'
import { simulate } from './simulated.ts'

const runs = Number(process.env.SOAK_RUNS ?? 8)
const seeds = Array.from({ length: runs }, (_, index) => index + 1)

describe('three writers, faults and killed workers', () => {
  it.each(seeds)('converge, lose no field, double nothing, write no more than once a change: seed %i', async (seed) => {
    await expectPeace(await simulate(seed, 60))
  })
})

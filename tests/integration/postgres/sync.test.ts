import { describe, it } from 'vitest'
import { createStorage } from '../../../adapters/postgres/index.ts'
import { freshPglite, freshPostgres } from '../../support/databases.ts'
import { expectPeace } from '../../unit/sync/peace.ts'
import { simulate } from '../../unit/sync/simulated.ts'

const seeds = Array.from({ length: Number(process.env.SOAK_RUNS ?? 1) }, (_, index) => index + 1)

describe.each([
  ['PostgreSQL', freshPostgres],
  ['PGlite', freshPglite],
] as const)('on %s, three writers, faults and killed workers', (_, open) => {
  it.each(seeds)(
    'converge, lose no field and double nothing, as in memory: seed %i',
    { timeout: 180_000 },
    async (seed) => {
      const { connection, close } = await open()
      try {
        await expectPeace(await simulate(seed, 12, createStorage({ connection })))
      } finally {
        await close()
      }
    },
  )
})

import { describe, it } from 'vitest'
import { createStorage } from '../../adapters/postgres/index.ts'
import type { Fact } from '../../core/kernel/observer.ts'
import { describeAllStores } from '../contracts/index.ts'
import { freshPostgres } from '../support/databases.ts'

const server = process.env.LIVE_DATABASE_URL

// Each case makes a database of its own on that server and drops it: the user needs the right to.
if (server) {
  describeAllStores(
    'PostgreSQL, live',
    async () => {
      const facts: Fact[] = []
      const { connection, close } = await freshPostgres({ server })
      const storage = createStorage({ connection, observer: { observe: (fact) => facts.push(fact) } })
      return { storage, facts, close }
    },
    { concurrent: true },
  )
} else {
  describe('store contracts: PostgreSQL, live', () => {
    it('need LIVE_DATABASE_URL, a server where databases may be made and dropped', ({ skip }) => skip('not configured'))
  })
}

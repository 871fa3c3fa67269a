import { createStorage } from '../../../adapters/postgres/unit-of-work.ts'
import type { Fact } from '../../../core/kernel/observer.ts'
import type { OpenStorageFn } from '../../contracts/index.ts'
import type { FreshDatabase } from '../../support/databases.ts'

/** A storage over a fresh database for each case. */
export const opening =
  (fresh: () => Promise<FreshDatabase>): OpenStorageFn =>
  async () => {
    const facts: Fact[] = []
    const { connection, close } = await fresh()
    const storage = createStorage({ connection, observer: { observe: (fact) => facts.push(fact) } })
    return { storage, facts, close }
  }

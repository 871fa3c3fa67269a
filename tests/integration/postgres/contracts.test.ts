import { inject } from 'vitest'
import { createStorage } from '../../../adapters/postgres/unit-of-work.ts'
import type { Fact } from '../../../core/kernel/observer.ts'
import { type ContractOptions, describeAllStores, type OpenStorageFn } from '../../contracts/index.ts'
import { type FreshDatabase, freshPglite, freshPostgres } from '../../support/databases.ts'

const opening =
  (fresh: () => Promise<FreshDatabase>): OpenStorageFn =>
  async () => {
    const facts: Fact[] = []
    const { connection, close } = await fresh()
    const storage = createStorage({ connection, observer: { observe: (fact) => facts.push(fact) } })
    return { storage, facts, close }
  }

const newest = (): Promise<FreshDatabase> => freshPostgres({ server: inject('postgres18Url') })

const databases: readonly [name: string, fresh: () => Promise<FreshDatabase>, options: ContractOptions][] = [
  ['PostgreSQL', () => freshPostgres(), { concurrent: true }],
  ['PostgreSQL 18', newest, { concurrent: true }],
  ['PGlite', freshPglite, {}],
]

for (const [name, fresh, options] of databases) describeAllStores(name, opening(fresh), options)

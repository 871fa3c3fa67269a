import { inject } from 'vitest'
import { describeAllStores } from '../../contracts/index.ts'
import { reusedPostgres } from '../../support/reused-postgres.ts'
import { opening } from './opening.ts'

describeAllStores('PostgreSQL 18', opening(reusedPostgres(() => ({ server: inject('postgres18Url') }))), {
  concurrent: true,
})

import { inject } from 'vitest'
import { describeAllStores } from '../../contracts/index.ts'
import { freshPostgres } from '../../support/databases.ts'
import { opening } from './opening.ts'

describeAllStores(
  'PostgreSQL 18',
  opening(() => freshPostgres({ server: inject('postgres18Url') })),
  { concurrent: true },
)

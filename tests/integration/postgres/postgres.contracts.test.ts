import { describeAllStores } from '../../contracts/index.ts'
import { freshPostgres } from '../../support/databases.ts'
import { opening } from './opening.ts'

describeAllStores(
  'PostgreSQL',
  opening(() => freshPostgres()),
  { concurrent: true },
)

import { describeAllStores } from '../../contracts/index.ts'
import { reusedPostgres } from '../../support/reused-postgres.ts'
import { opening } from './opening.ts'

describeAllStores('PostgreSQL', opening(reusedPostgres()), { concurrent: true })

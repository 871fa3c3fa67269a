import { describeAllStores } from '../../contracts/index.ts'
import { freshPglite } from '../../support/databases.ts'
import { opening } from './opening.ts'

describeAllStores('PGlite', opening(freshPglite))

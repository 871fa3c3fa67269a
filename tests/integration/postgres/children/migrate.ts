import { migrate } from '../../../../adapters/postgres/migrate.ts'
import { openPostgres } from '../../../../adapters/postgres/open-postgres.ts'

const connection = await openPostgres(process.argv[2] ?? '')
const { before, after } = await migrate(connection)
process.stdout.write(`${JSON.stringify({ before, after })}\n`)
await connection.close()

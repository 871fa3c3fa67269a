import { migrate } from '../../../../adapters/postgres/migrate.ts'
import { openPglite } from '../../../../adapters/postgres/open-pglite.ts'
import { createStorage } from '../../../../adapters/postgres/unit-of-work.ts'
import { aPerson } from '../../../contracts/samples.ts'

// Writes people into a folder for ever, and says each one's id only after its commit.
const connection = await openPglite(process.argv[2] ?? '')
await migrate(connection)
const storage = createStorage({ connection })
process.stdout.write('open\n')
for (;;) {
  const person = aPerson()
  await storage.run((stores) => stores.people.insert(person))
  process.stdout.write(`committed ${person.id}\n`)
}

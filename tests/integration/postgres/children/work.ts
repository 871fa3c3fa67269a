import type { Connection } from '../../../../adapters/postgres/connection.ts'
import { createJobRunner } from '../../../../adapters/postgres/job-runner.ts'
import { openPglite } from '../../../../adapters/postgres/open-pglite.ts'
import { openPostgres } from '../../../../adapters/postgres/open-postgres.ts'
import { createStorage } from '../../../../adapters/postgres/unit-of-work.ts'
import { createRecorder, wake } from '../../../contracts/job-harness.ts'

// A worker that begins one job and never ends it.
const place = process.argv[2] ?? ''
const connection: Connection = place.startsWith('postgres') ? await openPostgres(place) : await openPglite(place)
const storage = createStorage({ connection })
const runner = createJobRunner({ connection })
await runner.start()
await storage.run((stores) => stores.jobs.enqueue(wake('lost')))
const { handlers } = createRecorder(() => {
  process.stdout.write('begun\n')
  return new Promise(() => undefined)
})
setInterval(() => undefined, 1_000)
await runner.drain(handlers, { max: 1 })

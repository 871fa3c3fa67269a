import { createJobRunner, type PostgresJobRunner } from '../../../adapters/postgres/job-runner.ts'
import { createStorage } from '../../../adapters/postgres/unit-of-work.ts'
import { describeJobs, type OpenJobsFn } from '../../contracts/index.ts'
import { type FreshDatabase, freshPglite } from '../../support/databases.ts'
import { reusedPostgres } from '../../support/reused-postgres.ts'

const opening =
  (fresh: () => Promise<FreshDatabase>): OpenJobsFn =>
  async () => {
    const { connection, close } = await fresh()
    // Time stands still for whoever asks for minutes, so that no real one ends in the middle of their test.
    let stopped: number | null = null
    const nextMinute = async (): Promise<void> => {
      stopped = (stopped ?? Date.now()) + 60_000
    }
    const runners: PostgresJobRunner[] = []
    const another = async (): Promise<PostgresJobRunner> => {
      const runner = createJobRunner({ connection, clock: { now: () => new Date(stopped ?? Date.now()) } })
      runners.push(runner)
      return runner
    }
    const runner = await another()
    return {
      storage: createStorage({ connection }),
      runner,
      desk: runner,
      another,
      now: () => new Date(),
      advance: async (ms) => {
        await connection.queueDatabase.executeSql(
          `update pgboss.job set start_after = start_after - $1::int8 * interval '1 ms',
             started_on = started_on - $1::int8 * interval '1 ms',
             heartbeat_on = heartbeat_on - $1::int8 * interval '1 ms'
           where state < 'completed' and name <> '__pgboss__send-it'`,
          [ms],
        )
      },
      get nextMinute() {
        stopped ??= Date.now()
        return nextMinute
      },
      close: async () => {
        await Promise.all(runners.map((runner) => runner.stop()))
        await close()
      },
    }
  }

describeJobs('PostgreSQL', opening(reusedPostgres()), { concurrent: true })
describeJobs('PGlite', opening(freshPglite))

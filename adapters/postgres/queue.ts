import type { ConstructorOptions, Db, PgBoss } from 'pg-boss'
import { PortError } from '../../core/kernel/errors.ts'
import { toPortError } from './errors.ts'
import { JOB_NAMES } from './job-queues.ts'

/** What every pg-boss of ours has in common: it migrates nothing, since `migrate` does, and it reports to nobody. */
export const queueOptions = (kind: 'postgres' | 'pglite', db: Db): ConstructorOptions => ({
  db,
  backend: kind,
  migrate: false,
  registerInstance: false,
  persistWarnings: false,
  openTelemetry: { enabled: false },
})

/** pg-boss of one database, loaded and started at the first use; a start that failed is tried again at the next. */
export const createQueue = (kind: 'postgres' | 'pglite', db: Db) => {
  let starting: Promise<PgBoss> | null = null

  const start = async (): Promise<PgBoss> => {
    const { PgBoss } = await import('pg-boss')
    const boss = new PgBoss({ ...queueOptions(kind, db), supervise: false, schedule: false })
    boss.on('error', () => undefined)
    try {
      await boss.start()
      if (kind === 'pglite') await reviveLost(boss, db)
      return boss
    } catch (error) {
      await boss.stop({ graceful: false }).catch(() => undefined)
      const known = toPortError(error)
      if (known instanceof PortError) throw known
      throw new PortError('storage', 'misconfigured', 'The job queue is not migrated: run `migrate`.', { cause: error })
    }
  }

  return {
    get: (): Promise<PgBoss> => {
      starting ??= start().catch((error: unknown) => {
        starting = null
        throw error
      })
      return starting
    },
    close: async (): Promise<void> => {
      const boss = await starting?.catch(() => null)
      await boss?.stop({ graceful: false })
    },
  }
}

/**
 * The folder is this process's alone, so that what is being worked on at its start died with the process before: it is
 * due again at once. A job on its last attempt becomes a dead letter, or one that kills its process would for ever.
 */
const reviveLost = async (boss: PgBoss, db: Db): Promise<void> => {
  await db.executeSql(
    `update pgboss.job set state = 'retry', start_after = now(), heartbeat_on = null
     where state = 'active' and retry_count < retry_limit and name = any($1::text[])`,
    [JOB_NAMES],
  )
  const lost = `select name, id from pgboss.job where state = 'active' and name = any($1::text[])`
  const { rows } = await db.executeSql(lost, [JOB_NAMES])
  for (const { name, id } of rows) await boss.fail(name, id)
}

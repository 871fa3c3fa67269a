import type { ConstructorOptions, Db, PgBoss } from 'pg-boss'
import { PortError } from '../../core/kernel/errors.ts'
import { toPortError } from './errors.ts'

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
      return await boss.start()
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

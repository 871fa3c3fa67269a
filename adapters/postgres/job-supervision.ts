import type { PgBoss } from 'pg-boss'
import type { Clock } from '../../core/kernel/clock.ts'
import { SCHEDULE } from '../../core/kernel/jobs.ts'
import type { Connection } from './connection.ts'
import { createQueues } from './job-queues.ts'
import { queueOptions } from './queue.ts'

export interface SupervisionOptions {
  readonly connection: Connection
  readonly onError?: (error: unknown) => void
  readonly clock?: Clock
}

// With pg-boss's own intervals a dead worker is noticed after a minute. All processes share one pass per interval.
const INTERVALS = {
  superviseIntervalSeconds: 2,
  monitorIntervalSeconds: 3,
  maintenanceIntervalSeconds: 600,
  cronMonitorIntervalSeconds: 5,
  cronWorkerIntervalSeconds: 2,
}

/** The pg-boss of this process that looks after jobs of dead workers, old jobs and the schedule. */
export const createSupervision = ({ connection, onError = () => undefined, clock }: SupervisionOptions) => {
  let starting: Promise<PgBoss> | null = null

  const start = async (): Promise<PgBoss> => {
    const { PgBoss, systemClock } = await import('pg-boss')
    const own = clock === undefined ? {} : { clock: { ...bound(systemClock), now: () => clock.now().getTime() } }
    const options = { ...queueOptions(connection.kind, connection.queueDatabase), ...INTERVALS, ...own }
    const boss = new PgBoss({ ...options, supervise: true, schedule: true })
    boss.on('error', onError)
    try {
      await boss.start()
      await createQueues(boss)
      await keepSchedule(boss)
    } catch (error) {
      await boss.stop({ graceful: false }).catch(() => undefined)
      throw error
    }
    return boss
  }

  return {
    start: async (): Promise<void> => {
      starting ??= start().catch((error: unknown) => {
        starting = null
        throw error
      })
      await starting
    },
    stop: async (): Promise<void> => {
      const boss = await starting?.catch(() => null)
      starting = null
      await boss?.stop({ graceful: true, timeout: 5_000 })
    },
  }
}

const keepSchedule = async (boss: PgBoss): Promise<void> => {
  for (const { name, cron } of SCHEDULE) await boss.schedule(name, cron, {}, { tz: 'UTC' })
  for (const { name, key } of await boss.getSchedules()) {
    if (!SCHEDULE.some((entry) => entry.name === name)) await boss.unschedule(name, key)
  }
}

type Timers = Pick<
  typeof import('pg-boss').systemClock,
  'setTimeout' | 'clearTimeout' | 'setInterval' | 'clearInterval'
>

const bound = (system: Timers): Timers => ({
  setTimeout: (work, ms) => system.setTimeout(work, ms),
  clearTimeout: (timer) => system.clearTimeout(timer),
  setInterval: (work, ms) => system.setInterval(work, ms),
  clearInterval: (timer) => system.clearInterval(timer),
})

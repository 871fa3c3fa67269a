import type { Log } from '../adapters/pino/log.ts'
import type { Core } from '../core/index.ts'

/** What the first copy of all tasks to a mirror takes, told before a worker begins it; nothing of those that had theirs. */
export const tellFirstCopies = async ({ sync }: Pick<Core, 'sync'>, log: Pick<Log, 'info'>): Promise<void> => {
  for (const { name, sweptAt, pause } of await sync.status()) {
    if (sweptAt !== null || pause !== null) continue
    const { tasks, requests, estimatedSeconds } = await sync.plan(name)
    log.info({ mirror: name, tasks, requests, estimated_seconds: estimatedSeconds }, 'all tasks will be copied')
  }
}

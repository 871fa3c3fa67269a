import type { PgBoss, QueueOptions } from 'pg-boss'
import { JOB_POLICY, type JobName } from '../../core/kernel/jobs.ts'

export const JOB_NAMES = Object.keys(JOB_POLICY) as readonly JobName[]
/** Where jobs go that failed to the last; each keeps the name it came from. */
export const DEAD_LETTERS = 'dead-letters'
/** A worker says this often that it lives; pg-boss allows no less. */
export const HEARTBEAT_SECONDS = 10

const DAY = 86_400

const optionsOf = (name: JobName): QueueOptions => {
  const { attempts, timeoutSeconds } = JOB_POLICY[name]
  return {
    retryLimit: attempts - 1,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 600,
    expireInSeconds: timeoutSeconds,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    // Done is done: what is kept of it only slows the table down.
    deleteAfterSeconds: 3_600,
    retentionSeconds: 90 * DAY,
  }
}

/** Gives every job name its queue with its policy, and all of them one queue of dead letters. Idempotent. */
export const createQueues = async (boss: PgBoss): Promise<void> => {
  await boss.createQueue(DEAD_LETTERS, { retentionSeconds: 90 * DAY })
  for (const name of JOB_NAMES) {
    const options = { ...optionsOf(name), deadLetter: DEAD_LETTERS }
    await boss.createQueue(name, options)
    await boss.updateQueue(name, options)
  }
}

import { describeJobEnqueue } from './job-enqueue.ts'
import type { OpenJobsFn } from './job-harness.ts'
import { describeJobRetry } from './job-retry.ts'
import { describeJobRunning } from './job-running.ts'

/** Queue and runner: enqueue within the unit of work, at least once, retries, dead letters, the schedule. */
export const describeJobs = (name: string, open: OpenJobsFn): void => {
  describeJobEnqueue(name, open)
  describeJobRunning(name, open)
  describeJobRetry(name, open)
}

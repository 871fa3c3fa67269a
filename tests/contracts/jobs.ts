import type { ContractOptions } from './harness.ts'
import { describeJobDesk } from './job-desk.ts'
import { describeJobEnqueue } from './job-enqueue.ts'
import type { OpenJobsFn } from './job-harness.ts'
import { describeJobRetry } from './job-retry.ts'
import { describeJobRunning } from './job-running.ts'

/** Queue and runner: enqueue within the unit of work, at least once, retries, dead letters, the schedule. */
export const describeJobs = (name: string, open: OpenJobsFn, options: ContractOptions = {}): void => {
  describeJobEnqueue(name, open, options)
  describeJobRunning(name, open)
  describeJobRetry(name, open)
  describeJobDesk(name, open)
}

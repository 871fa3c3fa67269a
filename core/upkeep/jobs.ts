import type { CoreDeps } from '../deps.ts'
import type { Upkeep } from './index.ts'
import { operatorOnly } from './operator-only.ts'

export const makeQueues =
  ({ jobDesk }: CoreDeps): Upkeep['queues'] =>
  async (actor) => {
    operatorOnly(actor)
    return (await jobDesk?.depth()) ?? []
  }

export const makeDeadJobs =
  ({ jobDesk }: CoreDeps): Upkeep['deadJobs'] =>
  async (actor, query) => {
    operatorOnly(actor)
    return (await jobDesk?.dead(query)) ?? { jobs: [], next: null, total: null }
  }

export const makeRedriveJobs =
  ({ jobDesk }: CoreDeps): Upkeep['redriveJobs'] =>
  async (actor, what) => {
    operatorOnly(actor)
    if (jobDesk === undefined) return 0
    if ('id' in what) return (await jobDesk.redriveOne(what.id)) ? 1 : 0
    let total = 0
    for (let moved = -1; moved !== 0; total += moved) moved = await jobDesk.redrive(what.name)
    return total
  }

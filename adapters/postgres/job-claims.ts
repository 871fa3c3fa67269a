import type { Job } from 'pg-boss'
import { JOB_POLICY, type JobName } from '../../core/kernel/jobs.ts'
import type { Connection } from './connection.ts'
import { HEARTBEAT_SECONDS } from './job-queues.ts'

export interface Claim {
  readonly name: JobName
  readonly job: Job<unknown>
}

/** The jobs this process is at work on: never more of a name than its policy says, and kept alive while they last. */
export const createClaims = (connection: Connection) => {
  const held = new Set<Claim>()
  /** Held, and being fetched at this moment. */
  const occupied = new Map<JobName, number>()
  let heartbeat: NodeJS.Timeout | null = null

  const occupy = (name: JobName, places: number): void => {
    occupied.set(name, (occupied.get(name) ?? 0) + places)
  }

  const beat = async (): Promise<void> => {
    const boss = await connection.queue()
    for (const [name, claims] of Map.groupBy(held, (claim) => claim.name)) {
      await boss.touch(
        name,
        claims.map((claim) => claim.job),
      )
    }
  }

  return {
    /** Up to `most` jobs of the name, fewer when its places are taken; none is no error. */
    take: async (name: JobName, most: number): Promise<readonly Claim[]> => {
      const places = Math.min(JOB_POLICY[name].concurrency - (occupied.get(name) ?? 0), most)
      if (places <= 0) return []
      occupy(name, places)
      const claims: Claim[] = []
      try {
        const boss = await connection.queue()
        for (const job of await boss.fetch(name, { batchSize: places })) claims.push({ name, job })
      } finally {
        occupy(name, claims.length - places)
      }
      for (const claim of claims) held.add(claim)
      // A beat that fails is made up for by the next: the claim outlives two missed ones.
      heartbeat ??= setInterval(() => void beat().catch(() => undefined), (HEARTBEAT_SECONDS * 1000) / 3).unref()
      return claims
    },
    release: (claim: Claim): void => {
      if (!held.delete(claim)) return
      occupy(claim.name, -1)
      if (held.size === 0 && heartbeat !== null) {
        clearInterval(heartbeat)
        heartbeat = null
      }
    },
  }
}

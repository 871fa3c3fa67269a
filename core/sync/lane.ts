import type { CoreDeps } from '../deps.ts'
import type { MirrorName } from './ports.ts'

/** Longer than a request outside may take: who has the lane and let this pass is dead, or finds out before the next. */
const LANE_MS = 75_000
/** How often whoever works says that they still do. */
const RENEW_MS = 10_000

/** Somebody else has the mirror now; what was left is theirs to find. */
export class LaneLost extends Error {
  override readonly name = 'LaneLost'
}

/** The right of one run to use a mirror: nobody else does meanwhile, in the whole installation. */
export interface Lane {
  /** Before each call outside. Throws `LaneLost` when this run was taken for dead. */
  keep(): Promise<void>
  release(): Promise<void>
}

/** null when another run has it. */
export const claimLane = async (
  { storage, clock, ids }: Pick<CoreDeps, 'storage' | 'clock' | 'ids'>,
  name: MirrorName,
): Promise<Lane | null> => {
  const holder = ids.uuid()
  let claimedAt = clock.now()
  const claim = (): Promise<boolean> =>
    storage.run(async (stores) => {
      const now = clock.now()
      claimedAt = now
      return stores.mirrors.claimLane(name, holder, new Date(now.getTime() + LANE_MS), now)
    })
  if (!(await claim())) return null
  return {
    keep: async () => {
      if (clock.now().getTime() - claimedAt.getTime() < RENEW_MS) return
      if (!(await claim())) throw new LaneLost()
    },
    release: () => storage.run((stores) => stores.mirrors.releaseLane(name, holder)),
  }
}

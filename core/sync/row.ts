import type { CoreDeps } from '../deps.ts'
import { type Mirror, type MirrorName, newMirror } from './ports.ts'

/** What is known of a mirror; one that was never used is as if it had never been read. */
export const rowOf = async ({ storage }: Pick<CoreDeps, 'storage'>, name: MirrorName): Promise<Mirror> =>
  (await storage.read((stores) => stores.mirrors.find(name))) ?? newMirror(name)

/** The queue's minute may be this much shorter than a minute. */
const EARLY_MS = 5000

/** Whether it is time again to ask what changed outside; as long after the last time as that began, not ended. */
export const isPullDue = (
  { clock, settings }: Pick<CoreDeps, 'clock' | 'settings'>,
  { pulledAt }: Pick<Mirror, 'pulledAt'>,
): boolean =>
  pulledAt === null || clock.now().getTime() - pulledAt.getTime() >= settings.mirrorPullSeconds * 1000 - EARLY_MS

/** Changes what it is told and leaves the rest, which someone else may be changing. */
export const note = (
  { storage }: Pick<CoreDeps, 'storage'>,
  name: MirrorName,
  change: Partial<Mirror> | ((row: Mirror) => Partial<Mirror>),
): Promise<Mirror> =>
  storage.run(async (stores) => {
    const row = (await stores.mirrors.lock(name)) ?? newMirror(name)
    const next = { ...row, ...(typeof change === 'function' ? change(row) : change) }
    await stores.mirrors.save(next)
    return next
  })

import type { CoreDeps } from '../deps.ts'
import type { Mirror, MirrorName } from './ports.ts'

const blank = (name: MirrorName): Mirror => ({
  name,
  pause: null,
  fields: [],
  url: null,
  cursor: null,
  sweep: null,
  enrolAfter: null,
  pulledAt: null,
  pushedAt: null,
  sweptAt: null,
  checkedAt: null,
  failingSince: null,
  failure: null,
  resumeAt: null,
})

/** What is known of a mirror; one that was never used is as if it had never been read. */
export const rowOf = async ({ storage }: Pick<CoreDeps, 'storage'>, name: MirrorName): Promise<Mirror> =>
  (await storage.read((stores) => stores.mirrors.find(name))) ?? blank(name)

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
    const row = (await stores.mirrors.lock(name)) ?? blank(name)
    const next = { ...row, ...(typeof change === 'function' ? change(row) : change) }
    await stores.mirrors.save(next)
    return next
  })

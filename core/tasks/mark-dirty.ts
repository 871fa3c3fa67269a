import type { CoreDeps } from '../deps.ts'
import { MIRROR_NAMES, type MirrorName } from '../kernel/mirror-name.ts'
import type { Stores } from '../ports.ts'

/** Changes that follow each other this closely are pushed as one. */
const DEBOUNCE_MS = 2000

/** The task's copies are no longer what they show, but on the mirror its change came from. */
export const markDirty = async (
  { mirrors = {}, clock, ids }: Pick<CoreDeps, 'mirrors' | 'clock' | 'ids'>,
  stores: Pick<Stores, 'links' | 'jobs'>,
  taskId: number,
  from?: MirrorName,
): Promise<void> => {
  const names = MIRROR_NAMES.filter((name) => mirrors[name] !== undefined && name !== from)
  if (names.length === 0) return
  const now = clock.now()
  const clean = await stores.links.touch(taskId, names, now, ids.uuid)
  const runAt = new Date(now.getTime() + DEBOUNCE_MS)
  await stores.jobs.enqueue(...clean.map((mirror) => ({ name: 'sync.run' as const, data: { mirror }, runAt })))
}

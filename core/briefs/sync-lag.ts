import type { CoreDeps } from '../deps.ts'
import type { Stores } from '../ports.ts'
import { MIRROR_NAMES } from '../sync/ports.ts'

/** Age in seconds of the oldest change that a mirror does not show yet, 0 for none; null: there is no mirror. */
export const syncLag = async (
  { clock, mirrors = {} }: Pick<CoreDeps, 'clock' | 'mirrors'>,
  { links }: Pick<Stores, 'links'>,
): Promise<number | null> => {
  const now = clock.now().getTime()
  const lags: number[] = []
  for (const name of MIRROR_NAMES) {
    if (mirrors[name] === undefined) continue
    const { oldestDirtyAt } = await links.counts(name)
    lags.push(oldestDirtyAt === null ? 0 : Math.max(0, Math.round((now - oldestDirtyAt.getTime()) / 1000)))
  }
  return lags.length === 0 ? null : Math.max(...lags)
}

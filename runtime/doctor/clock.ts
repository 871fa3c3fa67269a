import type { Finding } from './finding.ts'
import type { Words } from './words.ts'

const WARN_SECONDS = 5
const FAIL_SECONDS = 60

/** What another machine's clock said, and when we heard it. */
export interface Sighting {
  readonly at: Date
  readonly seen: Date
  readonly whose: string
}

/** Our clock beside those of others; the one that is furthest off is told. */
export const clockFound = (sightings: readonly (Sighting | null)[], words: Words): Finding => {
  const finding = { check: 'clock', name: words.clock }
  const [worst] = sightings
    .filter((sighting) => sighting !== null)
    .map(({ at, seen, whose }) => ({ whose, by: Math.abs(at.getTime() - seen.getTime()) / 1000 }))
    .sort((a, b) => b.by - a.by)
  if (worst === undefined) return { ...finding, status: 'off', found: words.clockAlone, advice: null }
  if (worst.by < WARN_SECONDS) {
    return { ...finding, status: 'ok', found: words.clockWell(worst.by, worst.whose), advice: null }
  }
  const status = worst.by < FAIL_SECONDS ? 'warning' : 'failed'
  return { ...finding, status, found: words.clockOff(worst.by, worst.whose), advice: words.setClock }
}

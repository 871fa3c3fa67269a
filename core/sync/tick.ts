import type { CoreDeps } from '../deps.ts'
import { MIRROR_NAMES } from '../kernel/mirror-name.ts'
import { localTime } from '../kernel/time.ts'
import { isCheckDue } from './health.ts'
import type { Mirror } from './ports.ts'
import { isPullDue, note, rowOf } from './row.ts'
import { enqueue } from './steer.ts'
import type { Sync } from './sync.ts'

const HOUR_MS = 3_600_000

/** Runs for the mirrors that have something to do; what they do, the run finds out by itself. */
export const makeSyncTick =
  (deps: CoreDeps): Sync['tick'] =>
  async () => {
    for (const name of MIRROR_NAMES) {
      if (deps.mirrors?.[name] === undefined) continue
      const row = await rowOf(deps, name)
      if (row.pause === null && isSweepDue(deps, row)) {
        await note(deps, name, { sweep: { id: deps.ids.uuid(), cursor: null } })
      }
      if (await hasWork(deps, row)) await enqueue(deps, { name: 'sync.run', data: { mirror: name } })
    }
  }

const hasWork = async (deps: CoreDeps, row: Mirror): Promise<boolean> => {
  const now = deps.clock.now()
  const { name, pause, resumeAt, sweptAt, sweep, enrolAfter } = row
  if (pause !== null) return pause.reason === 'trouble' && isCheckDue(row, now)
  if (resumeAt !== null && resumeAt > now) return false
  if (sweptAt === null || sweep !== null || enrolAfter !== null || isPullDue(deps, row)) return true
  return (await deps.storage.read((stores) => stores.links.due(name, now, 1))).length > 0
}

/** Each night, or when it was missed. */
const isSweepDue = ({ clock, settings }: CoreDeps, { sweptAt, sweep }: Mirror): boolean => {
  if (sweep !== null || sweptAt === null) return false
  const now = clock.now()
  const age = now.getTime() - sweptAt.getTime()
  const hour = localTime(now, settings.timeZone).slice(0, 2)
  return age >= 30 * HOUR_MS || (age >= 20 * HOUR_MS && hour >= '02' && hour < '05')
}

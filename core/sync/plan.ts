import type { CoreDeps } from '../deps.ts'
import { mirrorNamed } from './named.ts'
import type { TaskMirror } from './ports.ts'
import { rowOf } from './row.ts'
import type { Plan, Sync } from './sync.ts'

/** As many entries as a mirror that is read entry by entry gives in one answer. */
const PAGE = 100

export const makePlan =
  (deps: CoreDeps): Sync['plan'] =>
  async (name) => {
    const mirror = mirrorNamed(deps, name)
    const { enrolAfter, sweep, sweptAt } = await rowOf(deps, name)
    const { linked, dirty, all } = await deps.storage.read(async (stores) => ({
      ...(await stores.links.counts(name)),
      all: (await stores.tasks.page({ visibleTo: null, sort: 'created', limit: 1, offset: 0 })).total ?? 0,
    }))
    const isBackfill = enrolAfter !== null || sweptAt === null
    const fresh = isBackfill ? Math.max(0, all - linked) : 0
    return planFor(mirror, {
      fresh,
      known: Math.max(0, dirty - fresh),
      entries: sweep !== null || sweptAt === null ? linked : 0,
    })
  }

/** A new entry is one request, a known one is read before it is written; or all are read at once and written in batches. */
export const planFor = (
  { reading, batch, budget }: TaskMirror,
  { fresh, known, entries }: { fresh: number; known: number; entries: number },
): Plan => {
  const tasks = fresh + known
  const requests =
    reading === 'each' ? fresh + 2 * known + Math.ceil(entries / PAGE) : 2 * Math.max(1, Math.ceil(tasks / batch))
  return { tasks, requests, estimatedSeconds: Math.ceil((requests / budget.limit) * budget.seconds) }
}

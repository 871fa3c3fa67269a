import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import type { JobRequest } from '../kernel/jobs.ts'
import { makeTasks } from '../tasks/index.ts'
import { isLeftOut } from './left-out.ts'
import { anew } from './link.ts'
import { mirrorNamed } from './named.ts'
import { makePlan, planFor } from './plan.ts'
import { MIRROR_NAMES, newLink } from './ports.ts'
import { note, rowOf } from './row.ts'
import type { Sync } from './sync.ts'

/** What follows a hint closely is seen by the same pull. */
const HINT_MS = 2500

const forOperators = (actor: Actor): void => {
  if (actor.role !== 'operator') throw new DomainError('forbidden', 'Only operators steer a whole mirror.')
}

export const makeRequest = (deps: CoreDeps): Sync['request'] => {
  const { storage, clock, ids } = deps
  const tasks = makeTasks(deps)
  const plan = makePlan(deps)
  return async (actor, name, { mode, taskId }) => {
    const mirror = mirrorNamed(deps, name)
    if (taskId === undefined) {
      forOperators(actor)
      await storage.run(async (stores) => {
        const row = await stores.mirrors.lock(name)
        if (row !== null) {
          const sweep = mode === 'push' ? row.sweep : (row.sweep ?? { id: ids.uuid(), cursor: null })
          const enrolAfter = mode === 'pull' ? row.enrolAfter : (row.enrolAfter ?? 0)
          // What a person added there for it is not to wait for the next look.
          await stores.mirrors.save({ ...row, sweep, enrolAfter, checkedAt: mode === 'pull' ? row.checkedAt : null })
        }
        await stores.jobs.enqueue({ name: 'sync.run', data: { mirror: name, mode } })
      })
      return plan(name)
    }
    await tasks.get(actor, taskId)
    const known = await storage.read((stores) => stores.links.find(name, taskId))
    if (known?.problems.some(isLeftOut)) await note(deps, name, { checkedAt: null })
    await storage.run(async (stores) => {
      const now = clock.now()
      await stores.tasks.lock(taskId)
      const link = (await stores.links.lock(name, taskId)) ?? newLink(name, taskId, ids.uuid(), now)
      // Asked for by name, it is made again even where a person deleted it.
      const asked =
        link.state === 'removed'
          ? anew(link, ids.uuid(), now)
          : { ...link, dirtySince: link.dirtySince ?? now, nextTryAt: null }
      await stores.links.save(asked)
      await stores.jobs.enqueue({ name: 'sync.run', data: { mirror: name, mode, taskId } })
    })
    return planFor(mirror, { fresh: 0, known: 1, entries: 0 })
  }
}

export const makePauseMirror =
  (deps: CoreDeps): Sync['pause'] =>
  async (actor, name) => {
    mirrorNamed(deps, name)
    forOperators(actor)
    const since = deps.clock.now()
    await note(deps, name, ({ pause }) => ({
      // One after a restore stays what it is: it ends by hand too, and says more.
      pause: pause?.reason === 'restore' ? pause : { reason: 'operator', trouble: null, since },
    }))
  }

export const makeResumeMirror =
  (deps: CoreDeps): Sync['resume'] =>
  async (actor, name) => {
    mirrorNamed(deps, name)
    forOperators(actor)
    await note(deps, name, { pause: null, resumeAt: null, failure: null, failingSince: null, checkedAt: null })
    await enqueue(deps, { name: 'sync.run', data: { mirror: name } })
  }

/** A start may bring what was asked for: a new credential, a new id. */
export const makeLookAgain =
  (deps: CoreDeps): Sync['lookAgain'] =>
  async () => {
    for (const name of MIRROR_NAMES) {
      if (deps.mirrors?.[name] === undefined) continue
      if ((await rowOf(deps, name)).pause?.reason !== 'trouble') continue
      await note(deps, name, { checkedAt: null })
      await enqueue(deps, { name: 'sync.run', data: { mirror: name } })
    }
  }

export const makeHint =
  (deps: CoreDeps): Sync['hint'] =>
  async (name, externalId) => {
    mirrorNamed(deps, name)
    const runAt = new Date(deps.clock.now().getTime() + HINT_MS)
    const { pause } = await rowOf(deps, name)
    const data = { mirror: name, mode: 'pull' as const, ...(externalId ? { externalId } : {}) }
    if (pause !== null) return
    // Of no copy: it may be the schema that changed, which is looked at anew.
    if (!externalId) await note(deps, name, { checkedAt: null })
    await enqueue(deps, { name: 'sync.run', data, runAt })
  }

export const enqueue = ({ storage }: Pick<CoreDeps, 'storage'>, ...jobs: readonly JobRequest[]): Promise<void> =>
  storage.run((stores) => stores.jobs.enqueue(...jobs))

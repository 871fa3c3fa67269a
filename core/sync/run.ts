import type { CoreDeps } from '../deps.ts'
import { PortError } from '../kernel/errors.ts'
import { makeRecordChange, makeRecordCreation } from '../tasks/index.ts'
import { nextRound } from './backoff.ts'
import type { Run } from './context.ts'
import { makeReadiness, pauseFor } from './health.ts'
import { claimLane, type Lane, LaneLost } from './lane.ts'
import type { Mirror, TaskMirror } from './ports.ts'
import { isPullDue, note, rowOf } from './row.ts'
import { runSlice } from './slice.ts'
import { enqueue } from './steer.ts'
import type { Sync } from './sync.ts'
import { type Progress, tidied } from './tidy.ts'

/** How long one run works before it leaves the rest to the next. */
const SLICE_MS = 20_000
/** How long who finds the lane taken waits. */
const AGAIN_MS = 10_000
/** A hint or a request is answered by a pull that began after it. */
const HINT_MS = 2000
/** Longer than a change of a task is on its way from its mark to its commit. */
const LAST_LOOK_MS = 2000

/** When a run goes on; null: not by itself. */
type Next = Date | null

export const makeRun = (deps: CoreDeps): Sync['run'] => {
  const ready = makeReadiness(deps)
  return async (data) => {
    const mirror = deps.mirrors?.[data.mirror]
    if (mirror === undefined) return
    const lane = await claimLane(deps, mirror.name)
    if (lane === null) {
      // What is due, its holder looks for when it is done; what somebody asked for comes again.
      const runAt = new Date(deps.clock.now().getTime() + AGAIN_MS)
      if (data.mode !== undefined) await enqueue(deps, { name: 'sync.run', data, runAt })
      return
    }
    let next: Next
    let wasDue: boolean
    try {
      const row = await rowOf(deps, mirror.name)
      wasDue = await isDue(deps, row)
      next = await runIn(deps, ready, mirror, row, data, lane)
    } catch (error) {
      if (error instanceof LaneLost) return
      throw error
    } finally {
      await lane.release()
    }
    // Only after the lane is free: a job that found it taken is gone, and what it came for is looked for here.
    await goOn(deps, mirror, next, wasDue)
  }
}

const runIn = async (
  deps: CoreDeps,
  ready: ReturnType<typeof makeReadiness>,
  mirror: TaskMirror,
  row: Mirror,
  data: Parameters<Sync['run']>[0],
  lane: Lane,
): Promise<Next> => {
  const now = deps.clock.now()
  const isAsked = data.mode !== undefined
  if (row.pause === null && row.resumeAt !== null && row.resumeAt > now && !isAsked) return null
  const progress: Progress = { direction: 'pull', answers: 0 }
  const run: Omit<Run, 'fields' | 'canLabel'> = {
    deps,
    mirror: tidied(mirror, progress, lane.keep),
    startedAt: now,
    until: new Date(now.getTime() + SLICE_MS),
    isEager: data.mode === 'push' || data.mode === 'both',
    failed: new Set(),
    errors: [],
    recordChange: makeRecordChange(deps),
    recordCreation: makeRecordCreation(deps),
  }
  try {
    const shape = await ready(mirror, row, isAsked)
    if (shape === null) return null
    const wants = {
      pull: wantsPull(deps, row, data.mode),
      taskId: data.taskId ?? null,
      externalId: data.externalId ?? null,
    }
    const { fields, canLabel = () => true } = shape
    const isMore = await runSlice({ ...run, fields, canLabel }, wants)
    await noteSuccess(deps, mirror)
    if (run.errors.length > 0) throw run.errors[0]
    return isMore ? deps.clock.now() : null
  } catch (error) {
    if (!(error instanceof PortError) || error.port === 'storage') throw error
    return noteFailure(deps, mirror, error, progress)
  }
}

const wantsPull = (deps: CoreDeps, row: Mirror, mode: 'push' | 'pull' | 'both' | undefined): boolean => {
  if (isPullDue(deps, row)) return true
  const isHinted = mode === 'pull' || mode === 'both'
  return isHinted && deps.clock.now().getTime() - (row.pulledAt?.getTime() ?? 0) > HINT_MS
}

const noteSuccess = async (deps: CoreDeps, { name }: TaskMirror): Promise<void> => {
  const { failure, failingSince, resumeAt } = await rowOf(deps, name)
  if (failure === null && failingSince === null && resumeAt === null) return
  await note(deps, name, { failure: null, failingSince: null, resumeAt: null })
}

/** The mirror as a whole did not do: nothing was lost, and the queue is told when to come again. */
const noteFailure = async (
  deps: CoreDeps,
  mirror: TaskMirror,
  error: PortError,
  { direction, answers }: Progress,
): Promise<Next> => {
  const { name } = mirror
  if (error.kind === 'misconfigured') {
    await pauseFor(deps, mirror)
    return null
  }
  const now = deps.clock.now()
  const { kind, retryAfterMs } = error
  const row = await note(deps, name, ({ failingSince }) => {
    // What got on before it was held up is not failing since the last time it was.
    const since = kind === 'throttled' && answers > 0 ? now : (failingSince ?? now)
    const resumeAt =
      kind === 'throttled' && retryAfterMs !== null ? new Date(now.getTime() + retryAfterMs) : nextRound(now, since)
    return { failure: kind, failingSince: since, resumeAt }
  })
  // Its own budget being spent is how a long run goes on, not a failure.
  if (kind !== 'throttled') {
    await deps.storage.run(async ({ facts }) => {
      facts.record({ type: 'synced', mirror: name, direction, status: 'failure' })
    })
  }
  if (kind === 'rejected') throw error
  return row.resumeAt
}

const goOn = async (deps: CoreDeps, { name }: TaskMirror, next: Next, wasDue: boolean): Promise<void> => {
  const now = deps.clock.now()
  const row = await rowOf(deps, name)
  if (row.pause !== null) return
  // A change that was marked while others waited has no job of its own, and may become visible only after this.
  const lastLook = wasDue ? new Date(now.getTime() + LAST_LOOK_MS) : null
  const runAt = next ?? ((await isDue(deps, row)) ? now : lastLook)
  if (runAt === null) return
  await enqueue(deps, { name: 'sync.run', data: { mirror: name }, runAt })
}

const isDue = async (deps: CoreDeps, { name, resumeAt, sweptAt }: Mirror): Promise<boolean> => {
  const now = deps.clock.now()
  if (sweptAt === null || (resumeAt !== null && resumeAt > now)) return false
  return (await deps.storage.read((stores) => stores.links.due(name, now, 1))).length > 0
}

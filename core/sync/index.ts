import type { CoreDeps } from '../deps.ts'
import { makePlan } from './plan.ts'
import { makeConflicts, makeResolve, makeSwapLatest } from './resolve.ts'
import { makeRun } from './run.ts'
import { makeCopiesOf, makeStatus } from './status.ts'
import { makeHint, makeLookAgain, makePauseMirror, makeRequest, makeResumeMirror } from './steer.ts'
import type { Sync } from './sync.ts'
import { makeTell } from './tell.ts'
import { makeSyncTick } from './tick.ts'
import { makeTroubles } from './troubles.ts'

export { type HookPairing, type MirrorHooks, makeMirrorHooks } from './hooks.ts'
export {
  COPY_FIELDS,
  type Conflict,
  type ConflictPage,
  type Copy,
  type CopyField,
  type LinkCounts,
  MIRROR_NAMES,
  type MirrorName,
  type MirrorPause,
  type MirrorTrouble,
  type TaskMirror,
} from './ports.ts'
export {
  type ConflictQuery,
  type MirrorStatus,
  type Plan,
  type Swapped,
  SYNC_MODES,
  type Sync,
  type SyncMode,
  type TaskCopy,
} from './sync.ts'
export { TROUBLE_KINDS, type TroubleKind, type TroubleQuery } from './trouble-store.ts'
export type { CopyTrouble, CopyTroublePage } from './troubles.ts'

/** The outside copies of all tasks, over `CoreDeps.mirrors`; with none, there is nothing to do. */
export const makeSync = (deps: CoreDeps): Sync => ({
  status: makeStatus(deps),
  request: makeRequest(deps),
  plan: makePlan(deps),
  pause: makePauseMirror(deps),
  resume: makeResumeMirror(deps),
  lookAgain: makeLookAgain(deps),
  run: makeRun(deps),
  tell: makeTell(deps),
  tick: makeSyncTick(deps),
  hint: makeHint(deps),
  conflicts: makeConflicts(deps),
  resolve: makeResolve(deps),
  swapLatest: makeSwapLatest(deps),
  troubles: makeTroubles(deps),
  copiesOf: makeCopiesOf(deps),
})

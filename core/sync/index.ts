import type { CoreDeps } from '../deps.ts'
import { DomainError } from '../kernel/errors.ts'
import type { Sync } from './sync.ts'

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

export const makeSync = (_deps: CoreDeps): Sync => {
  const absent = async (): Promise<never> => {
    throw new DomainError('mirror_not_found', 'There is no such mirror.')
  }
  return {
    status: async () => [],
    request: absent,
    plan: absent,
    pause: absent,
    resume: absent,
    tell: async () => undefined,
    run: async () => undefined,
    tick: async () => undefined,
    hint: async () => undefined,
    conflicts: async () => ({ conflicts: [], next: null, total: null }),
    resolve: absent,
    swapLatest: async () => [],
    copiesOf: async () => new Map(),
  }
}

import { type Access, makeAccess } from './access/index.ts'
import { type Alerts, makeAlerts } from './alerts/index.ts'
import { announcing } from './announcing.ts'
import { type Briefs, makeBriefs } from './briefs/index.ts'
import { type Capture, makeCapture } from './capture/index.ts'
import type { CoreDeps } from './deps.ts'
import type { JobHandlers } from './kernel/jobs.ts'
import { joined } from './kernel/unit-of-work.ts'
import { makeNotifications, type Notify } from './notify/index.ts'
import { makePeople, type People } from './people/index.ts'
import type { Stores } from './ports.ts'
import { makePurge } from './purge.ts'
import { type MirrorHooks, makeMirrorHooks, makeSync, type Sync } from './sync/index.ts'
import { makeTasks, type Tasks } from './tasks/index.ts'
import { makeUpkeep, type Upkeep } from './upkeep/index.ts'

export type { CoreDeps } from './deps.ts'
export type { Actor, Role } from './kernel/actor.ts'
export { DomainError, type DomainErrorCode, type InputProblem, PortError, type PortErrorKind } from './kernel/errors.ts'
export type { Storage, Stores } from './ports.ts'
export { type CoreSettings, DEFAULT_SETTINGS } from './settings.ts'

export interface Core {
  readonly tasks: Tasks
  readonly briefs: Briefs
  readonly notify: Notify
  readonly people: People
  readonly access: Access
  readonly capture: Capture
  readonly alerts: Alerts
  readonly sync: Sync
  readonly hooks: MirrorHooks
  readonly upkeep: Upkeep
  /** One function a job. Run them with a JobRunner. */
  readonly jobs: JobHandlers
  /** Several use cases as one unit of work: all that `work` does through the core it is handed commits together. */
  atomically<T>(work: (core: Core, stores: Stores) => Promise<T>): Promise<T>
}

/** The whole core over the given adapters. Cheap: closures only, nothing is opened or started. */
export const makeCore = (deps: CoreDeps): Core => assemble({ ...deps, storage: announcing(deps.storage) })

const assemble = (deps: CoreDeps): Core => {
  const tasks = makeTasks(deps)
  const notify = makeNotifications(deps)
  const capture = makeCapture(deps)
  const briefs = makeBriefs(deps)
  const sync = makeSync(deps)
  return {
    tasks,
    briefs,
    notify,
    people: makePeople(deps),
    access: makeAccess(deps),
    capture,
    alerts: makeAlerts(deps),
    sync,
    hooks: makeMirrorHooks(deps, makeSync),
    upkeep: makeUpkeep(deps),
    jobs: {
      'capture.interpret': ({ messageId }) => capture.interpret(messageId),
      'notify.whatsapp': ({ notificationId }) => notify.advance(notificationId),
      'notify.email': ({ notificationId }) => notify.advance(notificationId),
      'notify.wake': ({ notificationId }) => notify.advance(notificationId),
      'tasks.remind': ({ reminderId }) => tasks.remind(reminderId),
      'briefs.tick': () => briefs.tick(),
      'sync.run': (data) => sync.run(data),
      'sync.tell': (data) => sync.tell(data),
      'sync.tick': () => sync.tick(),
      'sheets.intake': async () => void (await capture.intake()),
      'storage.purge': makePurge(deps),
    },
    atomically: (work) => deps.storage.run((stores) => work(assemble({ ...deps, storage: joined(stores) }), stores)),
  }
}

import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { DomainError } from '../kernel/errors.ts'
import type { JobRequest } from '../kernel/jobs.ts'
import type { Notify } from './index.ts'
import { stepJob } from './stores.ts'

/** More than an installation of tens of people has on its way at once; each is woken by its expiry at the latest. */
const WOKEN_MAX = 10_000

const operatorOnly = (actor: Actor): void => {
  if (actor.role !== 'operator') throw new DomainError('forbidden', 'Only operators pause and resume channels.')
}

export const makeListPauses =
  (deps: CoreDeps): Notify['pauses'] =>
  () =>
    deps.storage.read(({ notifications }) => notifications.pauses())

export const makePause =
  (deps: CoreDeps): Notify['pause'] =>
  (actor, channel) =>
    deps.storage.run(async ({ notifications }) => {
      operatorOnly(actor)
      await notifications.pause({ channel, since: deps.clock.now(), byPersonId: actor.personId })
      return notifications.pauses()
    })

export const makeResume =
  (deps: CoreDeps): Notify['resume'] =>
  (actor, channel) =>
    deps.storage.run(async ({ notifications, jobs }) => {
      operatorOnly(actor)
      await notifications.resume(channel)
      const now = deps.clock.now()
      const steps: JobRequest[] = []
      for (const id of await notifications.pendingIds(WOKEN_MAX)) {
        const notification = await notifications.find(id)
        if (notification !== null) steps.push(stepJob(notification, now))
      }
      await jobs.enqueue(...steps)
      return notifications.pauses()
    })

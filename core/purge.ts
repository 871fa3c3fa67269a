import { purgeAccounts } from './accounts/index.ts'
import type { CoreDeps } from './deps.ts'

const DAY_MS = 86_400_000

/** Deletes what is past its retention, one kind of row a unit of work, so that none of them is long. */
export const makePurge = (deps: CoreDeps) => async (): Promise<void> => {
  const { storage, clock, settings } = deps
  const before = (days: number): Date => new Date(clock.now().getTime() - days * DAY_MS)
  const keep = settings.retentionDays
  await storage.run((stores) => stores.events.purge(before(keep.events)))
  await storage.run((stores) => stores.messages.purge(before(keep.messages)))
  await storage.run((stores) => stores.notifications.purge(before(keep.notifications)))
  await storage.run((stores) => stores.alerts.purge(before(keep.notifications)))
  await storage.run((stores) => stores.briefs.purge(before(keep.notifications)))
  await storage.run((stores) => stores.conflicts.purge(before(keep.notifications)))
  await storage.run((stores) => stores.mirrors.purgeHooks(before(keep.events)))
  await storage.run((stores) => stores.senders.purge(before(keep.notifications)))
  await storage.run((stores) => stores.tasks.purge(before(keep.deletedTasks)))
  await storage.run((stores) => stores.idempotency.purge(before(keep.idempotency)))
  await purgeAccounts(deps)
}

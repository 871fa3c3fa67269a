import { describeAlertStore } from './alert-store.ts'
import { describeBriefStore } from './brief-store.ts'
import { describeConflictStore } from './conflict-store.ts'
import { describeEventStore } from './event-store.ts'
import type { ContractOptions, OpenStorageFn } from './harness.ts'
import { describeIdempotencyStore } from './idempotency-store.ts'
import { describeKeyStore } from './key-store.ts'
import { describeLinkStore } from './link-store.ts'
import { describeMessageStore } from './message-store.ts'
import { describeMirrorStore } from './mirror-store.ts'
import { describeNotificationStore } from './notification-store.ts'
import { describePersonStore } from './person-store.ts'
import { describeReminderStore } from './reminder-store.ts'
import { describeSenderStore } from './sender-store.ts'
import { describeTaskStore } from './task-store.ts'
import { describeUnitOfWork } from './unit-of-work.ts'

export { describeChanges, type OpenChanges, type OpenChangesFn } from './changes.ts'
export { type ChannelFault, describeChannel, type OpenChannel, type OpenChannelFn } from './channel.ts'
export type { ContractOptions, OpenStorage, OpenStorageFn } from './harness.ts'
export {
  describeInterpreter,
  type InterpreterFault,
  type OpenInterpreter,
  type OpenInterpreterFn,
} from './interpreter.ts'
export type { OpenJobs, OpenJobsFn } from './job-harness.ts'
export { describeJobs } from './jobs.ts'
export { MIRROR_LABELS, MIRROR_PEOPLE } from './mirror-copies.ts'
export { describeRateLimit, type OpenRateLimit, type OpenRateLimitFn } from './rate-limit.ts'
export {
  describeTaskMirror,
  type MirrorFaultName,
  type OpenMirror,
  type OpenMirrorFn,
} from './task-mirror.ts'
export {
  describeAlertStore,
  describeBriefStore,
  describeConflictStore,
  describeEventStore,
  describeIdempotencyStore,
  describeKeyStore,
  describeLinkStore,
  describeMessageStore,
  describeMirrorStore,
  describeNotificationStore,
  describePersonStore,
  describeReminderStore,
  describeSenderStore,
  describeTaskStore,
  describeUnitOfWork,
}

/** Every suite a storage must pass: its stores and the unit of work over them. Jobs have a suite of their own. */
export const describeAllStores = (name: string, open: OpenStorageFn, options: ContractOptions = {}): void => {
  describeUnitOfWork(name, open, options)
  describeTaskStore(name, open, options)
  describeReminderStore(name, open, options)
  describePersonStore(name, open, options)
  describeSenderStore(name, open, options)
  describeKeyStore(name, open, options)
  describeMessageStore(name, open, options)
  describeEventStore(name, open, options)
  describeNotificationStore(name, open, options)
  describeBriefStore(name, open, options)
  describeAlertStore(name, open, options)
  describeIdempotencyStore(name, open, options)
  describeLinkStore(name, open, options)
  describeMirrorStore(name, open, options)
  describeConflictStore(name, open, options)
}

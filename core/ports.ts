import type { KeyStore } from './access/ports.ts'
import type { AlertStore } from './alerts/ports.ts'
import type { BriefStore } from './briefs/ports.ts'
import type { EventStore, MessageStore } from './capture/ports.ts'
import type { Changes } from './kernel/changes.ts'
import type { IdempotencyStore } from './kernel/idempotency.ts'
import type { JobQueue } from './kernel/jobs.ts'
import type { Facts } from './kernel/observer.ts'
import type { UnitOfWork } from './kernel/unit-of-work.ts'
import type { NotificationStore } from './notify/ports.ts'
import type { PersonStore, SenderStore } from './people/ports.ts'
import type { ConflictStore, LinkStore, MirrorStore } from './sync/ports.ts'
import type { ReminderStore, TaskStore } from './tasks/ports.ts'

/** All that one unit of work offers. A use case names the few it needs. */
export interface Stores {
  readonly tasks: TaskStore
  readonly reminders: ReminderStore
  readonly people: PersonStore
  readonly senders: SenderStore
  readonly keys: KeyStore
  readonly messages: MessageStore
  readonly events: EventStore
  readonly notifications: NotificationStore
  readonly briefs: BriefStore
  readonly alerts: AlertStore
  readonly idempotency: IdempotencyStore
  readonly links: LinkStore
  readonly mirrors: MirrorStore
  readonly conflicts: ConflictStore
  readonly jobs: JobQueue
  readonly facts: Facts
  readonly changes: Changes
}

export type Storage = UnitOfWork<Stores>

import { AsyncLocalStorage } from 'node:async_hooks'
import { type Change, coalesced } from '../../core/kernel/changes.ts'
import type { JobRequest } from '../../core/kernel/jobs.ts'
import { type Fact, type Observer, silent } from '../../core/kernel/observer.ts'
import type { Storage, Stores } from '../../core/ports.ts'
import { createChanges, type PostgresChanges } from './changes.ts'
import type { Connection, Database } from './connection.ts'
import { guarded } from './errors.ts'
import { enqueueWithin } from './job-queue.ts'
import { createAlertStore } from './stores/alerts.ts'
import { createBriefStore } from './stores/briefs.ts'
import { createConflictStore } from './stores/conflicts.ts'
import { createEventStore } from './stores/events.ts'
import { createIdempotencyStore } from './stores/idempotency.ts'
import { createKeyStore } from './stores/keys.ts'
import { createLinkStore } from './stores/links.ts'
import { createMessageStore } from './stores/messages.ts'
import { createMirrorStore } from './stores/mirrors.ts'
import { createNotificationStore } from './stores/notifications.ts'
import { createPersonStore } from './stores/people.ts'
import { createReminderStore } from './stores/reminders.ts'
import { createSenderStore } from './stores/senders.ts'
import { createTaskStore } from './stores/tasks.ts'

export interface StorageOptions {
  readonly connection: Connection
  readonly observer?: Observer
  /** Who is told of committed changes; by default other processes alone. */
  readonly changes?: PostgresChanges
}

/**
 * The stores over one connection. A database that is down is PortError `storage`; DomainErrors and what `work` itself
 * throws come out unchanged. Calling it again inside `work` throws a plain Error at once, on either database.
 */
export const createStorage = ({ connection, observer = silent, ...options }: StorageOptions): Storage => {
  const inside = new AsyncLocalStorage<{ open: boolean }>()
  const changes = options.changes ?? createChanges(connection)
  const rows = rowStores(connection.db)

  const refuseNested = (): void => {
    if (inside.getStore()?.open === true) {
      throw new Error('The outer unit of work was called inside `work`: use the stores it was handed.')
    }
  }

  const observe = (facts: readonly Fact[]): void => {
    for (const fact of facts) observer.observe(fact)
  }

  return {
    run: async (work) => {
      refuseNested()
      const facts: Fact[] = []
      const published: Change[] = []
      const mark = { open: true }
      const result = await guarded(async () => {
        // Before the transaction: pg-boss asks the database as it starts, and PGlite has one connection.
        const boss = await connection.queue()
        return connection.transaction(async (tx) => {
          const enqueued: JobRequest[] = []
          const jobs = { enqueue: async (...requests: readonly JobRequest[]) => void enqueued.push(...requests) }
          const publish = (...some: readonly Change[]): void => void published.push(...some)
          const stores = { ...rowStores(tx), jobs, facts: recorder(facts), changes: { publish } }
          const value = await inside.run(mark, () => work(stores))
          await enqueueWithin(tx, boss, enqueued)
          return value
        })
      }).finally(() => {
        mark.open = false
      })
      observe(facts)
      changes.tell(coalesced(published))
      return result
    },
    read: async (work) => {
      refuseNested()
      const facts: Fact[] = []
      const enqueue = async (): Promise<void> => {
        throw new Error('`read` is for questions only: enqueuing needs `run`.')
      }
      const publish = (): void => {
        throw new Error('`read` is for questions only: publishing needs `run`.')
      }
      const stores = { ...rows, jobs: { enqueue }, facts: recorder(facts), changes: { publish } }
      const result = await guarded(() => work(stores))
      observe(facts)
      return result
    },
  }
}

const recorder = (facts: Fact[]): Stores['facts'] => ({ record: (fact) => void facts.push(fact) })

const rowStores = (db: Database): Omit<Stores, 'jobs' | 'facts' | 'changes'> => ({
  tasks: createTaskStore(db),
  reminders: createReminderStore(db),
  people: createPersonStore(db),
  senders: createSenderStore(db),
  keys: createKeyStore(db),
  messages: createMessageStore(db),
  events: createEventStore(db),
  notifications: createNotificationStore(db),
  briefs: createBriefStore(db),
  alerts: createAlertStore(db),
  idempotency: createIdempotencyStore(db),
  links: createLinkStore(db),
  mirrors: createMirrorStore(db),
  conflicts: createConflictStore(db),
})

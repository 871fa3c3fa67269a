import { type Change, coalesced } from '../../core/kernel/changes.ts'
import type { Clock } from '../../core/kernel/clock.ts'
import type { JobRequest } from '../../core/kernel/jobs.ts'
import { type Fact, type Observer, silent } from '../../core/kernel/observer.ts'
import type { Storage, Stores } from '../../core/ports.ts'
import { createAlertStore } from './alerts.ts'
import { createBriefStore } from './briefs.ts'
import { createMemoryFeed, type MemoryFeed } from './changes.ts'
import { createConflictStore } from './conflicts.ts'
import { createEventStore } from './events.ts'
import { createIdempotencyStore } from './idempotency.ts'
import { createMemoryJobs, type MemoryJobs } from './jobs.ts'
import { createKeyStore } from './keys.ts'
import { createLinkStore } from './links.ts'
import { createMessageStore } from './messages.ts'
import { createMirrorStore } from './mirrors.ts'
import { createNotificationStore } from './notifications.ts'
import { createPersonStore } from './people.ts'
import { createReminderStore } from './reminders.ts'
import { createAsyncScope } from './runtime.ts'
import { createSenderStore } from './senders.ts'
import { createDatabase, type Database, openTables } from './tables.ts'
import { createTaskStore } from './tasks.ts'

export interface MemoryStorageOptions {
  readonly clock: Clock
  readonly observer?: Observer
  /** Where committed jobs go; by default a queue of its own, on the same clock and observer. */
  readonly jobs?: MemoryJobs
  /** Where committed changes go; by default a feed of its own. */
  readonly feed?: MemoryFeed
}

export interface MemoryStorage extends Storage {
  readonly jobs: MemoryJobs
  readonly feed: MemoryFeed
  /** What is committed, by table and as it is kept: to tell whether anything changed. */
  readonly rows: Database['rows']
}

/**
 * All stores in memory, lost with the process. Units of work run one after the other on a copy-on-write view, reads
 * beside them see what is committed. Misuse throws a plain Error: a write or a lock in `read`, a store used after its
 * unit ended, and the outer unit called inside `work` (where the runtime can tell; elsewhere that waits for ever).
 */
export const createMemoryStorage = (options: MemoryStorageOptions): MemoryStorage => {
  const { clock, observer = silent } = options
  const jobs = options.jobs ?? createMemoryJobs({ clock, observer })
  const feed = options.feed ?? createMemoryFeed()
  const database = createDatabase()
  const scope = createAsyncScope<Unit>()
  const takeTurn = createTurnstile()

  const refuseNested = (): void => {
    if (scope?.getStore()?.isOpen() === true) {
      throw new Error('The outer unit of work was called inside `work`: use the stores it was handed.')
    }
  }

  const observe = (facts: readonly Fact[]): void => {
    for (const fact of facts) observer.observe(fact)
  }

  return {
    jobs,
    feed,
    rows: database.rows,
    run: async (work) => {
      refuseNested()
      const leave = await takeTurn()
      const unit = openUnit(database, 'write')
      try {
        const result = await (scope === null ? work(unit.stores) : scope.run(unit, () => work(unit.stores)))
        unit.commit()
        await jobs.enqueue(...unit.enqueued)
        observe(unit.facts)
        feed.tell(coalesced(unit.changes))
        return result
      } finally {
        unit.close()
        leave()
      }
    },
    read: async (work) => {
      refuseNested()
      const unit = openUnit(database, 'read')
      try {
        const result = await work(unit.stores)
        observe(unit.facts)
        return result
      } finally {
        unit.close()
      }
    },
  }
}

interface Unit {
  readonly stores: Stores
  readonly enqueued: readonly JobRequest[]
  readonly facts: readonly Fact[]
  readonly changes: readonly Change[]
  isOpen(): boolean
  commit(): void
  close(): void
}

const openUnit = (database: Database, mode: 'read' | 'write'): Unit => {
  let open = true
  const enqueued: JobRequest[] = []
  const facts: Fact[] = []
  const changes: Change[] = []

  const reading = (): void => {
    if (!open) throw new Error('This unit of work is over: something inside it was not awaited.')
  }
  const writing = (): void => {
    reading()
    if (mode === 'read') throw new Error('`read` is for questions only: writing and locking need `run`.')
  }

  const { tables, commit } = openTables(database, { reading, writing })
  return {
    stores: {
      tasks: createTaskStore(tables),
      reminders: createReminderStore(tables),
      people: createPersonStore(tables),
      senders: createSenderStore(tables),
      keys: createKeyStore(tables),
      messages: createMessageStore(tables),
      events: createEventStore(tables),
      notifications: createNotificationStore(tables),
      briefs: createBriefStore(tables),
      alerts: createAlertStore(tables),
      idempotency: createIdempotencyStore(tables),
      links: createLinkStore(tables),
      mirrors: createMirrorStore(tables),
      conflicts: createConflictStore(tables),
      jobs: {
        enqueue: async (...requests) => {
          writing()
          enqueued.push(...requests)
        },
      },
      facts: {
        record: (fact) => {
          reading()
          facts.push(fact)
        },
      },
      changes: {
        publish: (...published) => {
          writing()
          changes.push(...published)
        },
      },
    },
    enqueued,
    facts,
    changes,
    isOpen: () => open,
    commit,
    close: () => {
      open = false
    },
  }
}

/** One at a time, in order of arrival: resolves with the function that lets the next one in. */
const createTurnstile = () => {
  let last: Promise<void> = Promise.resolve()
  return async (): Promise<() => void> => {
    const before = last
    const { promise, resolve } = Promise.withResolvers<void>()
    last = promise
    await before
    return resolve
  }
}

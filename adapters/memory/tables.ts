import type { ApiKey } from '../../core/access/ports.ts'
import type { AlertGroup } from '../../core/alerts/ports.ts'
import type { ConnectionState, Message, RawEvent } from '../../core/capture/ports.ts'
import type { StoredResponse } from '../../core/kernel/idempotency.ts'
import type { Delivery, Notification, Pause, Receipt } from '../../core/notify/ports.ts'
import type { Person, UnknownSender } from '../../core/people/ports.ts'
import type { Conflict, Mirror, MirrorLink } from '../../core/sync/ports.ts'
import type { JournalEntry, Reminder, Task } from '../../core/tasks/ports.ts'
import { frozen } from './values.ts'

interface Rows {
  tasks: Task
  journal: { readonly entry: JournalEntry; readonly serial: number }
  reminders: Reminder
  people: Person
  senders: UnknownSender
  keys: ApiKey
  messages: Message
  events: RawEvent
  connections: ConnectionState
  notifications: Notification
  deliveries: Delivery
  receipts: { readonly receipt: Receipt; readonly serial: number }
  lanes: { readonly holder: string; readonly until: Date }
  pauses: Pause
  briefs: { readonly at: Date }
  alerts: AlertGroup
  responses: { readonly response: StoredResponse; readonly savedAt: Date }
  links: MirrorLink
  mirrors: Mirror
  mirrorLanes: { readonly holder: string; readonly until: Date }
  budgets: { readonly spent: readonly Date[] }
  hooks: { readonly secret: string }
  hookEvents: { readonly at: Date }
  openWrites: { readonly text: string }
  conflicts: Conflict
}

type Key = string | number
type TableName = keyof Rows

/** Committed rows. */
export interface Database {
  readonly rows: { readonly [N in TableName]: Map<Key, Rows[N]> }
  /** Ascending numbers that a rollback does not give back. */
  serial(of: 'task' | 'row'): number
}

/** One table as one unit of work sees it: the committed rows under its own changes. */
export interface Table<Row> {
  get(key: Key): Row | null
  /** As `get`, but refused where nothing can be held: in a unit opened for reading. */
  lock(key: Key): Row | null
  set(key: Key, row: Row): void
  delete(key: Key): boolean
  all(): readonly Row[]
  where(test: (row: Row) => boolean): readonly Row[]
  /** Deletes what passes the test; how many. */
  deleteWhere(test: (row: Row) => boolean): number
}

export type Tables = { readonly [N in TableName]: Table<Rows[N]> } & Pick<Database, 'serial'>

export interface Guard {
  /** Throws when the unit is over. */
  reading(): void
  /** Throws when the unit is over or was opened for reading. */
  writing(): void
}

export const createDatabase = (): Database => {
  const serials = { task: 0, row: 0 }
  return {
    rows: {
      tasks: new Map(),
      journal: new Map(),
      reminders: new Map(),
      people: new Map(),
      senders: new Map(),
      keys: new Map(),
      messages: new Map(),
      events: new Map(),
      connections: new Map(),
      notifications: new Map(),
      deliveries: new Map(),
      receipts: new Map(),
      lanes: new Map(),
      pauses: new Map(),
      briefs: new Map(),
      alerts: new Map(),
      responses: new Map(),
      links: new Map(),
      mirrors: new Map(),
      mirrorLanes: new Map(),
      budgets: new Map(),
      hooks: new Map(),
      hookEvents: new Map(),
      openWrites: new Map(),
      conflicts: new Map(),
    },
    serial: (of) => ++serials[of],
  }
}

/** The tables for one unit of work; `commit` writes its changes to the database in one step. */
export const openTables = (database: Database, guard: Guard): { tables: Tables; commit(): void } => {
  const commits: (() => void)[] = []
  const open = <N extends TableName>(name: N): Table<Rows[N]> => {
    const { table, commit } = overlay(database.rows[name], guard)
    commits.push(commit)
    return table
  }
  return {
    tables: {
      tasks: open('tasks'),
      journal: open('journal'),
      reminders: open('reminders'),
      people: open('people'),
      senders: open('senders'),
      keys: open('keys'),
      messages: open('messages'),
      events: open('events'),
      connections: open('connections'),
      notifications: open('notifications'),
      deliveries: open('deliveries'),
      receipts: open('receipts'),
      lanes: open('lanes'),
      pauses: open('pauses'),
      briefs: open('briefs'),
      alerts: open('alerts'),
      responses: open('responses'),
      links: open('links'),
      mirrors: open('mirrors'),
      mirrorLanes: open('mirrorLanes'),
      budgets: open('budgets'),
      hooks: open('hooks'),
      hookEvents: open('hookEvents'),
      openWrites: open('openWrites'),
      conflicts: open('conflicts'),
      serial: database.serial,
    },
    commit: () => {
      for (const commit of commits) commit()
    },
  }
}

const overlay = <Row>(committed: Map<Key, Row>, guard: Guard): { table: Table<Row>; commit(): void } => {
  // null: deleted by this unit.
  const changes = new Map<Key, Row | null>()

  const get = (key: Key): Row | null => {
    guard.reading()
    const change = changes.get(key)
    return change === undefined ? (committed.get(key) ?? null) : change
  }
  const entries = (): [Key, Row][] => {
    guard.reading()
    const kept = [...committed].filter(([key]) => !changes.has(key))
    const own = [...changes].filter((entry): entry is [Key, Row] => entry[1] !== null)
    return [...kept, ...own]
  }
  const remove = (key: Key): boolean => {
    guard.writing()
    const there = get(key) !== null
    if (there) changes.set(key, null)
    return there
  }
  const all = (): readonly Row[] => entries().map(([, row]) => row)

  return {
    table: {
      get,
      lock: (key) => {
        guard.writing()
        return get(key)
      },
      set: (key, row) => {
        guard.writing()
        changes.set(key, frozen(row))
      },
      delete: remove,
      all,
      where: (test) => all().filter(test),
      deleteWhere: (test) => {
        const doomed = entries().filter(([, row]) => test(row))
        for (const [key] of doomed) remove(key)
        return doomed.length
      },
    },
    commit: () => {
      for (const [key, row] of changes) {
        if (row === null) committed.delete(key)
        else committed.set(key, row)
      }
    },
  }
}

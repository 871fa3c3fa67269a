import type { Topic } from './kernel/changes.ts'
import type { Stores } from './ports.ts'

/** What one unit of work learns on its way about what it writes. */
export interface Unit {
  /** These people are concerned, beside all operators. */
  changed(topic: Topic, ...people: readonly (string | null)[]): void
  /** Whoever had a row, by the row, so that they hear of it also when it stops to be theirs. */
  readonly held: { readonly tasks: Map<number, readonly string[]>; readonly notifications: Map<string, string> }
}

type Rule<Method> = Method extends (...input: infer Input extends readonly unknown[]) => Promise<infer Output>
  ? ((unit: Unit, output: Output, input: Input) => void) | null
  : never

/** Stores that hold nothing a screen shows. */
type Silent = 'reminders' | 'keys' | 'events' | 'idempotency' | 'facts' | 'changes'

/**
 * For each method of each store what it changes on a screen, as seen by `Topic`; null: nothing, as for all that only read.
 * Whoever adds a method says so here, or it does not compile.
 */
export type Announced = {
  readonly [S in Exclude<keyof Stores, Silent>]: { readonly [M in keyof Stores[S]]-?: Rule<Stores[S][M]> }
}

const owners = (task: { readonly createdBy: string; readonly assigneeId: string | null }): readonly string[] =>
  task.assigneeId === null ? [task.createdBy] : [task.createdBy, task.assigneeId]

const delivery = ({ changed, held }: Unit): void => changed('notifications', ...held.notifications.values())

export const ANNOUNCED: Announced = {
  tasks: {
    insert: ({ changed }, task) => changed('tasks', ...owners(task)),
    lock: ({ held }, task) => task !== null && held.tasks.set(task.id, owners(task)),
    update: ({ changed, held }, isWritten, [task]) => {
      if (isWritten) changed('tasks', ...owners(task), ...(held.tasks.get(task.id) ?? []))
    },
    purge: null,
    append: null,
    find: null,
    findAny: null,
    page: null,
    ofIds: null,
    openCounts: null,
    history: null,
    latestBy: null,
  },
  people: {
    insert: ({ changed }, _, [person]) => changed('people', person.id),
    update: ({ changed }, isWritten, [person]) => isWritten && changed('people', person.id),
    addAlias: ({ changed }, _, [alias]) => changed('people', alias.personId),
    remove: ({ changed }, wasThere, [id]) => wasThere && changed('people', id),
    find: null,
    lock: null,
    findByAlias: null,
    operators: null,
    lockOperators: null,
    all: null,
    page: null,
  },
  senders: {
    note: ({ changed }) => changed('people'),
    remove: ({ changed }, wasThere) => wasThere && changed('people'),
    forget: ({ changed }) => changed('people'),
    purge: null,
    find: null,
    list: null,
    page: null,
  },
  messages: {
    insert: ({ changed }, isNew, [message]) => isNew && changed('messages', message.personId),
    update: ({ changed }, _, [message]) => changed('messages', message.personId),
    purge: null,
    find: null,
    findByExternalId: null,
    lock: null,
    recent: null,
    page: null,
  },
  notifications: {
    insert: ({ changed }, isNew, [notification]) => isNew && changed('notifications', notification.personId),
    lock: ({ held }, notification) =>
      notification !== null && held.notifications.set(notification.id, notification.personId),
    update: ({ changed }, _, [notification]) => changed('notifications', notification.personId),
    insertDelivery: delivery,
    updateDelivery: delivery,
    insertReceipt: (unit, isNew) => isNew && delivery(unit),
    endLeases: (unit, ids) => ids.length > 0 && delivery(unit),
    pause: ({ changed }) => changed('notifications'),
    resume: ({ changed }) => changed('notifications'),
    purge: null,
    claimLane: null,
    releaseLane: null,
    find: null,
    findByDedupeKey: null,
    page: null,
    pendingIds: null,
    counts: null,
    pauses: null,
    deliveries: null,
    deliveryByExternalId: null,
    ofIds: null,
    deliveriesOf: null,
    receiptsOf: null,
    ofGroups: null,
    ofGroupsLike: null,
    statusCounts: null,
    figures: null,
    groupDelivery: null,
    countSends: null,
    receipts: null,
  },
  briefs: {
    claim: ({ changed }, isNew, [brief]) => isNew && changed('briefs', brief.personId),
    purge: null,
  },
  alerts: {
    put: ({ changed }) => changed('alerts'),
    purge: null,
    lock: null,
    find: null,
    page: null,
    open: null,
  },
  links: {
    touch: ({ changed }, _, [, mirrors]) => mirrors.length > 0 && changed('sync'),
    save: ({ changed }) => changed('sync'),
    enrol: ({ changed }, { lastTaskId }) => lastTaskId !== null && changed('sync'),
    releaseAssigned: ({ changed }) => changed('sync'),
    retryLabels: ({ changed }) => changed('sync'),
    labelsLeftOut: null,
    see: null,
    find: null,
    lock: null,
    ofTasks: null,
    byKeys: null,
    byExternalIds: null,
    due: null,
    nextDue: null,
    troubles: null,
    unseen: null,
    counts: null,
  },
  mirrors: {
    save: ({ changed }) => changed('sync'),
    setHookSecret: ({ changed }) => changed('sync'),
    find: null,
    lock: null,
    claimLane: null,
    releaseLane: null,
    spend: null,
    hookSecret: null,
    noteHook: null,
    purgeHooks: null,
    openWrites: null,
    setOpenWrites: null,
  },
  conflicts: {
    insert: ({ changed }, _, [conflict]) => changed('sync', conflict.personId),
    update: ({ changed }, _, [conflict]) => changed('sync', conflict.personId),
    forget: ({ changed }) => changed('sync'),
    purge: null,
    find: null,
    lock: null,
    page: null,
    latestFor: null,
  },
  jobs: { enqueue: ({ changed }, _, jobs) => jobs.length > 0 && changed('jobs') },
}

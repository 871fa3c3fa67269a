import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { Conflict, LinkState, Mirror, MirrorLink, MirrorName, MirrorPause } from '../../../core/sync/ports.ts'
import { instant, oneOf } from './columns.ts'
import { tasks } from './tasks.ts'

const mirrorNames: Record<MirrorName, true> = { notion: true, sheets: true }

/** A link with a problem, or failing; the partial index is made of it. */
export const TROUBLED = sql.raw(`(attempts > 0 or problems <> '[]')`)

/** To be pushed, and not waiting after a failure. */
export const READY = sql.raw(`(dirty_since is not null and next_try_at is null)`)

const taskId = () =>
  bigint('task_id', { mode: 'number' })
    .notNull()
    .references(() => tasks.id, { onDelete: 'cascade' })

export const taskLinks = pgTable(
  'task_links',
  {
    taskId: taskId(),
    mirror: text('mirror').$type<MirrorName>().notNull(),
    key: text('key').notNull(),
    externalId: text('external_id'),
    url: text('url'),
    state: text('state').$type<LinkState>().notNull(),
    base: jsonb('base').$type<MirrorLink['base']>().notNull(),
    version: integer('version').notNull(),
    dirtySince: instant('dirty_since'),
    attempts: integer('attempts').notNull(),
    nextTryAt: instant('next_try_at'),
    problems: jsonb('problems').$type<MirrorLink['problems']>().notNull(),
    detail: text('detail'),
    syncedAt: instant('synced_at'),
    /** In no index, so that a sweep over all rows rewrites none. */
    seenIn: text('seen_in'),
  },
  (t) => [
    primaryKey({ name: 'task_links_pkey', columns: [t.taskId, t.mirror] }),
    oneOf('task_links_mirror_check', t.mirror, mirrorNames),
    oneOf<LinkState>('task_links_state_check', t.state, {
      new: true,
      creating: true,
      linked: true,
      trashed: true,
      removed: true,
    }),
    unique('task_links_key').on(t.mirror, t.key),
    uniqueIndex('task_links_external').on(t.mirror, t.externalId).where(sql`external_id is not null`),
    // Each holds the rows of one question only: what is clean and well costs nobody who asks for the rest.
    index('task_links_due_index')
      .on(t.mirror, sql`coalesce(next_try_at, dirty_since)`, t.taskId)
      .where(sql`dirty_since is not null`),
    index('task_links_ready_index').on(t.mirror).where(READY),
    index('task_links_dirty_index').on(t.mirror, t.dirtySince).where(sql`dirty_since is not null`),
    index('task_links_linked_index').on(t.mirror, t.taskId).where(sql`state = 'linked'`),
    index('task_links_removed_index').on(t.mirror, t.taskId).where(sql`state = 'removed'`),
    index('task_links_troubled_index').on(t.mirror, t.taskId).where(TROUBLED),
  ],
)

/** One row a mirror, made at its first use. */
export const mirrors = pgTable(
  'mirrors',
  {
    name: text('name').$type<MirrorName>().primaryKey(),
    pauseReason: text('pause_reason').$type<MirrorPause['reason']>(),
    pauseTrouble: jsonb('pause_trouble').$type<MirrorPause['trouble']>(),
    pausedSince: instant('paused_since'),
    fields: text('fields').array().$type<Mirror['fields'][number][]>().notNull(),
    url: text('url'),
    cursor: text('cursor'),
    sweepId: text('sweep_id'),
    sweepCursor: text('sweep_cursor'),
    enrolAfter: bigint('enrol_after', { mode: 'number' }),
    pulledAt: instant('pulled_at'),
    pushedAt: instant('pushed_at'),
    sweptAt: instant('swept_at'),
    checkedAt: instant('checked_at'),
    failingSince: instant('failing_since'),
    failure: text('failure').$type<NonNullable<Mirror['failure']>>(),
    resumeAt: instant('resume_at'),
  },
  (t) => [
    oneOf('mirrors_name_check', t.name, mirrorNames),
    oneOf<MirrorPause['reason']>('mirrors_pause_reason_check', t.pauseReason, {
      trouble: true,
      operator: true,
      restore: true,
    }),
    check('mirrors_pause_check', sql`(${t.pauseReason} is null) = (${t.pausedSince} is null)`),
    oneOf<NonNullable<Mirror['failure']>>('mirrors_failure_check', t.failure, {
      unavailable: true,
      throttled: true,
      rejected: true,
    }),
  ],
)

/** Which run may use a mirror at this moment. */
export const mirrorLanes = pgTable(
  'mirror_lanes',
  {
    name: text('name').$type<MirrorName>().primaryKey(),
    holder: text('holder').notNull(),
    until: instant('until').notNull(),
  },
  (t) => [oneOf('mirror_lanes_name_check', t.name, mirrorNames)],
)

export const mirrorBudgets = pgTable('mirror_budgets', {
  credential: text('credential').primaryKey(),
  /** When its last requests were, oldest first, in ms of Unix time: as many as its limit. */
  spent: bigint('spent', { mode: 'number' }).array().notNull(),
  /** What the last who asked was told. */
  waitMs: bigint('wait_ms', { mode: 'number' }).notNull(),
})

/** What a vendor signs its events with. They only tell us to look, so that who knows it learns and changes nothing. */
export const mirrorHooks = pgTable(
  'mirror_hooks',
  { name: text('name').$type<MirrorName>().primaryKey(), secret: text('secret').notNull() },
  (t) => [oneOf('mirror_hooks_name_check', t.name, mirrorNames)],
)

/** What a mirror noted of writes whose end it does not know yet; apart from `mirrors`, since it may be megabytes. */
export const mirrorOpenWrites = pgTable(
  'mirror_open_writes',
  { name: text('name').$type<MirrorName>().primaryKey(), note: text('note').notNull() },
  (t) => [oneOf('mirror_open_writes_name_check', t.name, mirrorNames)],
)

export const mirrorHookEvents = pgTable(
  'mirror_hook_events',
  {
    name: text('name').$type<MirrorName>().notNull(),
    eventId: text('event_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'mirror_hook_events_pkey', columns: [t.name, t.eventId] }),
    oneOf('mirror_hook_events_name_check', t.name, mirrorNames),
    index('mirror_hook_events_at_index').on(t.at),
  ],
)

export const conflicts = pgTable(
  'conflicts',
  {
    id: text('id').primaryKey(),
    taskId: taskId(),
    mirror: text('mirror').$type<MirrorName>().notNull(),
    field: text('field').$type<Conflict['field']>().notNull(),
    /** Both values in one, so that null and a bare JSON string stay what they are. */
    sides: jsonb('sides').$type<Pick<Conflict, 'ours' | 'theirs'>>().notNull(),
    winner: text('winner').$type<Conflict['winner']>().notNull(),
    at: instant('at').notNull(),
    personId: text('person_id'),
    resolvedAt: instant('resolved_at'),
    resolution: text('resolution').$type<NonNullable<Conflict['resolution']>>(),
  },
  (t) => [
    oneOf('conflicts_mirror_check', t.mirror, mirrorNames),
    oneOf<Conflict['winner']>('conflicts_winner_check', t.winner, { ours: true, theirs: true }),
    oneOf<NonNullable<Conflict['resolution']>>('conflicts_resolution_check', t.resolution, {
      kept: true,
      swapped: true,
    }),
    index('conflicts_page_index').on(t.at, t.id),
    index('conflicts_open_index').on(t.at, t.id).where(sql`resolved_at is null`),
    index('conflicts_task_index').on(t.taskId, t.at, t.id),
    index('conflicts_person_index').on(t.personId, t.at).where(sql`resolved_at is null`),
  ],
)

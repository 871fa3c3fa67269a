import { sql } from 'drizzle-orm'
import { bigint, check, date, index, integer, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import type { JournalAction, JournalEntry, Reminder, ReminderKind, Task } from '../../../core/tasks/ports.ts'
import { instant, oneOf, wallClock } from './columns.ts'

const channels: Record<Task['channel'], true> = { api: true, whatsapp: true, web: true, sheets: true, notion: true }

/** The statuses of a task that is still to be done; the partial indexes below are made of them. */
export const OPEN = sql.raw(`status in ('pending', 'in_progress')`)

export const tasks = pgTable(
  'tasks',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
    title: text('title').notNull(),
    description: text('description'),
    status: text('status').$type<Task['status']>().notNull(),
    priority: text('priority').$type<Task['priority']>().notNull(),
    dueDate: date('due_date', { mode: 'string' }),
    dueTime: text('due_time'),
    timeZone: text('time_zone').notNull(),
    dueAt: instant('due_at'),
    labels: text('labels').array().notNull(),
    channel: text('channel').$type<Task['channel']>().notNull(),
    sender: text('sender'),
    createdBy: text('created_by').notNull(),
    assigneeId: text('assignee_id'),
    completedAt: instant('completed_at'),
    deletedAt: instant('deleted_at'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    version: integer('version').notNull(),
    /** Title and description without case and accents, folded by us: a server may have no unaccent, or another locale. */
    searchText: text('search_text').notNull(),
  },
  (t) => [
    oneOf<Task['status']>('tasks_status_check', t.status, {
      pending: true,
      in_progress: true,
      completed: true,
      cancelled: true,
    }),
    oneOf<Task['priority']>('tasks_priority_check', t.priority, { low: true, medium: true, high: true, urgent: true }),
    oneOf('tasks_channel_check', t.channel, channels),
    check('tasks_due_time_check', sql`${t.dueTime} is null or (${wallClock(t.dueTime)} and ${t.dueDate} is not null)`),
    index('tasks_created_by_index').on(t.createdBy, t.id),
    index('tasks_assignee_index').on(t.assigneeId, t.id),
    // The last two are in it so that counting reads the index alone.
    index('tasks_agenda_index')
      .on(sql`coalesce(assignee_id, created_by)`, t.dueAt, t.id, t.assigneeId, t.createdBy)
      .where(sql`${OPEN} and deleted_at is null`),
    index('tasks_open_index').on(t.id).where(OPEN),
    index('tasks_due_index').on(t.dueAt, t.id).where(sql`deleted_at is null`),
    index('tasks_due_desc_index').on(t.dueAt.desc(), t.id).where(sql`deleted_at is null`),
    index('tasks_undated_index').on(t.id).where(sql`due_at is null and deleted_at is null`),
    index('tasks_completed_index').on(t.completedAt).where(sql`completed_at is not null`),
    index('tasks_deleted_index').on(t.deletedAt).where(sql`deleted_at is not null`),
    index('tasks_labels_index').using('gin', t.labels),
  ],
)

/** The journal: one row for each change of a task. */
export const taskChanges = pgTable(
  'task_changes',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
    taskId: bigint('task_id', { mode: 'number' })
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    action: text('action').$type<JournalAction>().notNull(),
    actorId: text('actor_id').notNull(),
    channel: text('channel').$type<Task['channel']>().notNull(),
    at: instant('at').notNull(),
    changes: jsonb('changes').$type<JournalEntry['changes']>().notNull(),
    reverts: integer('reverts'),
  },
  (t) => [
    oneOf<JournalAction>('task_changes_action_check', t.action, {
      created: true,
      updated: true,
      status_changed: true,
      deleted: true,
      undone: true,
    }),
    oneOf('task_changes_channel_check', t.channel, channels),
    unique('task_changes_task_version').on(t.taskId, t.version),
    index('task_changes_actor_index').on(t.actorId, t.at, t.id),
  ],
)

export const reminders = pgTable(
  'reminders',
  {
    id: text('id').primaryKey(),
    taskId: bigint('task_id', { mode: 'number' })
      .notNull()
      .references(() => tasks.id, { onDelete: 'cascade' }),
    personId: text('person_id').notNull(),
    kind: text('kind').$type<ReminderKind>().notNull(),
    at: instant('at').notNull(),
    state: text('state').$type<Reminder['state']>().notNull(),
  },
  (t) => [
    oneOf<ReminderKind>('reminders_kind_check', t.kind, { due: true, lead: true }),
    oneOf<Reminder['state']>('reminders_state_check', t.state, { planned: true, sent: true, dropped: true }),
    unique('reminders_moment').on(t.taskId, t.personId, t.kind, t.at),
  ],
)

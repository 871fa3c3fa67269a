import { z } from 'zod'
import { MIRROR_NAMES, type TaskCopy } from '../../../core/sync/index.ts'
import { type JournalEntry, PRIORITIES, TASK_STATUSES, type Task } from '../../../core/tasks/index.ts'
import { clockTime, id, instant, localDate, named } from '../schemas.ts'

export const CHANNELS = ['api', 'whatsapp', 'web', 'sheets', 'notion'] as const

const MirroredShape = z.strictObject({
  name: z.enum(MIRROR_NAMES),
  state: z
    .enum(['synced', 'partial', 'waiting', 'failing', 'trashed', 'removed'])
    .describe('partial: but for the fields that error names; removed: a person deleted it there'),
  url: z.string().nullable(),
  last_synced_at: instant().nullable(),
  error: z.string().nullable().describe('In plain words'),
})

export const TaskShape = named(
  'Task',
  z.strictObject({
    id: z.int(),
    title: z.string(),
    description: z.string().nullable(),
    status: z.enum(TASK_STATUSES),
    priority: z.enum(PRIORITIES),
    due_date: localDate().nullable(),
    due_time: clockTime().nullable().describe('null: all day, or undated'),
    due_at: instant()
      .nullable()
      .describe(
        'Derived. With a time: that minute. All day: the start of the next local day, when it becomes overdue.',
      ),
    time_zone: z.string(),
    labels: z.array(z.string()),
    channel: z.enum(CHANNELS),
    sender: z.string().nullable(),
    assignee_id: id().nullable(),
    created_by: id(),
    completed_at: instant().nullable(),
    created_at: instant(),
    updated_at: instant(),
    version: z.int(),
    mirrors: z.array(MirroredShape).optional().describe('Only with include=mirrors'),
  }),
)

const at = (date: Date | null): string | null => date?.toISOString() ?? null

export const taskOut = (task: Task): z.infer<typeof TaskShape> => ({
  id: task.id,
  title: task.title,
  description: task.description,
  status: task.status,
  priority: task.priority,
  due_date: task.dueDate,
  due_time: task.dueTime,
  due_at: at(task.dueAt),
  time_zone: task.timeZone,
  labels: [...task.labels],
  channel: task.channel,
  sender: task.sender,
  assignee_id: task.assigneeId,
  created_by: task.createdBy,
  completed_at: at(task.completedAt),
  created_at: task.createdAt.toISOString(),
  updated_at: task.updatedAt.toISOString(),
  version: task.version,
})

/** As `taskOut`, with the copies outside. */
export const taskWithMirrors = (task: Task, copies: readonly TaskCopy[]): z.infer<typeof TaskShape> => ({
  ...taskOut(task),
  mirrors: copies.map(({ name, state, url, lastSyncedAt, error }) => ({
    name,
    state,
    url,
    last_synced_at: at(lastSyncedAt),
    error,
  })),
})

export const ChangeShape = named(
  'TaskChange',
  z.strictObject({
    version: z.int(),
    action: z.enum(['created', 'updated', 'status_changed', 'deleted', 'undone']),
    actor_id: z.string().describe('Of a person; mirror:notion or mirror:sheets where it was changed outside'),
    channel: z.enum(CHANNELS),
    at: instant(),
    changes: z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() })),
    reverts: z.int().nullable(),
  }),
)

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export const changeOut = (entry: JournalEntry): z.infer<typeof ChangeShape> => ({
  version: entry.version,
  action: entry.action,
  actor_id: entry.actorId,
  channel: entry.channel,
  at: entry.at.toISOString(),
  changes: Object.fromEntries(
    Object.entries(entry.changes).map(([field, change]) => [
      snake(field),
      { from: change.from ?? null, to: change.to ?? null },
    ]),
  ),
  reverts: entry.reverts,
})

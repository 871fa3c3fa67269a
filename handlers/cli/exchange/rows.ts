import { z } from 'zod'
import { ALIAS_CHANNELS, CHANNEL_NAMES, type Person } from '../../../core/people/index.ts'
import { PRIORITIES, TASK_STATUSES, type Task } from '../../../core/tasks/index.ts'

/*
 * What people and tasks look like outside: the columns of CSV and the fields of JSON. Both are in
 * docs/data.md; names are those of the API. Everything but name and title may be left out.
 */
const text = z.string().nullable().default(null)
const moment = z.iso.datetime({ offset: true }).nullable().default(null)
const localTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .nullable()
  .default(null)

export const PersonRowSchema = z
  .strictObject({
    id: z.string().min(1).max(64).nullable().default(null),
    name: z.string(),
    role: z.enum(['operator', 'member']).nullable().default(null),
    locale: z.enum(['pt-BR', 'en']).nullable().default(null),
    time_zone: text,
    quiet_start: localTime,
    quiet_end: localTime,
    brief_time: localTime,
    chain: z.array(z.enum(CHANNEL_NAMES)).nullable().default(null),
    aliases: z.array(z.strictObject({ channel: z.enum(ALIAS_CHANNELS), address: z.string() })).default([]),
  })
  .refine((row) => (row.quiet_start === null) === (row.quiet_end === null), {
    path: ['quiet_end'],
    error: 'quiet_start + quiet_end',
  })
export type PersonRow = z.infer<typeof PersonRowSchema>

export const TaskRowSchema = z
  .strictObject({
    uid: z.string().min(1).max(100).nullable().default(null),
    title: z.string(),
    description: text,
    status: z.enum(TASK_STATUSES).default('pending'),
    priority: z.enum(PRIORITIES).nullable().default(null),
    due_date: z.iso.date().nullable().default(null),
    due_time: localTime,
    time_zone: text,
    labels: z.array(z.string()).default([]),
    assignee_id: text,
    created_by: text,
    created_at: moment,
    completed_at: moment,
  })
  .refine((row) => row.due_time === null || row.due_date !== null, { path: ['due_time'], error: 'due_date + due_time' })
export type TaskRow = z.infer<typeof TaskRowSchema>

export const DocumentSchema = z.strictObject({
  sparkone_export: z.literal(1),
  exported_at: z.string().optional(),
  people: z.array(z.unknown()).default([]),
  tasks: z.array(z.unknown()).default([]),
})

export const KINDS = ['people', 'tasks'] as const
export type Kind = (typeof KINDS)[number]

export const COLUMNS: Readonly<Record<Kind, readonly string[]>> = {
  people: Object.keys(PersonRowSchema.shape),
  tasks: Object.keys(TaskRowSchema.shape),
}

export const personRow = (person: Person): PersonRow => ({
  id: person.id,
  name: person.name,
  role: person.role,
  locale: person.locale,
  time_zone: person.timeZone,
  quiet_start: person.quietHours?.start ?? null,
  quiet_end: person.quietHours?.end ?? null,
  brief_time: person.briefTime,
  chain: person.chain === null ? null : [...person.chain],
  aliases: person.aliases.map(({ channel, address }) => ({ channel, address })),
})

const IMPORTED = 'import:'

/** What a task is known by wherever it is carried: where it first was, its number and the moment it was made. */
export const uidOf = ({ sender, id, createdAt }: Task): string =>
  sender?.startsWith(IMPORTED) === true ? sender.slice(IMPORTED.length) : `${id}-${createdAt.getTime()}`

export const senderOf = (uid: string): string => `${IMPORTED}${uid}`

/** An assignee who is gone is nobody. */
export const taskRow = (task: Task, isThere: (personId: string) => boolean): TaskRow => ({
  uid: uidOf(task),
  title: task.title,
  description: task.description,
  status: task.status,
  priority: task.priority,
  due_date: task.dueDate,
  due_time: task.dueTime,
  time_zone: task.timeZone,
  labels: [...task.labels],
  assignee_id: task.assigneeId !== null && isThere(task.assigneeId) ? task.assigneeId : null,
  created_by: isThere(task.createdBy) ? task.createdBy : null,
  created_at: task.createdAt.toISOString(),
  completed_at: task.completedAt?.toISOString() ?? null,
})

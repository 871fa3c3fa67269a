import { z } from 'zod'
import { SENDER_MAX } from '../../../core/capture/index.ts'
import {
  checkLabel,
  checkTitle,
  DESCRIPTION_MAX,
  LABEL_MAX,
  LABELS_MAX,
  PRIORITIES,
  TASK_SORTS,
  TASK_STATUSES,
  TITLE_MAX,
} from '../../../core/tasks/index.ts'
import { route } from '../binding/route.ts'
import {
  clockTime,
  flag,
  givenDate,
  givenInstant,
  id,
  judged,
  line,
  named,
  pageFields,
  paging,
  taskId,
  text,
  timeZone,
} from '../schemas.ts'
import { dueOfCreate, dueOfPatch } from './due.ts'
import { CHANNELS, ChangeShape, TaskShape } from './shape.ts'

const title = judged(line(TITLE_MAX, 1), checkTitle)
const description = text(DESCRIPTION_MAX).nullable()
const label = judged(line(LABEL_MAX, 1), (value) => checkLabel(value))
const labels = z.array(label).max(LABELS_MAX)
const priority = z.enum(PRIORITIES)
const words = line(200, 1).describe('Words for the grammar: "amanhã às 14h"')

/** The parts of a due date, of which one form at a time may be given. */
const due = {
  due: words.nullable().optional(),
  due_at: givenInstant()
    .nullable()
    .optional()
    .describe('Always a task with a time. Seconds are dropped: tasks are due to the minute.'),
  due_date: givenDate().nullable().optional().describe('Without due_time: all that day'),
  due_time: clockTime().nullable().optional().describe('By the clock of time_zone'),
}

export const CreateTaskBody = named(
  'CreateTask',
  dueOfCreate(
    z.strictObject({
      title,
      description: description.optional(),
      priority: priority.optional(),
      labels: labels.optional(),
      assignee_id: id().nullable().optional(),
      time_zone: timeZone().optional(),
      channel: z.enum(CHANNELS).optional(),
      sender: line(SENDER_MAX).nullable().optional(),
      ...due,
    }),
  ),
)

export const PatchTaskBody = named(
  'PatchTask',
  dueOfPatch(
    z.strictObject({
      title: title.optional(),
      description: description.optional(),
      status: z.enum(TASK_STATUSES).optional(),
      priority: priority.optional(),
      labels: labels.nullable().optional(),
      assignee_id: id().nullable().optional(),
      time_zone: timeZone().optional(),
      ...due,
    }),
  ),
)

const params = z.strictObject({ id: taskId() })
const include = z.enum(['mirrors']).optional().describe('mirrors: where else each task is shown, and how that went')
const tag = 'Tasks'
const MERGE = ['application/json', 'application/merge-patch+json']

export const createTask = route({
  method: 'post',
  path: '/tasks',
  operationId: 'createTask',
  summary: 'Create a task',
  tag,
  scope: 'tasks:write',
  body: CreateTaskBody,
  idempotent: true,
  answers: { 201: { description: 'The task', schema: TaskShape, headers: ['ETag', 'Location'] } },
})

export const listTasks = route({
  method: 'get',
  path: '/tasks',
  operationId: 'listTasks',
  summary: 'List tasks',
  tag,
  scope: 'tasks:read',
  query: z.strictObject({
    status: z.enum(TASK_STATUSES).optional(),
    priority: priority.optional(),
    channel: z.enum(CHANNELS).optional(),
    assignee_id: id().optional(),
    label: line(LABEL_MAX, 1).optional(),
    due_before: givenInstant().optional(),
    due_after: givenInstant().optional(),
    overdue: flag().optional(),
    q: text(200, 1).optional(),
    include,
    sort: z.enum(TASK_SORTS).default('-created'),
    ...paging,
  }),
  answers: {
    200: { description: 'A page of tasks', schema: z.strictObject({ tasks: z.array(TaskShape), ...pageFields }) },
  },
})

export const getTask = route({
  method: 'get',
  path: '/tasks/{id}',
  operationId: 'getTask',
  summary: 'Read a task; with its mirrors it has no ETag',
  tag,
  scope: 'tasks:read',
  params,
  query: z.strictObject({ include }),
  conditional: 'read',
  answers: { 200: { description: 'The task', schema: TaskShape } },
})

export const patchTask = route({
  method: 'patch',
  path: '/tasks/{id}',
  operationId: 'patchTask',
  summary:
    'Change a task: absent is untouched, null clears; a new date does not open a completed one again, status does',
  tag,
  scope: 'tasks:write',
  params,
  body: PatchTaskBody,
  bodyTypes: MERGE,
  conditional: 'write',
  answers: { 200: { description: 'The task as it is now', schema: TaskShape } },
})

export const setTaskStatus = route({
  method: 'patch',
  path: '/tasks/{id}/status',
  operationId: 'setTaskStatus',
  summary: 'Set the status of a task',
  tag,
  scope: 'tasks:write',
  params,
  body: z.strictObject({ status: z.enum(TASK_STATUSES) }),
  bodyTypes: MERGE,
  conditional: 'write',
  answers: { 200: { description: 'The task as it is now', schema: TaskShape } },
})

export const deleteTask = route({
  method: 'delete',
  path: '/tasks/{id}',
  operationId: 'deleteTask',
  summary: 'Delete a task; undo brings it back for 30 days',
  tag,
  scope: 'tasks:write',
  params,
  conditional: 'write',
  answers: { 204: { description: 'Deleted' } },
})

export const taskHistory = route({
  method: 'get',
  path: '/tasks/{id}/history',
  operationId: 'taskHistory',
  summary: 'The journal of a task, oldest first; of a deleted one too while undo can bring it back',
  tag,
  scope: 'tasks:read',
  params,
  answers: { 200: { description: 'All changes', schema: z.strictObject({ changes: z.array(ChangeShape) }) } },
})

export const undoTask = route({
  method: 'post',
  path: '/tasks/{id}/undo',
  operationId: 'undoTask',
  summary: 'Revert the last change of a task',
  tag,
  scope: 'tasks:write',
  params,
  idempotent: true,
  answers: { 200: { description: 'The task as it is now', schema: TaskShape, headers: ['ETag'] } },
  problems: [409],
})

import { z } from 'zod'
import { PRIORITIES, TASK_SORTS, TASK_STATUSES } from '../../../core/tasks/index.ts'
import { route } from '../binding/route.ts'
import { clockTime, flag, givenDate, givenInstant, id, line, named, pageFields, paging, taskId } from '../schemas.ts'
import { CHANNELS, ChangeShape, TaskShape } from './shape.ts'

const title = line(2000).describe('1 to 500 characters')
const description = z.string().max(20_000).nullable().describe('At most 10,000 characters')
const timeZone = line(64).describe('IANA name, such as America/Sao_Paulo')
const labels = z.array(line(200)).max(20).describe('Each of 1 to 50 characters')
const priority = z.enum(PRIORITIES)
const words = line(200).min(1).describe('Words for the grammar: "amanhã às 14h"')

/** The parts of a due date, of which one form at a time may be given. */
const due = {
  due: words.nullable().optional(),
  due_at: givenInstant().nullable().optional(),
  due_date: givenDate().nullable().optional(),
  due_time: clockTime().nullable().optional(),
}

export const CreateTaskBody = named(
  'CreateTask',
  z.strictObject({
    title,
    description: description.optional(),
    priority: priority.optional(),
    labels: labels.optional(),
    assignee_id: id().nullable().optional(),
    time_zone: timeZone.optional(),
    channel: z.enum(CHANNELS).optional(),
    sender: line(200).nullable().optional(),
    ...due,
  }),
)

export const PatchTaskBody = named(
  'PatchTask',
  z.strictObject({
    title: title.optional(),
    description: description.optional(),
    status: z.enum(TASK_STATUSES).optional(),
    priority: priority.optional(),
    labels: labels.nullable().optional(),
    assignee_id: id().nullable().optional(),
    time_zone: timeZone.optional(),
    ...due,
  }),
)

const params = z.strictObject({ id: taskId() })
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
    label: line(200).min(1).optional(),
    due_before: givenInstant().optional(),
    due_after: givenInstant().optional(),
    overdue: flag().optional(),
    q: z.string().min(1).max(200).optional(),
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
  summary: 'Read a task',
  tag,
  scope: 'tasks:read',
  params,
  conditional: 'read',
  answers: { 200: { description: 'The task', schema: TaskShape } },
})

export const patchTask = route({
  method: 'patch',
  path: '/tasks/{id}',
  operationId: 'patchTask',
  summary: 'Change a task: absent is untouched, null clears',
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
  summary: 'The journal of a task, oldest first',
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

import { z } from 'zod'
import { DomainError } from '../../../core/index.ts'
import type { CreateTask, DueInput, PatchTask, TaskCursor } from '../../../core/tasks/index.ts'
import { bind, known } from '../binding/bind.ts'
import { oneStart, pageOut, readCursor, writeCursor } from '../paging.ts'
import * as contract from './contract.ts'
import { changeOut, taskOut } from './shape.ts'

const twoForms = (): DomainError =>
  new DomainError('invalid_input', 'The input is not valid.', [
    { pointer: '/due', detail: 'Give the date in one form: due, due_at, or due_date with due_time.' },
  ])

interface DueFields {
  readonly due?: string | null | undefined
  readonly due_at?: string | null | undefined
  readonly due_date?: string | null | undefined
  readonly due_time?: string | null | undefined
}

const formsOf = (body: DueFields): number =>
  [body.due, body.due_at, body.due_date ?? body.due_time].filter((form) => form !== undefined && form !== null).length

const dueOf = (body: DueFields): DueInput | undefined => {
  if (formsOf(body) > 1) throw twoForms()
  if (typeof body.due === 'string') return { words: body.due }
  if (typeof body.due_at === 'string') return { at: new Date(body.due_at) }
  if (typeof body.due_date === 'string') return { date: body.due_date, time: body.due_time ?? null }
  if (typeof body.due_time === 'string') {
    throw new DomainError('invalid_input', 'The input is not valid.', [
      { pointer: '/due_time', detail: 'A time needs a date: set due_date too.' },
    ])
  }
  return undefined
}

/** Fields that are there, under the names of the core. Absent stays absent. */
const common = (
  body: Pick<
    z.infer<typeof contract.PatchTaskBody>,
    'description' | 'priority' | 'labels' | 'assignee_id' | 'time_zone'
  >,
) => ({
  ...(body.description === undefined ? {} : { description: body.description }),
  ...(body.priority === undefined ? {} : { priority: body.priority }),
  ...(body.labels === undefined ? {} : { labels: body.labels ?? [] }),
  ...(body.assignee_id === undefined ? {} : { assigneeId: body.assignee_id }),
  ...(body.time_zone === undefined ? {} : { timeZone: body.time_zone }),
})

const createOf = (body: z.infer<typeof contract.CreateTaskBody>): CreateTask => {
  const due = dueOf(body)
  return {
    title: body.title,
    ...common(body),
    ...(body.channel === undefined ? {} : { channel: body.channel }),
    ...(body.sender === undefined ? {} : { sender: body.sender }),
    ...(due === undefined ? {} : { due }),
  }
}

const patchOf = (body: z.infer<typeof contract.PatchTaskBody>): PatchTask => ({
  ...common(body),
  ...(body.title === undefined ? {} : { title: body.title }),
  ...(body.status === undefined ? {} : { status: body.status }),
  ...patchedDue(body),
})

/** `due` and `due_at` set or clear both parts; `due_date` and `due_time` may come alone. */
const patchedDue = (body: DueFields): Pick<PatchTask, 'due' | 'dueDate' | 'dueTime'> => {
  if (formsOf(body) > 1) throw twoForms()
  if (typeof body.due === 'string') return { due: { words: body.due } }
  if (typeof body.due_at === 'string') return { due: { at: new Date(body.due_at) } }
  if (body.due_date !== undefined || body.due_time !== undefined) {
    return {
      ...(body.due_date === undefined ? {} : { dueDate: body.due_date }),
      ...(body.due_time === undefined ? {} : { dueTime: body.due_time }),
    }
  }
  return body.due === null || body.due_at === null ? { due: null } : {}
}

const Position = z.strictObject({ id: z.int().positive(), due_at: z.iso.datetime().nullable() })

const positionOf = (sort: string, cursor: string): TaskCursor => {
  const { id, due_at } = readCursor(`tasks ${sort}`, Position, cursor)
  return { id, dueAt: due_at === null ? null : new Date(due_at) }
}

export const taskRoutes = [
  bind(contract.createTask, async ({ core, principal, body }) => {
    const task = await core.tasks.create(known(principal).actor, createOf(body))
    return [201, taskOut(task), { location: `/tasks/${task.id}`, version: task.version }]
  }),

  bind(contract.listTasks, async ({ core, deps, principal, query }) => {
    oneStart(query)
    const page = await core.tasks.list(known(principal).actor, {
      sort: query.sort,
      limit: query.limit,
      ...(query.cursor === undefined ? {} : { after: positionOf(query.sort, query.cursor) }),
      ...(query.offset === undefined ? {} : { offset: query.offset }),
      ...(query.status === undefined ? {} : { statuses: [query.status] }),
      ...(query.priority === undefined ? {} : { priority: query.priority }),
      ...(query.channel === undefined ? {} : { channel: query.channel }),
      ...(query.assignee_id === undefined ? {} : { assigneeId: query.assignee_id }),
      ...(query.label === undefined ? {} : { label: query.label }),
      ...(query.due_before === undefined ? {} : { dueBefore: new Date(query.due_before) }),
      ...(query.due_after === undefined ? {} : { dueAfter: new Date(query.due_after) }),
      ...(query.overdue === true ? { overdueAt: deps.clock.now() } : {}),
      ...(query.q === undefined ? {} : { text: query.q }),
    })
    const { next } = page
    const cursor =
      next === null
        ? null
        : writeCursor(`tasks ${query.sort}`, { id: next.id, due_at: next.dueAt?.toISOString() ?? null })
    const { fields, extras } = pageOut(query, cursor, page.total)
    return [200, { tasks: page.tasks.map(taskOut), ...fields }, extras]
  }),

  bind(contract.getTask, async ({ core, principal, params }) => {
    const task = await core.tasks.get(known(principal).actor, params.id)
    return [200, taskOut(task), { version: task.version }]
  }),

  bind(contract.patchTask, async ({ core, principal, params, body, expect }) => {
    const task = await core.tasks.patch(known(principal).actor, params.id, patchOf(body), expect)
    return [200, taskOut(task), { version: task.version }]
  }),

  bind(contract.setTaskStatus, async ({ core, principal, params, body, expect }) => {
    const task = await core.tasks.setStatus(known(principal).actor, params.id, body.status, expect)
    return [200, taskOut(task), { version: task.version }]
  }),

  bind(contract.deleteTask, async ({ core, principal, params, expect }) => {
    await core.tasks.remove(known(principal).actor, params.id, expect)
    return [204, undefined]
  }),

  bind(contract.taskHistory, async ({ core, principal, params }) => {
    const changes = await core.tasks.history(known(principal).actor, params.id)
    return [200, { changes: changes.map(changeOut) }]
  }),

  bind(contract.undoTask, async ({ core, principal, params }) => {
    const task = await core.tasks.undo(known(principal).actor, params.id)
    return [200, taskOut(task), { version: task.version }]
  }),
]

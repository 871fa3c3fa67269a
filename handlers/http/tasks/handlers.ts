import { z } from 'zod'
import type { Actor, Core } from '../../../core/index.ts'
import type { CreateTask, PatchTask, Task, TaskCursor } from '../../../core/tasks/index.ts'
import { bind, known } from '../binding/bind.ts'
import { oneStart, pageOut, readCursor, writeCursor } from '../paging.ts'
import * as contract from './contract.ts'
import { createdDue, patchedDue } from './due.ts'
import { changeOut, taskOut, taskWithMirrors } from './shape.ts'

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
  const due = createdDue(body)
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

const Position = z.strictObject({ id: z.int().positive(), due_at: z.iso.datetime().nullable() })

const positionOf = (sort: string, cursor: string): TaskCursor => {
  const { id, due_at } = readCursor(`tasks ${sort}`, Position, cursor)
  return { id, dueAt: due_at === null ? null : new Date(due_at) }
}

/** How tasks are shown to somebody: what a copy outside lacks is told in their language. */
const shown = async (core: Core, actor: Actor, tasks: readonly Task[], include: 'mirrors' | undefined) => {
  if (include === undefined) return tasks.map(taskOut)
  const { locale } = await core.people.get(actor.personId)
  const copies = await core.sync.copiesOf(
    tasks.map(({ id }) => id),
    locale,
  )
  return tasks.map((task) => taskWithMirrors(task, copies.get(task.id) ?? []))
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
    const tasks = await shown(core, known(principal).actor, page.tasks, query.include)
    return [200, { tasks, ...fields }, extras]
  }),

  bind(contract.getTask, async ({ core, principal, params, query }) => {
    const { actor } = known(principal)
    const task = await core.tasks.get(actor, params.id)
    if (query.include === undefined) return [200, taskOut(task), { version: task.version }]
    const [withMirrors] = await shown(core, actor, [task], query.include)
    return [200, withMirrors, { version: null }]
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

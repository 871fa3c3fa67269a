import { createHash } from 'node:crypto'
import { type Core, DomainError, type Stores } from '../../../core/index.ts'
import type { Task } from '../../../core/tasks/index.ts'
import { type Known, personOf } from './import-people.ts'
import { senderOf, type TaskRow, uidOf } from './rows.ts'

/** The tasks there are, all of them, oldest first. */
export const allTasks = async (stores: Stores): Promise<readonly Task[]> => {
  const found: Task[] = []
  let after: { id: number; dueAt: Date | null } | null = null
  do {
    const page: Awaited<ReturnType<Stores['tasks']['page']>> = await stores.tasks.page({
      visibleTo: null,
      sort: 'created',
      limit: 500,
      ...(after === null ? {} : { after }),
    })
    found.push(...page.tasks)
    after = page.next
  } while (after !== null)
  return found
}

export interface TaskImport {
  /** What tasks here are known by; the next rows see those of the rows before. */
  readonly there: Set<string>
  readonly known: Known
  /** Who an absent or unknown `created_by` is. */
  readonly operatorId: string
}

/** Where the file names no uid the row is its own, so that the same file imported again adds nothing. */
export const uidsOf = (rows: readonly TaskRow[]): readonly string[] => {
  const seen = new Map<string, number>()
  return rows.map((row) => {
    if (row.uid !== null) return row.uid
    const digest = createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 24)
    const count = (seen.get(digest) ?? 0) + 1
    seen.set(digest, count)
    return `row-${digest}-${count}`
  })
}

/** Adds the task unless one of that uid is here. True when it was added. Its reminders are those of any task. */
export const importTask = async (
  core: Core,
  stores: Stores,
  row: TaskRow,
  uid: string,
  { there, known, operatorId }: TaskImport,
): Promise<boolean> => {
  if (there.has(uid)) return false
  const assigneeId = row.assignee_id === null ? null : await personOf(core, stores, row.assignee_id, known)
  if (row.assignee_id !== null && assigneeId === null) {
    throw new DomainError('invalid_input', '', [{ pointer: '/assignee_id', detail: 'There is no such person.' }])
  }
  const creator = row.created_by === null ? null : await personOf(core, stores, row.created_by, known)
  const actor = { personId: creator ?? operatorId, role: 'operator', channel: 'api' } as const
  const made = await core.tasks.create(actor, {
    title: row.title,
    description: row.description,
    labels: row.labels,
    assigneeId,
    sender: senderOf(uid),
    ...(row.priority === null ? {} : { priority: row.priority }),
    ...(row.time_zone === null ? {} : { timeZone: row.time_zone }),
    ...(row.due_date === null ? {} : { due: { date: row.due_date, time: row.due_time } }),
  })
  const task = row.status === 'pending' ? made : await core.tasks.setStatus(actor, made.id, row.status)
  await backdate(stores, task, row)
  there.add(uid)
  return true
}

/** The moments of the past that no use case would let anybody choose. */
const backdate = async (stores: Stores, task: Task, row: TaskRow): Promise<void> => {
  if (row.created_at === null && row.completed_at === null) return
  const isCompleted = task.status === 'completed' && row.completed_at !== null
  const dated: Task = {
    ...task,
    createdAt: row.created_at === null ? task.createdAt : new Date(row.created_at),
    completedAt: isCompleted && row.completed_at !== null ? new Date(row.completed_at) : task.completedAt,
    version: task.version + 1,
  }
  await stores.tasks.update(dated)
  await stores.tasks.append({
    taskId: task.id,
    version: dated.version,
    action: 'updated',
    actorId: task.createdBy,
    channel: task.channel,
    at: task.updatedAt,
    changes: {},
    reverts: null,
  })
}

export const uidsThere = async (stores: Stores): Promise<Set<string>> => new Set((await allTasks(stores)).map(uidOf))

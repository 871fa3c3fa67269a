import { and, asc, desc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { JournalEntry, Task, TaskStore } from '../../../core/tasks/ports.ts'
import type { Database } from '../connection.ts'
import { taskChanges, tasks } from '../schema.ts'
import { countOpen } from './open-counts.ts'
import { once } from './prepared.ts'
import { searchTextOf, taskColumns } from './task-columns.ts'
import { pageOfTasks } from './task-page.ts'

const LATEST = 20

const entryColumns = {
  taskId: taskChanges.taskId,
  version: taskChanges.version,
  action: taskChanges.action,
  actorId: taskChanges.actorId,
  channel: taskChanges.channel,
  at: taskChanges.at,
  changes: taskChanges.changes,
  reverts: taskChanges.reverts,
}

const rowOf = (task: Omit<Task, 'id'>) => ({ ...task, labels: [...task.labels], searchText: searchTextOf(task) })

export const createTaskStore = (db: Database): TaskStore => {
  const byId = once(() =>
    db
      .select(taskColumns)
      .from(tasks)
      .where(and(eq(tasks.id, sql.placeholder('id')), isNull(tasks.deletedAt)))
      .prepare('task_by_id'),
  )

  return {
    insert: async (task) => {
      const [row] = await db.insert(tasks).values(rowOf(task)).returning(taskColumns)
      if (row === undefined) throw new Error('An insert gave back no row.')
      return row
    },
    find: async (id) => (await byId().execute({ id }))[0] ?? null,
    findAny: async (id) => (await db.select(taskColumns).from(tasks).where(eq(tasks.id, id)))[0] ?? null,
    lock: async (id) => {
      const [row] = await db.select(taskColumns).from(tasks).where(eq(tasks.id, id)).for('no key update')
      return row ?? null
    },
    update: async ({ id, ...task }) => {
      const written = await db
        .update(tasks)
        .set(rowOf(task))
        .where(and(eq(tasks.id, id), eq(tasks.version, task.version - 1)))
        .returning({ id: tasks.id })
      return written.length > 0
    },
    page: (query) => pageOfTasks(db, query),
    ofIds: async (ids) =>
      db
        .select(taskColumns)
        .from(tasks)
        .where(and(inArray(tasks.id, [...ids]), isNull(tasks.deletedAt)))
        .orderBy(asc(tasks.id)),
    openCounts: (ownedBy, bounds, max) => countOpen(db, ownedBy, bounds, max),
    append: async (entry) => {
      await db.insert(taskChanges).values(entry)
    },
    history: async (taskId): Promise<readonly JournalEntry[]> =>
      db.select(entryColumns).from(taskChanges).where(eq(taskChanges.taskId, taskId)).orderBy(asc(taskChanges.id)),
    latestBy: async (actorId, since) =>
      db
        .select(entryColumns)
        .from(taskChanges)
        .where(and(eq(taskChanges.actorId, actorId), gte(taskChanges.at, since)))
        .orderBy(desc(taskChanges.at), desc(taskChanges.id))
        .limit(LATEST),
    purge: async (deletedBefore) =>
      (await db.delete(tasks).where(lt(tasks.deletedAt, deletedBefore)).returning({ id: tasks.id })).length,
  }
}

import { isOpen, type TaskStore } from '../../core/tasks/ports.ts'
import type { Tables } from './tables.ts'
import { pageOfTasks } from './task-page.ts'
import { asJson, by, byDescending } from './values.ts'

const LATEST = 20

export const createTaskStore = ({ tasks, journal, reminders, links, conflicts, serial }: Tables): TaskStore => {
  return {
    insert: async (task) => {
      const id = serial('task')
      tasks.set(id, { ...task, id })
      return { ...task, id }
    },
    find: async (id) => {
      const task = tasks.get(id)
      return task?.deletedAt === null ? task : null
    },
    findAny: async (id) => tasks.get(id),
    lock: async (id) => tasks.lock(id),
    update: async (task) => {
      if (tasks.get(task.id)?.version !== task.version - 1) return false
      tasks.set(task.id, task)
      return true
    },
    page: async (query) =>
      pageOfTasks(
        tasks.where((task) => task.deletedAt === null),
        query,
      ),
    ofIds: async (ids) => {
      const wanted = new Set(ids)
      return tasks.where((task) => task.deletedAt === null && wanted.has(task.id)).toSorted(by((task) => task.id))
    },
    openCounts: async (ownedBy, bounds, max) => {
      const open = tasks.where(
        (task) => task.deletedAt === null && isOpen(task) && (task.assigneeId ?? task.createdBy) === ownedBy,
      )
      const before = (bound: Date): number => open.filter(({ dueAt }) => dueAt !== null && dueAt < bound).length
      const upTo = bounds.map(before)
      return {
        dueBefore: upTo.map((count, index) => Math.min(max, count - (upTo[index - 1] ?? 0))),
        undated: Math.min(max, open.filter(({ dueAt }) => dueAt === null).length),
      }
    },
    append: async (entry) => {
      const number = serial('row')
      journal.set(number, { entry: { ...entry, changes: asJson(entry.changes) }, serial: number })
    },
    history: async (taskId) =>
      journal
        .where(({ entry }) => entry.taskId === taskId)
        .toSorted(by((row) => row.serial))
        .map(({ entry }) => entry),
    latestBy: async (actorId, since) =>
      journal
        .where(({ entry }) => entry.actorId === actorId && entry.at >= since)
        .toSorted(
          byDescending(
            (row) => row.entry.at,
            (row) => row.serial,
          ),
        )
        .slice(0, LATEST)
        .map(({ entry }) => entry),
    purge: async (deletedBefore) => {
      const doomed = tasks.where((task) => task.deletedAt !== null && task.deletedAt < deletedBefore)
      const ids = new Set(doomed.map((task) => task.id))
      journal.deleteWhere(({ entry }) => ids.has(entry.taskId))
      for (const table of [reminders, links, conflicts]) table.deleteWhere(({ taskId }) => ids.has(taskId))
      return tasks.deleteWhere((task) => ids.has(task.id))
    },
  }
}

import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { LinkStore, MirrorName } from '../../../core/sync/ports.ts'
import type { Database } from '../connection.ts'
import { taskLinks } from '../schema.ts'
import { countLinks } from './link-counts.ts'
import { createLinkMarks } from './link-marks.ts'
import { createLinkSweeps } from './link-sweeps.ts'
import { createLinkTroubles } from './link-troubles.ts'

export const createLinkStore = (db: Database): LinkStore => {
  const one = (mirror: MirrorName, taskId: number) => and(eq(taskLinks.taskId, taskId), eq(taskLinks.mirror, mirror))

  return {
    ...createLinkMarks(db),
    ...createLinkSweeps(db),
    ...createLinkTroubles(db),
    find: async (mirror, taskId) => (await db.select().from(taskLinks).where(one(mirror, taskId)))[0] ?? null,
    lock: async (mirror, taskId) => {
      const [row] = await db.select().from(taskLinks).where(one(mirror, taskId)).for('no key update')
      return row ?? null
    },
    ofTasks: async (taskIds) =>
      db
        .select()
        .from(taskLinks)
        .where(inArray(taskLinks.taskId, [...taskIds]))
        .orderBy(asc(taskLinks.taskId), asc(taskLinks.mirror)),
    byKeys: async (mirror, keys) =>
      db
        .select()
        .from(taskLinks)
        .where(and(eq(taskLinks.mirror, mirror), inArray(taskLinks.key, [...keys])))
        .orderBy(asc(taskLinks.taskId)),
    byExternalIds: async (mirror, externalIds) =>
      db
        .select()
        .from(taskLinks)
        .where(and(eq(taskLinks.mirror, mirror), inArray(taskLinks.externalId, [...externalIds])))
        .orderBy(asc(taskLinks.taskId)),
    save: async (link) => {
      const { taskId: _task, mirror: _mirror, ...fields } = link
      await db
        .insert(taskLinks)
        .values(link)
        .onConflictDoUpdate({ target: [taskLinks.taskId, taskLinks.mirror], set: fields })
    },
    due: async (mirror, now, limit) =>
      db
        .select()
        .from(taskLinks)
        .where(and(isDirty(mirror), sql`${DUE_AT} <= ${now.toISOString()}`))
        .orderBy(asc(DUE_AT), asc(taskLinks.taskId))
        .limit(limit),
    nextDue: async (mirror) => {
      const first = db.select({ at: DUE_AT }).from(taskLinks).where(isDirty(mirror))
      return (await first.orderBy(asc(DUE_AT)).limit(1))[0]?.at ?? null
    },
    counts: (mirror) => countLinks(db, mirror),
  }
}

const DUE_AT = sql<Date>`coalesce(${taskLinks.nextTryAt}, ${taskLinks.dirtySince})`.mapWith(taskLinks.dirtySince)

const isDirty = (mirror: MirrorName) => and(eq(taskLinks.mirror, mirror), isNotNull(taskLinks.dirtySince))

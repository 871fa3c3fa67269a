import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, ne, sql } from 'drizzle-orm'
import { type LinkStore, type MirrorLink, type MirrorName, newLink } from '../../../core/sync/ports.ts'
import type { Database } from '../connection.ts'
import { taskLinks, tasks } from '../schema.ts'
import { countLinks } from './link-counts.ts'

export const createLinkStore = (db: Database): LinkStore => {
  const one = (mirror: MirrorName, taskId: number) => and(eq(taskLinks.taskId, taskId), eq(taskLinks.mirror, mirror))

  const insertMissing = async (links: readonly MirrorLink[]): Promise<number> => {
    if (links.length === 0) return 0
    const made = db
      .insert(taskLinks)
      .values([...links])
      .onConflictDoNothing({ target: [taskLinks.taskId, taskLinks.mirror] })
    return (await made.returning({ id: taskLinks.taskId })).length
  }

  const markBehind = async (mirror: MirrorName, taskIds: readonly number[], at: Date): Promise<number> => {
    if (taskIds.length === 0) return 0
    // What another unit holds is being written or pushed, and waiting for it out of order could be a deadlock.
    const rows = await db
      .select({ taskId: taskLinks.taskId })
      .from(taskLinks)
      .where(
        and(
          eq(taskLinks.mirror, mirror),
          inArray(taskLinks.taskId, [...taskIds]),
          ne(taskLinks.state, 'removed'),
          isNull(taskLinks.dirtySince),
        ),
      )
      .for('no key update', { skipLocked: true })
    if (rows.length === 0) return 0
    await db
      .update(taskLinks)
      .set({ dirtySince: at })
      .where(
        and(
          eq(taskLinks.mirror, mirror),
          inArray(
            taskLinks.taskId,
            rows.map(({ taskId }) => taskId),
          ),
        ),
      )
    return rows.length
  }

  return {
    touch: async (taskId, mirrors, at, newKey) => {
      if (mirrors.length === 0) return []
      const marked = await db
        .insert(taskLinks)
        .values(mirrors.map((mirror) => newLink(mirror, taskId, newKey(), at)))
        .onConflictDoUpdate({
          target: [taskLinks.taskId, taskLinks.mirror],
          set: { dirtySince: sql`coalesce(${taskLinks.dirtySince}, excluded.dirty_since)`, nextTryAt: null },
          setWhere: sql`${taskLinks.state} <> 'removed'
            and (${taskLinks.dirtySince} is null or ${taskLinks.nextTryAt} is not null)`,
        })
        .returning({ mirror: taskLinks.mirror })
      return mirrors.filter((mirror) => marked.some((row) => row.mirror === mirror))
    },
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
    unseen: async (mirror, { sweep, afterTaskId, limit }) =>
      db
        .select()
        .from(taskLinks)
        .where(
          and(
            eq(taskLinks.mirror, mirror),
            sql`state = 'linked'`,
            sql`${taskLinks.seenIn} is distinct from ${sweep}`,
            gt(taskLinks.taskId, afterTaskId),
          ),
        )
        .orderBy(asc(taskLinks.taskId))
        .limit(limit),
    see: async (mirror, taskIds, sweep) => {
      const these = and(eq(taskLinks.mirror, mirror), inArray(taskLinks.taskId, [...taskIds]))
      await db
        .update(taskLinks)
        .set({ seenIn: sweep })
        .where(and(these, sql`${taskLinks.seenIn} is distinct from ${sweep}`))
    },
    enrol: async (mirror, { afterTaskId, limit, at, newKey }) => {
      const next = await db
        .select({ id: tasks.id, version: tasks.version, deletedAt: tasks.deletedAt })
        .from(tasks)
        .where(gt(tasks.id, afterTaskId))
        .orderBy(asc(tasks.id))
        .limit(limit)
      // Not as a join, whose plan may be to read the links from the beginning.
      const linked = await db
        .select({ taskId: taskLinks.taskId, version: taskLinks.version })
        .from(taskLinks)
        .where(
          and(
            eq(taskLinks.mirror, mirror),
            gt(taskLinks.taskId, afterTaskId),
            lte(taskLinks.taskId, next.at(-1)?.id ?? 0),
          ),
        )
      const versions = new Map(linked.map(({ taskId, version }) => [taskId, version]))
      const missing = next.filter(({ id, deletedAt }) => deletedAt === null && !versions.has(id))
      const behind = next.filter(({ id, version }) => (versions.get(id) ?? version) < version)
      const made = await insertMissing(missing.map(({ id }) => newLink(mirror, id, newKey(), at)))
      const marked = await markBehind(
        mirror,
        behind.map(({ id }) => id),
        at,
      )
      return { lastTaskId: next.at(-1)?.id ?? null, dirty: made + marked }
    },
    counts: (mirror) => countLinks(db, mirror),
  }
}

const DUE_AT = sql<Date>`coalesce(${taskLinks.nextTryAt}, ${taskLinks.dirtySince})`.mapWith(taskLinks.dirtySince)

const isDirty = (mirror: MirrorName) => and(eq(taskLinks.mirror, mirror), isNotNull(taskLinks.dirtySince))

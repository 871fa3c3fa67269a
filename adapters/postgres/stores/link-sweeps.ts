import { and, asc, eq, gt, inArray, isNull, lte, ne, sql } from 'drizzle-orm'
import { type LinkStore, type MirrorLink, type MirrorName, newLink } from '../../../core/sync/ports.ts'
import type { Database } from '../connection.ts'
import { taskLinks, tasks } from '../schema.ts'

/** The part of the link store that looks at all links, or at all tasks, page by page. */
export const createLinkSweeps = (db: Database): Pick<LinkStore, 'unseen' | 'see' | 'enrol'> => {
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
  }
}

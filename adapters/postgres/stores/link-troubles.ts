import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { TroubleKind, TroubleStore } from '../../../core/sync/ports.ts'
import type { Database } from '../connection.ts'
import { TROUBLED, taskLinks } from '../schema.ts'
import { cut, numberOf } from './cursor.ts'

// The words themselves and no parameters: only so the partial indexes serve.
const KINDS: Readonly<Record<TroubleKind, SQL>> = { troubled: TROUBLED, removed: sql.raw(`state = 'removed'`) }

export const createLinkTroubles = (db: Database): TroubleStore => ({
  troubles: async ({ mirror, kind, after, limit, offset }) => {
    const filter = and(eq(taskLinks.mirror, mirror), KINDS[kind])
    const behind = after === undefined ? undefined : gt(taskLinks.taskId, numberOf(after))
    const rows = await db
      .select()
      .from(taskLinks)
      .where(and(filter, behind))
      .orderBy(asc(taskLinks.taskId))
      .limit(limit + 1)
      .offset(offset ?? 0)
    const { page, next } = cut(rows, limit, ({ taskId }) => String(taskId))
    return { links: page, next, total: offset === undefined ? null : await db.$count(taskLinks, filter) }
  },
})

import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { SenderStore } from '../../../core/people/ports.ts'
import type { Database } from '../connection.ts'
import { unknownSenders } from '../schema.ts'
import { behind, cursorAt, cut } from './cursor.ts'

const LISTED = 100

export const createSenderStore = (db: Database): SenderStore => ({
  note: async (sender) => {
    const { messages, otherAddress, displayName } = unknownSenders
    await db
      .insert(unknownSenders)
      .values({ ...sender, messages: 1, firstSeenAt: sender.lastSeenAt })
      .onConflictDoUpdate({
        target: [unknownSenders.channel, unknownSenders.key],
        set: {
          messages: sql`${messages} + 1`,
          otherAddress: sql`coalesce(excluded.other_address, ${otherAddress})`,
          displayName: sql`coalesce(excluded.display_name, ${displayName})`,
          lastSeenAt: sql`excluded.last_seen_at`,
        },
      })
  },
  find: async (id) => (await db.select().from(unknownSenders).where(eq(unknownSenders.id, id)))[0] ?? null,
  list: async () =>
    db.select().from(unknownSenders).orderBy(desc(unknownSenders.lastSeenAt), desc(unknownSenders.id)).limit(LISTED),
  page: async ({ limit, after, offset }) => {
    const rows = await db
      .select()
      .from(unknownSenders)
      .where(behind(after, [unknownSenders.lastSeenAt, unknownSenders.id], 'descending'))
      .orderBy(desc(unknownSenders.lastSeenAt), desc(unknownSenders.id))
      .limit(limit + 1)
      .offset(offset ?? 0)
    const { page, next } = cut(rows, limit, ({ lastSeenAt, id }) => cursorAt(lastSeenAt, id))
    return { senders: page, next, total: offset === undefined ? null : await db.$count(unknownSenders) }
  },
  remove: async (id) =>
    (await db.delete(unknownSenders).where(eq(unknownSenders.id, id)).returning({ id: unknownSenders.id })).length > 0,
  forget: async (channel, key) => {
    await db.delete(unknownSenders).where(and(eq(unknownSenders.channel, channel), eq(unknownSenders.key, key)))
  },
  purge: async (lastSeenBefore) => {
    const old = lt(unknownSenders.lastSeenAt, lastSeenBefore)
    return (await db.delete(unknownSenders).where(old).returning({ id: unknownSenders.id })).length
  },
})

import { eq, lt, sql } from 'drizzle-orm'
import type { EventStore } from '../../../core/capture/ports.ts'
import type { Database } from '../connection.ts'
import { connections, webhookEvents } from '../schema.ts'

export const createEventStore = (db: Database): EventStore => ({
  insert: async (event) => {
    const stored = await db
      .insert(webhookEvents)
      .values(event)
      .onConflictDoNothing()
      .returning({ key: webhookEvents.key })
    return stored.length > 0
  },
  noteConnection: async (heard) => {
    const { state, since, seenAt } = connections
    await db
      .insert(connections)
      .values({ ...heard, since: heard.seenAt })
      .onConflictDoUpdate({
        target: connections.instance,
        set: {
          state: sql`excluded.state`,
          reason: sql`excluded.reason`,
          since: sql`case when ${state} = excluded.state then ${since} else excluded.since end`,
          seenAt: sql`excluded.seen_at`,
        },
        setWhere: sql`${state} <> excluded.state or excluded.seen_at >= ${seenAt} + interval '1 second'`,
      })
  },
  connection: async (instance) =>
    (await db.select().from(connections).where(eq(connections.instance, instance)))[0] ?? null,
  purge: async (receivedBefore) =>
    (
      await db
        .delete(webhookEvents)
        .where(lt(webhookEvents.receivedAt, receivedBefore))
        .returning({ key: webhookEvents.key })
    ).length,
})

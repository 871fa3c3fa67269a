import { and, desc, eq, gte, lt } from 'drizzle-orm'
import type { MessageStore } from '../../../core/capture/ports.ts'
import type { Database } from '../connection.ts'
import { messages } from '../schema.ts'

export const createMessageStore = (db: Database): MessageStore => ({
  insert: async (message) => {
    const stored = await db
      .insert(messages)
      .values(message)
      .onConflictDoNothing({ target: [messages.channel, messages.externalId] })
      .returning({ id: messages.id })
    return stored.length > 0
  },
  find: async (id) => (await db.select().from(messages).where(eq(messages.id, id)))[0] ?? null,
  findByExternalId: async (channel, externalId) => {
    const [row] = await db
      .select()
      .from(messages)
      .where(and(eq(messages.channel, channel), eq(messages.externalId, externalId)))
    return row ?? null
  },
  lock: async (id) => (await db.select().from(messages).where(eq(messages.id, id)).for('no key update'))[0] ?? null,
  update: async ({ id, ...message }) => {
    await db.update(messages).set(message).where(eq(messages.id, id))
  },
  recent: async (personId, { since, limit }) =>
    db
      .select()
      .from(messages)
      .where(and(eq(messages.personId, personId), gte(messages.receivedAt, since)))
      .orderBy(desc(messages.receivedAt), desc(messages.id))
      .limit(limit),
  purge: async (receivedBefore) =>
    (await db.delete(messages).where(lt(messages.receivedAt, receivedBefore)).returning({ id: messages.id })).length,
})

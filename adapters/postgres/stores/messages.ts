import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Message, MessageQuery, MessageStore } from '../../../core/capture/ports.ts'
import type { Database } from '../connection.ts'
import { messages } from '../schema.ts'
import { behind, cursorAt, cut } from './cursor.ts'

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
  page: async (query) => {
    const filter = and(...conditions(query))
    const rows = await db
      .select()
      .from(messages)
      .where(and(filter, behind(query.after, [messages.receivedAt, messages.id], 'descending')))
      .orderBy(desc(messages.receivedAt), desc(messages.id))
      .limit(query.limit + 1)
      .offset(query.offset ?? 0)
    const { page, next } = cut(rows, query.limit, ({ receivedAt, id }) => cursorAt(receivedAt, id))
    return { messages: page, next, total: query.offset === undefined ? null : await db.$count(messages, filter) }
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

const conditions = ({ personId, channel, status }: MessageQuery): readonly (SQL | undefined)[] => [
  personId === undefined ? undefined : eq(messages.personId, personId),
  channel === undefined ? undefined : eq(messages.channel, channel),
  status === undefined ? undefined : hasStatus(status),
]

// As the word itself and not as a parameter: only so the partial index serves.
const hasStatus = (status: Message['status']): SQL =>
  status === 'processed' ? eq(messages.status, status) : sql`${messages.status} = ${sql.raw(STATUS_WORDS[status])}`

const STATUS_WORDS = { received: "'received'", failed: "'failed'", ignored: "'ignored'" } as const

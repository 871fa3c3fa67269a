import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Reminder, ReminderStore } from '../../../core/tasks/ports.ts'
import type { Database } from '../connection.ts'
import { reminders } from '../schema.ts'

const momentOf = ({ personId, kind, at }: Omit<Reminder, 'state'>): string =>
  JSON.stringify([personId, kind, at.getTime()])

export const createReminderStore = (db: Database): ReminderStore => ({
  plan: async (taskId, wanted) => {
    const moments = new Map(wanted.map((wish) => [momentOf(wish), { ...wish, taskId, state: 'planned' as const }]))
    const planned = await db
      .select()
      .from(reminders)
      .where(and(eq(reminders.taskId, taskId), eq(reminders.state, 'planned')))
      .for('no key update')
    const unwanted = planned.filter((row) => !moments.has(momentOf(row))).map((row) => row.id)
    if (unwanted.length > 0) {
      await db.update(reminders).set({ state: 'dropped' }).where(inArray(reminders.id, unwanted))
    }
    if (moments.size === 0) return []
    return db
      .insert(reminders)
      .values([...moments.values()])
      .onConflictDoUpdate({
        target: [reminders.taskId, reminders.personId, reminders.kind, reminders.at],
        set: { state: 'planned' },
        setWhere: sql`${reminders.state} = 'dropped'`,
      })
      .returning()
  },
  find: async (id) => (await db.select().from(reminders).where(eq(reminders.id, id)))[0] ?? null,
  claim: async (id) => {
    const claimed = await db
      .update(reminders)
      .set({ state: 'sent' })
      .where(and(eq(reminders.id, id), eq(reminders.state, 'planned')))
      .returning({ id: reminders.id })
    return claimed.length > 0
  },
})

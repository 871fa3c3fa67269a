import { and, asc, eq, sql } from 'drizzle-orm'
import type { NotificationStore } from '../../../core/notify/ports.ts'
import type { Database } from '../connection.ts'
import { channelLanes, pauses } from '../schema.ts'

type LaneMethods = Pick<NotificationStore, 'claimLane' | 'releaseLane' | 'pauses' | 'pause' | 'resume'>

/** The part of the notification store that says whether a channel may send at this moment. */
export const createLanes = (db: Database): LaneMethods => ({
  claimLane: async (channel, holder, until, now) => {
    const claimed = await db
      .insert(channelLanes)
      .values({ channel, holder, until })
      .onConflictDoUpdate({
        target: channelLanes.channel,
        set: { holder, until },
        setWhere: sql`${channelLanes.holder} = excluded.holder or ${channelLanes.until} <= ${now.toISOString()}`,
      })
      .returning({ holder: channelLanes.holder })
    return claimed.length > 0
  },
  releaseLane: async (channel, holder) => {
    await db.delete(channelLanes).where(and(eq(channelLanes.channel, channel), eq(channelLanes.holder, holder)))
  },
  pauses: async () => db.select().from(pauses).orderBy(asc(pauses.channel)),
  pause: async (pause) => {
    await db.insert(pauses).values(pause).onConflictDoNothing()
  },
  resume: async (channel) => {
    await db.delete(pauses).where(eq(pauses.channel, channel))
  },
})

import { and, eq, lt, sql } from 'drizzle-orm'
import type { Mirror, MirrorStore } from '../../../core/sync/ports.ts'
import type { Database } from '../connection.ts'
import { mirrorHookEvents, mirrorHooks, mirrorLanes, mirrorOpenWrites, mirrors } from '../schema.ts'
import { spendFrom } from './mirror-budget.ts'

export const createMirrorStore = (db: Database): MirrorStore => ({
  find: async (name) => mirrorOf((await db.select().from(mirrors).where(eq(mirrors.name, name)))[0]),
  lock: async (name) =>
    mirrorOf((await db.select().from(mirrors).where(eq(mirrors.name, name)).for('no key update'))[0]),
  save: async (mirror) => {
    const { name: _name, ...fields } = rowOf(mirror)
    await db.insert(mirrors).values(rowOf(mirror)).onConflictDoUpdate({ target: mirrors.name, set: fields })
  },

  claimLane: async (name, holder, until, now) => {
    const claimed = await db
      .insert(mirrorLanes)
      .values({ name, holder, until })
      .onConflictDoUpdate({
        target: mirrorLanes.name,
        set: { holder, until },
        setWhere: sql`${mirrorLanes.holder} = excluded.holder or ${mirrorLanes.until} <= ${now.toISOString()}`,
      })
      .returning({ holder: mirrorLanes.holder })
    return claimed.length > 0
  },
  releaseLane: async (name, holder) => {
    await db.delete(mirrorLanes).where(and(eq(mirrorLanes.name, name), eq(mirrorLanes.holder, holder)))
  },
  spend: (credential, budget, now) => spendFrom(db, credential, budget, now),

  hookSecret: async (name) =>
    (await db.select().from(mirrorHooks).where(eq(mirrorHooks.name, name)))[0]?.secret ?? null,
  setHookSecret: async (name, secret) => {
    if (secret === null) await db.delete(mirrorHooks).where(eq(mirrorHooks.name, name))
    else
      await db
        .insert(mirrorHooks)
        .values({ name, secret })
        .onConflictDoUpdate({ target: mirrorHooks.name, set: { secret } })
  },
  noteHook: async (name, eventId, at) => {
    const noted = db.insert(mirrorHookEvents).values({ name, eventId, at }).onConflictDoNothing()
    return (await noted.returning({ at: mirrorHookEvents.at })).length > 0
  },
  purgeHooks: async (before) => {
    const old = db.delete(mirrorHookEvents).where(lt(mirrorHookEvents.at, before))
    return (await old.returning({ at: mirrorHookEvents.at })).length
  },

  openWrites: async (name) =>
    (await db.select().from(mirrorOpenWrites).where(eq(mirrorOpenWrites.name, name)))[0]?.note ?? null,
  setOpenWrites: async (name, note) => {
    if (note === null) await db.delete(mirrorOpenWrites).where(eq(mirrorOpenWrites.name, name))
    else
      await db
        .insert(mirrorOpenWrites)
        .values({ name, note })
        .onConflictDoUpdate({ target: mirrorOpenWrites.name, set: { note } })
  },
})

const mirrorOf = (row: typeof mirrors.$inferSelect | undefined): Mirror | null => {
  if (row === undefined) return null
  const { pauseReason, pauseTrouble, pausedSince, sweepId, sweepCursor, ...mirror } = row
  return {
    ...mirror,
    pause:
      pauseReason === null || pausedSince === null
        ? null
        : { reason: pauseReason, trouble: pauseTrouble, since: pausedSince },
    sweep: sweepId === null ? null : { id: sweepId, cursor: sweepCursor },
  }
}

const rowOf = ({ pause, sweep, fields, ...mirror }: Mirror) => ({
  ...mirror,
  fields: [...fields],
  pauseReason: pause?.reason ?? null,
  pauseTrouble: pause?.trouble ?? null,
  pausedSince: pause?.since ?? null,
  sweepId: sweep?.id ?? null,
  sweepCursor: sweep?.cursor ?? null,
})

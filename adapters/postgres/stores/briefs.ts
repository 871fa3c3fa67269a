import { lt } from 'drizzle-orm'
import type { BriefStore } from '../../../core/briefs/ports.ts'
import type { Database } from '../connection.ts'
import { briefs } from '../schema.ts'

export const createBriefStore = (db: Database): BriefStore => ({
  claim: async ({ at, ...brief }) => {
    const claimed = await db
      .insert(briefs)
      .values({ ...brief, claimedAt: at })
      .onConflictDoNothing()
      .returning({ kind: briefs.kind })
    return claimed.length > 0
  },
  purge: async (claimedBefore) =>
    (await db.delete(briefs).where(lt(briefs.claimedAt, claimedBefore)).returning({ kind: briefs.kind })).length,
})

import type { BriefStore } from '../../core/briefs/ports.ts'
import type { Tables } from './tables.ts'
import { keyOf } from './values.ts'

export const createBriefStore = ({ briefs }: Tables): BriefStore => ({
  claim: async ({ personId, kind, date, at }) => {
    const key = keyOf(personId, kind, date)
    if (briefs.lock(key) !== null) return false
    briefs.set(key, { at })
    return true
  },
  purge: async (claimedBefore) => briefs.deleteWhere((brief) => brief.at < claimedBefore),
})

import { type CurrentSession, equal, type Session, type Sessions } from '../../core/accounts/ports.ts'
import type { House } from './house.ts'
import { sessionOf } from './rows.ts'

const TOUCH_MS = 60_000

export const makeSessions = (house: House): Sessions => {
  const { records, clock, call, rowOf, currentOf, endOthers, openRow, rotate, tell, tellPages } = house

  const current: Sessions['current'] = async (request, { touch } = { touch: true }) => {
    const row = await rowOf(request)
    if (row === null || row.isPending === true) return null
    const found = await currentOf(row, [])
    if (found === null || !touch) return found
    if (found.role !== row.role) {
      const rotated = await rotate(request, { role: found.role }, 'role')
      return rotated.kind === 'session' ? rotated.current : null
    }
    return touched(found)
  }

  const touched = async (found: CurrentSession): Promise<CurrentSession> => {
    const now = clock.now()
    const { id, lastSeenAt } = found.session
    if (now.getTime() - lastSeenAt.getTime() < TOUCH_MS) return found
    await records.update('sessions', equal({ id }), { lastSeenAt: now })
    return { ...found, session: { ...found.session, lastSeenAt: now } }
  }

  return {
    current,
    signOut: async (request) => {
      const row = await rowOf(request)
      const { cookies } = await call(request, 'signOut')
      if (row === null) return { cookies }
      await tellPages(String(row.accountId))
      await tell('signed_out', 'session', String(row.accountId))
      return { cookies }
    },
    list: async (request) => {
      const row = await openRow(request)
      return row === null ? [] : sessionsOf(house, String(row.accountId), String(row.personId))
    },
    revoke: async (request, id) => {
      const row = await openRow(request)
      if (row === null) return false
      const gone = await records.remove('sessions', equal({ id, accountId: row.accountId ?? '' }))
      if (gone.length === 0) return false
      await tellPages(String(row.accountId))
      await tell('revoked', 'session', String(row.accountId))
      return true
    },
    revokeOthers: async (request) => {
      const row = await openRow(request)
      return row === null ? 0 : endOthers(row)
    },
  }
}

/** Those that are neither over nor waiting for a second factor, last seen first. */
export const sessionsOf = async (house: House, accountId: string, personId: string): Promise<readonly Session[]> => {
  const now = house.clock.now()
  const idleSince = new Date(now.getTime() - house.options.sessionSeconds.idle * 1000)
  const rows = await house.records.find('sessions', [
    ...equal({ accountId, isPending: false }),
    { field: 'expiresAt', is: '>', value: now },
    { field: 'lastSeenAt', is: '>', value: idleSince },
  ])
  return rows.map((row) => sessionOf(row, personId)).toSorted((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime())
}

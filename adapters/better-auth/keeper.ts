import { type AccountKeeper, type AccountRecord, equal } from '../../core/accounts/ports.ts'
import type { House } from './house.ts'
import { PASSWORD } from './known.ts'
import { ensureAccount } from './provider.ts'
import { sessionsOf } from './sessions.ts'

export const makeKeeper = (house: House): AccountKeeper => {
  const { records, clock, call, settle, refused, tell, options } = house
  const { ids } = options

  const accountRow = async (personId: string): Promise<AccountRecord | null> =>
    (await records.find('accounts', equal({ personId })))[0] ?? null

  return {
    accountOf: async (personId) => {
      const row = await accountRow(personId)
      if (row === null) return null
      const accountId = String(row.id)
      return {
        id: accountId,
        personId,
        email: row.email === null ? null : String(row.email),
        hasPassword: (await house.passwordOf(accountId)) !== null,
        hasTotp: await house.hasTotp(accountId),
        recoveryCodes: (await records.find('recoveryCodes', equal({ accountId }))).length,
        passkeys: (await records.find('passkeys', equal({ accountId }))).length,
        createdAt: row.createdAt as Date,
      }
    },
    create: async ({ personId, email, password }) => {
      const now = clock.now()
      const stamps = { createdAt: now, updatedAt: now }
      const accountId = ids.uuid()
      const hash = await house.hashing.hash(password)
      if (!(await records.insert('accounts', { id: accountId, personId, email: email.toLowerCase(), ...stamps }))) {
        return false
      }
      const own = { id: ids.uuid(), accountId, provider: PASSWORD, subject: accountId, password: hash }
      return records.insert('credentials', { ...own, ...stamps })
    },
    sessionsOf: async (personId) => {
      const row = await accountRow(personId)
      return row === null ? [] : sessionsOf(house, String(row.id), personId)
    },
    revoke: async (personId, sessionId) => {
      const row = await accountRow(personId)
      if (row === null) return 0
      const which = sessionId === undefined ? {} : { id: sessionId }
      if (sessionId === undefined) await house.voidLinks(personId)
      const gone = await records.remove('sessions', equal({ accountId: row.id ?? '', ...which }))
      if (gone.length === 0) return 0
      await house.tellPages(String(row.id))
      await tell('revoked', 'session', String(row.id))
      return gone.length
    },
    resetMfa: async (personId) => {
      const row = await accountRow(personId)
      if (row === null) return
      const accountId = String(row.id)
      for (const table of ['sessions', 'totps', 'recoveryCodes', 'passkeys'] as const) {
        await records.remove(table, equal({ accountId }))
      }
      await records.remove('credentials', [...equal({ accountId }), { field: 'provider', is: '!=', value: PASSWORD }])
      await house.tellPages(accountId)
      await tell('changed', 'second_factor', accountId)
    },
    openFor: async (request, personId) => {
      const accountId = await ensureAccount(options, personId)
      const { status, cookies } = await call(request, 'openSession', { body: { accountId } })
      return status === 200 ? settle(request, 'link', cookies) : refused('link', accountId)
    },
    refuseLink: async (request) => {
      const wait = await house.tries.take([['address', request.address]])
      return wait === null ? refused('link', null) : house.locked('link', wait)
    },
  }
}

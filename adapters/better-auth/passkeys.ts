import { type AccountRecord, equal, type Passkey, type Passkeys } from '../../core/accounts/ports.ts'
import type { House } from './house.ts'

const NAME_MAX = 60

export const makePasskeys = (house: House): Passkeys => {
  const { records, clock, call, openRow, mayEnrol, rotate, refused, locked, settle, tries } = house

  const enroller = async (request: Parameters<Passkeys['list']>[0]): Promise<AccountRecord | null> => {
    const row = await openRow(request)
    return row !== null && (await mayEnrol(row)) ? row : null
  }
  const nameOf = (name: string): string => [...name.trim()].slice(0, NAME_MAX).join('')

  return {
    list: async (request) => {
      const row = await openRow(request)
      if (row === null) return []
      const rows = await records.find('passkeys', equal({ accountId: row.accountId ?? '' }))
      return rows.map(passkeyOf).toReversed()
    },

    registrationOptions: async (request) => {
      const row = await enroller(request)
      if (row === null) return null
      const name = await house.labelOf(String(row.accountId))
      const answer = await call(request, 'generatePasskeyRegistrationOptions', { query: { name } })
      return answer.status === 200 ? { options: answer.body, cookies: answer.cookies } : null
    },

    register: async (request, { name, answer }) => {
      const row = await enroller(request)
      if (row === null) return refused('passkey', null)
      const body = { response: answer, name: nameOf(name) || 'Passkey' }
      const made = await call(request, 'verifyPasskeyRegistration', { body })
      if (made.status !== 200) return refused('passkey', String(row.accountId))
      await house.endOthers(row)
      const rotated = await rotate(request, { method: 'passkey', hasPassedMfa: true }, 'passkey')
      return { ...rotated, cookies: [...made.cookies, ...rotated.cookies] }
    },

    rename: async (request, id, name) => {
      const row = await openRow(request)
      if (row === null || nameOf(name) === '') return false
      const mine = equal({ id, accountId: row.accountId ?? '' })
      return (await records.update('passkeys', mine, { name: nameOf(name) })).length > 0
    },

    remove: async (request, id) => {
      const row = await enroller(request)
      if (row === null) return null
      const accountId = String(row.accountId)
      const others = (await records.find('passkeys', equal({ accountId }), 2)).length > 1
      const hasOther = others || (await records.find('credentials', equal({ accountId }), 1)).length > 0
      if (!hasOther || (await records.remove('passkeys', equal({ id, accountId }))).length === 0) return null
      await house.endOthers(row)
      const hasFactor = others || (await house.hasTotp(accountId))
      // What a passkey opened is from now on like what the password that is left opens.
      const method = !others && row.method === 'passkey' ? ({ method: 'password' } as const) : {}
      return rotate(request, { ...method, hasPassedMfa: hasFactor && row.hasPassedMfa === true }, 'passkey')
    },

    signInOptions: async (request) => {
      // Without its cookies: who asks must not narrow down which passkeys may answer.
      const { body, cookies } = await call({ ...request, cookie: null }, 'generatePasskeyAuthenticationOptions')
      return { options: { ...(body as object), userVerification: 'required' }, cookies }
    },

    signIn: async (request, answer) => {
      const keys = [['address', request.address]] as const
      const wait = await tries.take(keys)
      if (wait !== null) return locked('passkey', wait)
      if (typeof answer !== 'object' || answer === null) return refused('passkey', null)
      const made = await call(request, 'verifyPasskeyAuthentication', { body: { response: answer } })
      if (made.status !== 200) return refused('passkey', null, made.cookies)
      await tries.forgive(keys)
      const credentialId = 'id' in answer ? String(answer.id) : ''
      await records.update('passkeys', equal({ credentialId }), { lastUsedAt: clock.now() })
      return settle(request, 'passkey', made.cookies)
    },
  }
}

const passkeyOf = (row: AccountRecord): Passkey => ({
  id: String(row.id),
  name: String(row.name ?? ''),
  createdAt: row.createdAt as Date,
  lastUsedAt: row.lastUsedAt instanceof Date ? row.lastUsedAt : null,
})

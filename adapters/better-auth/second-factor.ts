import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { generateRandomString, makeSignature, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import {
  type AccountRecord,
  equal,
  RECOVERY_CODES,
  type SecondFactor,
  type WebRequest,
} from '../../core/accounts/ports.ts'
import { confirm } from './confirm.ts'
import type { House } from './house.ts'
import { confirmPassword } from './passwords.ts'

const STEP_MS = 30_000
const SECRET_LENGTH = 20
const CODE_LENGTH = 10

/**
 * TOTP over the library's codes and ciphers, but not its own checks: those take a code twice. Here a code is good for one
 * step of time, and a step for one acceptance, which is a single guarded update.
 */
export const makeSecondFactor = (house: House): SecondFactor => {
  const { records, clock, secret, rowOf, openRow, refused, rotate, endOthers, mayEnrol } = house

  const accepts = async (totp: AccountRecord, code: string): Promise<boolean> => {
    // Written under another AUTH_SECRET it opens no more: no code can be right, and a reset is the way on.
    const opened = await symmetricDecrypt({ key: secret, data: String(totp.secret) }).catch(() => null)
    if (opened === null) return false
    const otp = createOTP(opened)
    const now = Math.floor(clock.now().getTime() / STEP_MS)
    for (const step of [now - 1, now, now + 1]) {
      if ((await otp.hotp(step)) !== code) continue
      const fresh = [
        ...equal({ accountId: totp.accountId ?? '' }),
        { field: 'lastStep', is: '<', value: step },
      ] as const
      if ((await records.update('totps', fresh, { lastStep: step })).length === 1) return true
    }
    return false
  }

  const acceptsTotp = async (accountId: string, code: string, isConfirmed = true): Promise<boolean> => {
    const [totp] = await records.find('totps', equal({ accountId, isConfirmed }))
    return totp !== undefined && accepts(totp, code.replaceAll(/\s/g, ''))
  }
  const recoveryDigest = (accountId: string, code: string): Promise<string> =>
    makeSignature(`recovery ${accountId} ${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`, secret)
  const acceptsRecovery = async (accountId: string, code: string): Promise<boolean> => {
    const digest = await recoveryDigest(accountId, code)
    return (await records.remove('recoveryCodes', equal({ accountId, digest }))).length > 0
  }

  const newRecoveryCodes = async (accountId: string): Promise<readonly string[]> => {
    await records.remove('recoveryCodes', equal({ accountId }))
    const codes = Array.from({ length: RECOVERY_CODES }, () => generateRandomString(CODE_LENGTH, 'a-z', '0-9'))
    for (const code of codes) {
      await records.insert('recoveryCodes', { accountId, digest: await recoveryDigest(accountId, code) })
    }
    return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`)
  }

  const tried = async (
    request: WebRequest,
    row: AccountRecord | null,
    what: string,
    isRight: (accountId: string) => Promise<boolean>,
  ) => {
    if (row === null) return refused(what, null)
    const accountId = String(row.accountId)
    return confirm(house, request, accountId, what, () => isRight(accountId))
  }

  const verify = async (request: WebRequest, what: string, check: (accountId: string) => Promise<boolean>) => {
    const row = await rowOf(request)
    const failed = await tried(request, row?.isPending === true ? row : null, what, check)
    return failed ?? rotate(request, { isPending: false, hasPassedMfa: true }, what)
  }

  return {
    verifyTotp: (request, code) => verify(request, 'totp', (accountId) => acceptsTotp(accountId, code)),
    verifyRecoveryCode: (request, code) =>
      verify(request, 'recovery_code', (accountId) => acceptsRecovery(accountId, code)),

    begin: async (request, { password }) => {
      const row = await openRow(request)
      const accountId = String(row?.accountId)
      if (row === null || (await house.hasTotp(accountId)) || !(await mayEnrol(row))) return refused('totp', null)
      if ((await house.passwordOf(accountId)) !== null) {
        const failed = await confirmPassword(house, request, accountId, password ?? '')
        if (failed !== null) return failed
      }
      const text = generateRandomString(SECRET_LENGTH)
      const encrypted = await symmetricEncrypt({ key: secret, data: text })
      await records.remove('totps', equal({ accountId, isConfirmed: false }))
      const totp = { accountId, secret: encrypted, isConfirmed: false, lastStep: -1, createdAt: clock.now() }
      if (!(await records.insert('totps', totp))) return refused('totp', accountId)
      const name = await house.labelOf(accountId)
      const key = base32.encode(text, { padding: false })
      return { kind: 'begun', uri: createOTP(text).url('SparkOne', name), secret: key, cookies: [] }
    },

    confirm: async (request, code) => {
      const row = await openRow(request)
      const mine = row !== null && (await mayEnrol(row)) ? row : null
      const failed = await tried(request, mine, 'totp', (accountId) => acceptsTotp(accountId, code, false))
      if (failed !== null || row === null) return failed ?? refused('totp', null)
      const accountId = String(row.accountId)
      await records.update('totps', equal({ accountId }), { isConfirmed: true })
      const recoveryCodes = await newRecoveryCodes(accountId)
      await endOthers(row)
      const rotated = await rotate(request, { hasPassedMfa: true }, 'totp')
      return rotated.kind === 'session' ? { ...rotated, recoveryCodes } : rotated
    },

    renewRecoveryCodes: async (request, code) => {
      const row = await openRow(request)
      const failed = await tried(request, row, 'totp', (accountId) => acceptsTotp(accountId, code))
      if (failed !== null || row === null) return failed ?? refused('totp', null)
      const recoveryCodes = await newRecoveryCodes(String(row.accountId))
      const rotated = await rotate(request, { hasPassedMfa: true }, 'recovery_code')
      return rotated.kind === 'session' ? { ...rotated, recoveryCodes } : rotated
    },

    disable: async (request, code) => {
      const row = await openRow(request)
      const failed = await tried(
        request,
        row,
        'totp',
        async (accountId) => (await acceptsTotp(accountId, code)) || acceptsRecovery(accountId, code),
      )
      if (failed !== null || row === null) return failed ?? refused('totp', null)
      const accountId = String(row.accountId)
      await records.remove('totps', equal({ accountId }))
      await records.remove('recoveryCodes', equal({ accountId }))
      await endOthers(row)
      return rotate(request, { hasPassedMfa: row.method === 'passkey' }, 'totp')
    },
  }
}

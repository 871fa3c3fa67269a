import {
  type AccountRecord,
  type CredentialProblem,
  equal,
  type Passwords,
  parseEmail,
  type WebRequest,
} from '../../core/accounts/ports.ts'
import { confirm } from './confirm.ts'
import type { House } from './house.ts'
import { PASSWORD } from './known.ts'
import { PASSWORD_LENGTH, PASSWORD_UNITS_MAX } from './password-length.ts'
import type { TryKey } from './tries.ts'

/** Fewer different characters than this are no password, however many there are of them. */
const FEWEST_DIFFERENT = 5

export const makePasswords = (house: House): Passwords => {
  const { records, clock, tries, call, locked, refused, settle, rotate, endOthers, openRow, options } = house
  const { ids } = options

  const triesOf = async (request: WebRequest, email: string): Promise<readonly TryKey[]> => [
    ['address', request.address],
    ['email', await ids.digest(email.trim().toLowerCase())],
  ]

  const store = async (row: AccountRecord, password: string): Promise<void> => {
    const accountId = String(row.accountId)
    const hash = await house.hashing.hash(password)
    const now = clock.now()
    const own = { provider: PASSWORD, subject: accountId }
    const known = await records.update('credentials', equal(own), { password: hash, updatedAt: now })
    if (known.length > 0) return
    const stamps = { createdAt: now, updatedAt: now }
    await records.insert('credentials', { id: ids.uuid(), accountId, ...own, password: hash, ...stamps })
  }

  /** The address as it is kept; null: it cannot be this account's. */
  const emailFor = async (accountId: string, given: string) => {
    const email = parseEmail(given)?.toLowerCase() ?? null
    const wrong = (reason: 'invalid' | 'taken') => ({ email: null, problems: [{ field: 'email', reason }] as const })
    if (email === null) return wrong('invalid')
    const taken = await records.find('accounts', equal({ email }), 1)
    return taken.some(({ id }) => id !== accountId) ? wrong('taken') : { email, problems: [] }
  }

  return {
    signIn: async (request, { email, password }) => {
      const keys = await triesOf(request, email)
      const wait = await tries.take(keys)
      if (wait !== null) return locked('password', wait)
      const answer = await call(request, 'signInEmail', { body: { email: email.trim().toLowerCase(), password } })
      if (answer.status !== 200) return refused('password', null)
      await tries.forgive(keys)
      return settle(request, 'password', answer.cookies)
    },

    change: async (request, { current, next }) => {
      const row = await openRow(request)
      if (row === null || row.method === 'link') return refused('password', null)
      const accountId = String(row.accountId)
      const [account] = await records.find('accounts', equal({ id: accountId }))
      const problems = problemsOf(next, String(account?.email ?? ''))
      if (problems.length > 0) return { kind: 'invalid', problems, cookies: [] }
      const failed = await confirmPassword(house, request, accountId, current)
      if (failed !== null) return failed
      await store(row, next)
      await endOthers(row)
      return rotate(request, {}, 'password')
    },

    changeEmail: async (request, { current, email: given }) => {
      const row = await openRow(request)
      if (row === null || row.method === 'link') return refused('email', null)
      const accountId = String(row.accountId)
      if ((await house.passwordOf(accountId)) !== null) {
        const failed = await confirmPassword(house, request, accountId, current ?? '')
        if (failed !== null) return failed
      } else if (!(await house.mayEnrol(row))) return refused('email', accountId)
      const { email, problems } = await emailFor(accountId, given)
      if (email === null) return { kind: 'invalid', problems, cookies: [] }
      await records.update('accounts', equal({ id: accountId }), { email, updatedAt: clock.now() })
      return rotate(request, {}, 'email')
    },

    set: async (request, given) => {
      const row = await openRow(request)
      if (row === null) return refused('password', null)
      const accountId = String(row.accountId)
      if (row.method !== 'link' && (await house.passwordOf(accountId)) !== null) return refused('password', accountId)
      if (row.method !== 'link' && !(await house.mayEnrol(row))) return refused('password', accountId)
      const checked = await emailFor(accountId, given.email)
      const problems = [...checked.problems, ...problemsOf(given.password, checked.email ?? '')]
      if (problems.length > 0) return { kind: 'invalid', problems, cookies: [] }
      const { email } = checked
      await records.update('accounts', equal({ id: accountId }), { email, updatedAt: clock.now() })
      await store(row, given.password)
      await endOthers(row)
      return rotate(request, { method: 'password' }, 'password')
    },
  }
}

/** What is wrong with a new password, by what NIST asks of one: length, and not what anybody tries first. */
export const problemsOf = (password: string, email: string): readonly CredentialProblem[] => {
  const length = [...password].length
  if (length < PASSWORD_LENGTH.min) return [{ field: 'password', reason: 'short' }]
  if (length > PASSWORD_LENGTH.max) return [{ field: 'password', reason: 'long' }]
  const plain = password.toLowerCase()
  const isGuess = new Set(plain).size < FEWEST_DIFFERENT || plain === email || COMMON.test(plain)
  return isGuess ? [{ field: 'password', reason: 'common' }] : []
}

const COMMON = /^(?:(?:sparkone|password|senha|admin|administrador|qwerty(?:uiop)?|mudar|letmein)?[0-9!@#._-]*)$/

/** As `confirm`, of the account's password. */
export const confirmPassword = (house: House, request: WebRequest, accountId: string, given: string) =>
  confirm(house, request, accountId, 'password', async () => {
    const hash = (await house.passwordOf(accountId))?.password
    return (
      typeof hash === 'string' && given.length <= PASSWORD_UNITS_MAX && house.hashing.verify({ hash, password: given })
    )
  })

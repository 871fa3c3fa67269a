import { equal, type Provider, parseEmail } from '../../core/accounts/ports.ts'
import type { Answer, House } from './house.ts'
import { PROVIDER_ID } from './library.ts'
import type { AuthenticatorOptions } from './options.ts'

const TIMEOUT_MS = 8000
const SILENT: Answer = { status: 504, body: null, cookies: [], found: new Map() }

export const makeProvider = (house: House): Provider | null => {
  const { call, settle, refused, locked, tries, options } = house
  const { oidc } = options
  if (oidc === null) return null

  /** The library waits for a provider as long as that keeps a connection open; people do not. */
  const inTime = async (answer: Promise<Answer>): Promise<Answer> => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const silence = new Promise<Answer>((resolve) => {
      timer = setTimeout(() => resolve(SILENT), oidc.timeoutMs ?? TIMEOUT_MS)
    })
    return Promise.race([answer, silence]).finally(() => clearTimeout(timer))
  }

  return {
    name: new URL(oidc.issuer).host,
    begin: async (request) => {
      const body = { provider: PROVIDER_ID, callbackURL: `${request.origin}/web`, disableRedirect: true }
      const { status, body: answer, cookies } = await inTime(call(request, 'signInSocial', { body }, true))
      const url = (answer as { url?: unknown } | null)?.url
      if (status === 200 && typeof url === 'string') return { kind: 'begun', location: url, cookies }
      // It did not answer when the library asked who it is: the next attempt asks again.
      house.forgetProvider(request)
      return { kind: 'unavailable', cookies: [] }
    },
    finish: async (request, query) => {
      const keys = [['address', request.address]] as const
      const wait = await tries.take(keys)
      if (wait !== null) return locked('provider', wait)
      const given = Object.fromEntries(new URLSearchParams(query))
      const input = { method: 'GET', params: { id: PROVIDER_ID }, query: given }
      const { cookies } = await inTime(call(request, 'callbackOAuth', input, true))
      if (!cookies.some((cookie) => /^[^=]*session_token=[^;]/.test(cookie))) return refused('provider', null, cookies)
      await tries.forgive(keys)
      return settle(request, 'provider', cookies)
    },
  }
}

/**
 * Links whom a provider vouches for to their account, made here where they have none. Only addresses that an operator gave
 * to a person count: one that somebody typed as the e-mail of their own account is nobody's proof. Who is linked stays so
 * when their address changes at the provider, and no longer once an operator gave it to somebody else.
 */
export const makeMeeting = (options: AuthenticatorOptions) => {
  const { records, storage, clock, ids } = options
  return async ({ subject, verifiedEmail }: { subject: string; verifiedEmail: string | null }): Promise<void> => {
    const address = verifiedEmail === null ? null : parseEmail(verifiedEmail)
    if (address === null) return
    const person = await storage.read((stores) => stores.people.findByAlias('email', address.toLowerCase()))
    if (person === null) return
    const [known] = await records.find('credentials', equal({ provider: PROVIDER_ID, subject }), 1)
    if (known !== undefined) {
      const whose = equal({ id: known.accountId ?? '', personId: person.id })
      if ((await records.find('accounts', whose, 1)).length > 0) return
      await records.remove('credentials', equal({ id: known.id ?? '' }))
    }
    const accountId = await ensureAccount(options, person.id)
    const now = clock.now()
    const linked = await records.find('credentials', equal({ provider: PROVIDER_ID, accountId }), 1)
    // Another subject has that account: the address changed hands at the provider, and the account did not.
    if (linked.length > 0) return
    const stamps = { createdAt: now, updatedAt: now }
    const link = { id: ids.uuid(), accountId, provider: PROVIDER_ID, subject, password: null }
    await records.insert('credentials', { ...link, ...stamps })
  }
}

/** The id of the person's account, made where there is none. */
export const ensureAccount = async (
  { records, clock, ids }: Pick<AuthenticatorOptions, 'records' | 'clock' | 'ids'>,
  personId: string,
): Promise<string> => {
  const now = clock.now()
  await records.insert('accounts', { id: ids.uuid(), personId, email: null, createdAt: now, updatedAt: now })
  const [account] = await records.find('accounts', equal({ personId }))
  return String(account?.id)
}

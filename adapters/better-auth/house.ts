import { AsyncLocalStorage } from 'node:async_hooks'
import { hashPassword, makeSignature, verifyPassword } from 'better-auth/crypto'
import {
  type AccountEvent,
  type AccountRecord,
  type CurrentSession,
  equal,
  type RecordTable,
  type SessionNeed,
  type SignIn,
  type SignInMethod,
  type WebRequest,
} from '../../core/accounts/ports.ts'
import { lastOfEach, withCookies } from './cookies.ts'
import { makeKnown } from './known.ts'
import { createLibrary, type LibraryOptions } from './library.ts'
import type { AuthenticatorOptions } from './options.ts'
import { at, sessionOf } from './rows.ts'
import { makeTries } from './tries.ts'
import { watched } from './watched.ts'

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly cookies: readonly string[]
  /** Of each table the row that it read last, as it is kept. */
  readonly found: ReadonlyMap<RecordTable, AccountRecord>
}

type Call = (input: object) => Promise<Response>

/** Origins are told by requests where there is no PUBLIC_URL: no more libraries than these are kept. */
const MOST_LIBRARIES = 8
export const PENDING_MS = 10 * 60_000

/** What the parts of the authenticator share: the library by origin, sessions as they are kept, and how an attempt ends. */
export const makeHouse = (options: AuthenticatorOptions, secret: string, meet: LibraryOptions['meet']) => {
  const { records, storage, clock, observer, onEvent } = options
  const tries = makeTries(records, clock)
  const hashing = options.hashing ?? { hash: hashPassword, verify: verifyPassword }
  // The library makes its own errors of those of the database, and shows no row as it is: both come out again behind it.
  const hiding = new AsyncLocalStorage<{ error: Error | null; readonly found: Map<RecordTable, AccountRecord> }>()
  const libraries = new Map<string, ReturnType<typeof createLibrary>>()

  const { personOf, hasTotp, passwordOf, labelOf } = makeKnown(options)

  const libraryOf = (request: WebRequest, asksProvider: boolean) => {
    const key = keyOf(request, asksProvider)
    const known = libraries.get(key)
    if (known !== undefined) return known
    const [oldest] = libraries.keys()
    if (libraries.size >= MOST_LIBRARIES && oldest !== undefined) libraries.delete(oldest)
    const made = createLibrary(
      {
        ...options,
        records: watched(
          records,
          (table, [row]) => {
            if (row !== undefined) hiding.getStore()?.found.set(table, row)
          },
          (error) => {
            const call = hiding.getStore()
            if (call !== undefined) call.error = error instanceof Error ? error : new Error(String(error))
          },
        ),
        secret,
        hashing,
        onlySecure: options.onlySecure ?? false,
        meet,
        absoluteSeconds: options.sessionSeconds.absolute,
        sessionStart: async (accountId, hasPassedMfa) => {
          const person = await personOf(accountId)
          if (person === null) return null
          return { role: person.role, isPending: !hasPassedMfa && (await hasTotp(accountId)) }
        },
      },
      request,
      asksProvider,
    )
    libraries.set(key, made)
    return made
  }

  const call = async (request: WebRequest, name: string, input: object = {}, asksProvider = false): Promise<Answer> => {
    const headers = new Headers({ origin: request.origin, 'x-sparkone-address': request.address })
    if (request.cookie !== null) headers.set('cookie', request.cookie)
    if (request.userAgent !== null) headers.set('user-agent', request.userAgent)
    const { api } = libraryOf(request, asksProvider)
    const endpoint: Call | undefined = Reflect.get(api, name)
    if (endpoint === undefined) throw new Error(`The library has no ${name}.`)
    const hidden = { error: null as Error | null, found: new Map<RecordTable, AccountRecord>() }
    const response = await hiding.run(hidden, () => endpoint({ ...input, headers, asResponse: true }))
    if (hidden.error !== null) throw hidden.error
    const body: unknown = await response.json().catch(() => null)
    const cookies = lastOfEach(response.headers.getSetCookie())
    return { status: response.status, body, cookies, found: hidden.found }
  }

  /** The row of the request's session with whose it is, pending or not, while neither its age nor its rest ended it. */
  const rowOf = async (request: WebRequest): Promise<AccountRecord | null> => {
    if (request.cookie === null) return null
    const { body, found } = await call(request, 'getSession')
    const id = (body as { session?: { id?: string } } | null)?.session?.id
    const [row, account] = [found.get('sessions'), found.get('accounts')]
    if (id === undefined || row?.id !== id || account === undefined || account.id !== row.accountId) return null
    const now = clock.now().getTime()
    const idle = row.isPending === true ? PENDING_MS : options.sessionSeconds.idle * 1000
    if (at(row.expiresAt) > now && at(row.lastSeenAt) + idle > now)
      return { ...row, personId: account.personId ?? null }
    await records.remove('sessions', equal({ id }))
    return null
  }

  const needOf = (row: AccountRecord): SessionNeed | null => {
    if (row.method === 'link') return 'credentials'
    return options.requireMfa && row.hasPassedMfa !== true ? 'second_factor' : null
  }

  const currentOf = async (row: AccountRecord, cookies: readonly string[]): Promise<CurrentSession | null> => {
    const personId = String(row.personId)
    const person = await storage.read((stores) => stores.people.find(personId))
    if (person === null) {
      await records.remove('sessions', equal({ id: row.id ?? '' }))
      return null
    }
    const csrfToken = await makeSignature(`csrf ${row.digest}`, secret)
    return { session: sessionOf(row, personId), role: person.role, need: needOf(row), csrfToken, cookies }
  }

  const tell = async (event: AccountEvent['event'], what: string, accountId: string | null): Promise<void> => {
    if (event === 'refused') observer.observe({ type: 'auth_failure', surface: 'web', reason: what })
    if (event === 'locked') observer.observe({ type: 'rate_limited', surface: 'web', reason: what })
    onEvent({ event, what, personId: accountId === null ? null : ((await personOf(accountId))?.id ?? null) })
  }

  const refused = async (what: string, accountId: string | null, cookies: readonly string[] = []) => {
    await tell('refused', what, accountId)
    return { kind: 'refused', cookies } as const
  }
  const locked = async (what: string, retryAfterSeconds: number) => {
    await tell('locked', what, null)
    return { kind: 'locked', retryAfterSeconds, cookies: [] } as const
  }

  /** The library let somebody in: what session that gave. One that the browser had before is over. */
  const settle = async (request: WebRequest, what: string, cookies: readonly string[]): Promise<SignIn> => {
    const before = await rowOf(request)
    const row = await rowOf(withCookies(request, cookies))
    if (row === null) return refused(what, null)
    if (before !== null && before.id !== row.id) await records.remove('sessions', equal({ id: before.id ?? '' }))
    const accountId = String(row.accountId)
    if (row.isPending === true) {
      await tell('second_factor_asked', what, accountId)
      return { kind: 'second_factor', methods: ['totp', 'recovery_code'], cookies }
    }
    const current = await currentOf(row, cookies)
    if (current === null) return refused(what, accountId)
    await tell('signed_in', what, accountId)
    return { kind: 'session', current, cookies }
  }

  /** Gives the request's session a new token, and what else changes about it. */
  const rotate = async (request: WebRequest, body: RotatedTo, what: string) => {
    const answer = await call(request, 'rotateSession', { body })
    const row = answer.status === 200 ? await rowOf(withCookies(request, answer.cookies)) : null
    const current = row === null ? null : await currentOf(row, answer.cookies)
    if (row === null || current === null) return refused(what, null)
    await tell(body.isPending === false ? 'signed_in' : 'changed', what, String(row.accountId))
    return { kind: 'session', current, cookies: answer.cookies } as const
  }

  /** Pages that are open in sessions which ended ask whether they may stay. */
  const tellPages = async (accountId: string): Promise<void> => {
    const person = await personOf(accountId)
    if (person === null) return
    await storage.run(async ({ changes }) => changes.publish({ topic: 'people', people: [person.id] }))
  }

  /** Links that nobody has used yet are ways in, as sessions are. */
  const voidLinks = (personId: string): Promise<unknown> => records.remove('signInLinks', equal({ personId }))

  /** All ways in but this session. */
  const endOthers = async (row: AccountRecord): Promise<number> => {
    await voidLinks(String(row.personId))
    const others = [
      ...equal({ accountId: row.accountId ?? '' }),
      { field: 'id', is: '!=', value: row.id ?? '' } as const,
    ]
    const { length } = await records.remove('sessions', others)
    if (length > 0) await tellPages(String(row.accountId))
    return length
  }

  /** The row of a session that is really one. */
  const openRow = async (request: WebRequest): Promise<AccountRecord | null> => {
    const row = await rowOf(request)
    return row === null || row.isPending === true || (await currentOf(row, [])) === null ? null : row
  }

  /** Who has second factors needs one to change them, so that a password alone never gives new ones. */
  const mayEnrol = async (row: AccountRecord): Promise<boolean> => {
    if (row.hasPassedMfa === true) return true
    const accountId = String(row.accountId)
    return !(await hasTotp(accountId)) && (await records.find('passkeys', equal({ accountId }), 1)).length === 0
  }

  const forgetProvider = (request: WebRequest): void => void libraries.delete(keyOf(request, true))

  return {
    options,
    secret,
    records,
    clock,
    tries,
    hashing,
    hasTotp,
    passwordOf,
    labelOf,
    call,
    rowOf,
    currentOf,
    forgetProvider,
    tell,
    refused,
    locked,
    settle,
    rotate,
    tellPages,
    voidLinks,
    endOthers,
    openRow,
    mayEnrol,
  }
}

const keyOf = ({ origin, keepsSecure }: WebRequest, asksProvider: boolean): string =>
  `${asksProvider} ${keepsSecure} ${origin}`

export type House = ReturnType<typeof makeHouse>

export interface RotatedTo {
  readonly role?: string
  readonly method?: SignInMethod
  readonly hasPassedMfa?: boolean
  readonly isPending?: boolean
}

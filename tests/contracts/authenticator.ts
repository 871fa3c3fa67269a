import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Accounts, makeAccounts, purgeAccounts } from '../../core/accounts/index.ts'
import { type AccountRecords, type Authenticator, RECORD_TABLES } from '../../core/accounts/ports.ts'
import type { Fact } from '../../core/kernel/observer.ts'
import type { Storage } from '../../core/ports.ts'
import { type Browser, createBrowser, sessionIn } from './browser.ts'
import { fresh, times } from './harness.ts'
import { createPasskey } from './passkey.ts'
import { anAlias, aPerson, uuid } from './samples.ts'

export interface OpenAuthenticator {
  readonly authenticator: Authenticator
  readonly records: AccountRecords
  readonly storage: Storage
  readonly facts: readonly Fact[]
  /** What would be logged, as text. */
  readonly logged: () => string
  readonly clock: { now(): Date; advance(ms: number): void }
  readonly ids: Parameters<typeof makeAccounts>[0]['ids']
  /** How often a password was hashed so far. */
  readonly passwordWork: () => number
  close(): Promise<void>
}

export interface AuthenticatorGiven {
  readonly requireMfa: boolean
  readonly sessionSeconds: { readonly absolute: number; readonly idle: number }
}

export type OpenAuthenticatorFn = (given: AuthenticatorGiven) => Promise<OpenAuthenticator>

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const EMAIL = 'ana@example.org'
const PASSWORD = 'correto cavalo bateria grampo'
const LIFETIMES = { absolute: 7 * 24 * 3600, idle: 24 * 3600 }

/** The code of an authenticator app at that moment, by RFC 6238 alone. */
export const totpAt = (secret: string, at: Date): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map((char) => alphabet.indexOf(char).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [])
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Sign-in, whatever keeps its records. */
export const describeAuthenticator = (name: string, open: OpenAuthenticatorFn): void => {
  describe(`authenticator contract: ${name}`, () => {
    const current = fresh(() => open({ requireMfa: false, sessionSeconds: LIFETIMES }))
    const accounts = (): Accounts => makeAccounts(current())
    const authenticator = (): Authenticator => current().authenticator

    const person = async (given: Parameters<typeof aPerson>[0] = {}) => {
      const one = aPerson(given)
      await current().storage.run((stores) => stores.people.insert(one))
      return one
    }
    const withAccount = async (email = EMAIL, given: Parameters<typeof aPerson>[0] = {}) => {
      const one = await person(given)
      expect(await authenticator().keeper.create({ personId: one.id, email, password: PASSWORD })).toBe(true)
      return one
    }
    const signIn = async (browser: Browser, email = EMAIL, password = PASSWORD) =>
      browser.take(await authenticator().passwords.signIn(browser.request(), { email, password }))
    const signedIn = async (given = {}) => {
      const browser = createBrowser(given)
      sessionIn(await signIn(browser))
      return browser
    }
    const isIn = async (browser: Browser) => (await authenticator().sessions.current(browser.request())) !== null
    const enrol = async (browser: Browser) => {
      const { secondFactor } = authenticator()
      const begun = await secondFactor.begin(browser.request(), { password: PASSWORD })
      if (begun.kind !== 'begun') throw new Error(begun.kind)
      const confirmed = browser.take(
        await secondFactor.confirm(browser.request(), totpAt(begun.secret, current().clock.now())),
      )
      if (confirmed.kind !== 'session') throw new Error(confirmed.kind)
      current().clock.advance(MINUTE)
      return { secret: begun.secret, uri: begun.uri, recoveryCodes: confirmed.recoveryCodes }
    }
    const code = (secret: string) => totpAt(secret, current().clock.now())

    describe('a password', () => {
      it('lets its account in, and the session is known by its cookie', async () => {
        const ana = await withAccount()
        const browser = createBrowser()
        const { session, csrfToken } = sessionIn(await signIn(browser))
        expect(session).toMatchObject({ personId: ana.id, method: 'password', hasPassedMfa: false })
        expect(session).toMatchObject({ address: '203.0.113.7', userAgent: 'Firefox' })
        const again = await authenticator().sessions.current(browser.request())
        expect(again).toMatchObject({ session: { id: session.id }, role: 'operator', need: null, csrfToken })
      })

      it('is refused in the same words when it is wrong and when nobody has the e-mail', async () => {
        await withAccount()
        const wrong = await signIn(createBrowser(), EMAIL, 'errado errado errado')
        expect(wrong).toEqual(await signIn(createBrowser(), 'ninguem@example.org', PASSWORD))
        expect(wrong).toEqual({ kind: 'refused', cookies: [] })
      })

      it('is as much work for an e-mail that nobody has, so that time does not tell either', async () => {
        await withAccount()
        const workOf = async (email: string) => {
          const before = current().passwordWork()
          await signIn(createBrowser(), email, 'errado errado errado')
          return current().passwordWork() - before
        }
        expect([await workOf(EMAIL), await workOf('ninguem@example.org')]).toEqual([1, 1])
      })

      it('locks after ten wrong tries for whoever asks, also for an e-mail nobody has, and for a while only', async () => {
        await withAccount()
        for (const email of [EMAIL, 'ninguem@example.org']) {
          for (const n of times(10, (index) => index)) {
            expect((await signIn(createBrowser({ address: `203.0.113.${n}` }), email, 'errado errado')).kind).toBe(
              'refused',
            )
          }
          const other = createBrowser({ address: '198.51.100.9' })
          expect(await signIn(other, email)).toMatchObject({ kind: 'locked', retryAfterSeconds: 900 })
        }
        current().clock.advance(15 * MINUTE)
        expect((await signIn(createBrowser())).kind).toBe('session')
        expect(current().facts).toContainEqual({ type: 'rate_limited', surface: 'web', reason: 'password' })
      })

      it('allows no more tries at once than one after the other', async () => {
        await withAccount()
        const answers = await Promise.all(times(20, () => signIn(createBrowser(), EMAIL, 'errado errado')))
        expect(answers.filter(({ kind }) => kind === 'refused')).toHaveLength(10)
      })

      it('locks an address that tries many e-mails', async () => {
        for (const n of times(60, (index) => index)) await signIn(createBrowser(), `a${n}@example.org`, 'errado')
        expect((await signIn(createBrowser(), 'b@example.org')).kind).toBe('locked')
      })

      it('begins its count anew when it was right', async () => {
        await withAccount()
        for (const _ of times(3, () => null)) {
          for (const __ of times(9, () => null)) await signIn(createBrowser(), EMAIL, 'errado errado')
          expect((await signIn(createBrowser())).kind).toBe('session')
        }
      })

      it('is changed by who knows it, ends all other sessions and gives this one a new token', async () => {
        await withAccount()
        const [here, there] = [await signedIn(), await signedIn()]
        const before = here.copy()
        const next = 'outra frase bem comprida'
        const { passwords } = authenticator()
        const wrong = await passwords.change(here.request(), { current: 'errado errado', next })
        expect(wrong.kind).toBe('refused')
        expect(await passwords.change(here.request(), { current: PASSWORD, next: 'curta' })).toMatchObject({
          problems: [{ field: 'password', reason: 'short' }],
        })
        expect(await passwords.change(here.request(), { current: PASSWORD, next: 'senha1234567' })).toMatchObject({
          problems: [{ field: 'password', reason: 'common' }],
        })
        here.take(await passwords.change(here.request(), { current: PASSWORD, next }))
        expect([await isIn(here), await isIn(there), await isIn(before)]).toEqual([true, false, false])
        expect((await signIn(createBrowser())).kind).toBe('refused')
        expect((await signIn(createBrowser(), EMAIL, next)).kind).toBe('session')
      })

      it('cannot be set anew by a session that has one', async () => {
        await withAccount()
        const browser = await signedIn()
        const given = { email: 'outra@example.org', password: 'outra frase bem comprida' }
        expect((await authenticator().passwords.set(browser.request(), given)).kind).toBe('refused')
      })
    })

    describe('a session', () => {
      it('is never one that the browser brought, and replaces what it had', async () => {
        await withAccount()
        const browser = createBrowser()
        browser.put(new Map([['__Host-sparkone.session_token', 'chosen-by-somebody-else.c2ln']]))
        sessionIn(await signIn(browser))
        expect(browser.values().join()).not.toContain('chosen-by-somebody-else')
        const first = browser.copy()
        sessionIn(await signIn(browser))
        expect([await isIn(first), await isIn(browser)]).toEqual([false, true])
      })

      it('has a cookie that no script, no other site and no plain connection gets', async () => {
        await withAccount()
        const { cookies } = await signIn(createBrowser())
        const [cookie = ''] = cookies
        expect(cookies).toHaveLength(1)
        expect(cookie).toMatch(/^__Host-/)
        expect(cookie).toMatch(/; Path=\/(;|$)/)
        for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).toContain(attribute)
        expect(cookie).not.toContain('Domain')
        const plain = (await signIn(createBrowser({ origin: 'http://127.0.0.1:8000' }))).cookies[0] ?? ''
        expect(plain).not.toMatch(/^__|Secure/)
      })

      it('is over for an altered cookie, and for the digest that the tables hold', async () => {
        await withAccount()
        const browser = await signedIn()
        const [row] = await current().records.find('sessions', [])
        for (const value of [`${browser.values()[0]}x`, String(row?.digest), '', '%', 'a.b']) {
          const forged = createBrowser()
          forged.put(new Map([['__Host-sparkone.session_token', value]]))
          expect(await isIn(forged)).toBe(false)
        }
      })

      it('ends when it was not used for as long as it may rest, and lives on while it is', async () => {
        await withAccount()
        const [used, idle] = [await signedIn(), await signedIn()]
        for (const _ of times(3, () => null)) {
          current().clock.advance(10 * HOUR)
          expect(await isIn(used)).toBe(true)
        }
        expect(await isIn(idle)).toBe(false)
      })

      it('ends at its age however much it is used', async () => {
        await withAccount()
        const browser = await signedIn()
        for (const _ of times(8, () => null)) {
          current().clock.advance(20 * HOUR)
          expect(await isIn(browser)).toBe(true)
        }
        current().clock.advance(9 * HOUR)
        expect(await isIn(browser)).toBe(false)
      })

      it('is a member at once when the person is demoted, by a new token; the old one is over', async () => {
        const ana = await withAccount()
        await person()
        const browser = await signedIn()
        const before = browser.copy()
        await current().storage.run((stores) => stores.people.update({ ...ana, role: 'member', version: 2 }, 1))
        const now = await authenticator().sessions.current(browser.request())
        expect(now?.role).toBe('member')
        expect(now?.cookies).toHaveLength(1)
        if (now !== null) browser.take(now)
        expect([await isIn(browser), await isIn(before)]).toEqual([true, false])
      })

      it('is over when the person is removed, and nothing lets them in again', async () => {
        const ana = await withAccount()
        const browser = await signedIn()
        await current().storage.run((stores) => stores.people.remove(ana.id, current().clock.now()))
        expect(await isIn(browser)).toBe(false)
        expect((await signIn(createBrowser())).kind).toBe('refused')
        await purgeAccounts({ ...current(), accountRecords: current().records })
        expect(await current().records.find('accounts', [])).toEqual([])
      })

      it('is listed to its owner, who ends one, the others, or this one', async () => {
        await withAccount()
        await withAccount('bia@example.org')
        const [here, there, third] = [await signedIn(), await signedIn(), await signedIn()]
        const foreign = createBrowser()
        const { session: theirs } = sessionIn(await signIn(foreign, 'bia@example.org'))
        const { sessions } = authenticator()
        const listed = await sessions.list(here.request())
        expect(listed).toHaveLength(3)
        const one = await sessions.current(there.request())
        expect(await sessions.revoke(here.request(), theirs.id)).toBe(false)
        expect(await sessions.revoke(here.request(), one?.session.id ?? '')).toBe(true)
        expect([await isIn(there), await isIn(foreign)]).toEqual([false, true])
        expect(await sessions.revokeOthers(here.request())).toBe(1)
        expect(await isIn(third)).toBe(false)
        here.take(await sessions.signOut(here.request()))
        expect(here.values()).toEqual([])
      })

      it('is really gone after signing out, not only from the browser', async () => {
        await withAccount()
        const browser = await signedIn()
        const kept = browser.copy()
        browser.take(await authenticator().sessions.signOut(browser.request()))
        expect(await isIn(kept)).toBe(false)
      })

      it('is seen and ended by an operator', async () => {
        const ana = await withAccount()
        const browser = await signedIn()
        const { keeper } = authenticator()
        const [one] = await keeper.sessionsOf(ana.id)
        expect(one?.personId).toBe(ana.id)
        expect(await keeper.revoke(ana.id, uuid())).toBe(0)
        expect(await keeper.revoke(ana.id, one?.id)).toBe(1)
        expect(await isIn(browser)).toBe(false)
      })

      it('needs no session: every operation answers a stranger with a refusal', async () => {
        const { passkeys, secondFactor, passwords, sessions } = authenticator()
        const stranger = createBrowser().request()
        expect(await sessions.current(stranger)).toBeNull()
        expect(await sessions.list(stranger)).toEqual([])
        expect(await sessions.revoke(stranger, uuid())).toBe(false)
        expect(await sessions.revokeOthers(stranger)).toBe(0)
        expect(await passkeys.list(stranger)).toEqual([])
        expect(await passkeys.registrationOptions(stranger)).toBeNull()
        expect(await passkeys.rename(stranger, uuid(), 'a')).toBe(false)
        expect(await passkeys.remove(stranger, uuid())).toBe(false)
        const refusals = [
          await passwords.change(stranger, { current: PASSWORD, next: PASSWORD }),
          await passwords.set(stranger, { email: EMAIL, password: PASSWORD }),
          await secondFactor.begin(stranger, { password: PASSWORD }),
          await secondFactor.confirm(stranger, '123456'),
          await secondFactor.verifyTotp(stranger, '123456'),
          await secondFactor.verifyRecoveryCode(stranger, 'abcde-fghij'),
          await secondFactor.renewRecoveryCodes(stranger, '123456'),
          await secondFactor.disable(stranger, '123456'),
          await passkeys.register(stranger, { name: 'a', answer: {} }),
          await passkeys.signIn(stranger, { id: 'a' }),
          await passkeys.signIn(stranger, 'a'),
        ]
        expect(refusals.map(({ kind }) => kind)).toEqual(refusals.map(() => 'refused'))
      })
    })

    describe('a second factor', () => {
      it('is asked for once it is confirmed, and the first factor alone is no session', async () => {
        await withAccount()
        const browser = await signedIn()
        const { secret, uri, recoveryCodes } = await enrol(browser)
        expect(uri).toMatch(/^otpauth:\/\/totp\/SparkOne:ana%40example\.org\?/)
        expect(recoveryCodes).toHaveLength(10)
        const half = createBrowser()
        expect((await signIn(half)).kind).toBe('second_factor')
        expect(await isIn(half)).toBe(false)
        expect(await authenticator().sessions.list(half.request())).toEqual([])
        expect(await authenticator().passkeys.registrationOptions(half.request())).toBeNull()
        const halfway = half.copy()
        const done = half.take(await authenticator().secondFactor.verifyTotp(half.request(), code(secret)))
        expect(sessionIn(done).session.hasPassedMfa).toBe(true)
        expect([await isIn(half), await isIn(halfway)]).toEqual([true, false])
      })

      it('ends the sessions that were opened without it', async () => {
        await withAccount()
        const [here, there] = [await signedIn(), await signedIn()]
        await enrol(here)
        expect([await isIn(here), await isIn(there)]).toEqual([true, false])
      })

      it('takes a code once, one after the other and of twenty at once', async () => {
        await withAccount()
        const { secret } = await enrol(await signedIn())
        const halves = await Promise.all(
          times(21, async () => {
            const browser = createBrowser()
            await signIn(browser)
            return browser
          }),
        )
        const verify = (browser: Browser) => authenticator().secondFactor.verifyTotp(browser.request(), code(secret))
        const [late, ...many] = halves
        const answers = await Promise.all(many.map(verify))
        expect(answers.filter(({ kind }) => kind === 'session')).toHaveLength(1)
        current().clock.advance(16 * MINUTE)
        if (late === undefined) throw new Error('none')
        const fresh = createBrowser()
        await signIn(fresh)
        const used = code(secret)
        expect((await authenticator().secondFactor.verifyTotp(fresh.request(), used)).kind).toBe('session')
        const again = createBrowser()
        await signIn(again)
        expect((await authenticator().secondFactor.verifyTotp(again.request(), used)).kind).toBe('refused')
      })

      it('takes a code of the step before and after, never an older one', async () => {
        await withAccount()
        const { secret } = await enrol(await signedIn())
        const at = (ms: number) => totpAt(secret, new Date(current().clock.now().getTime() + ms))
        const verify = async (given: string) => {
          const browser = createBrowser()
          await signIn(browser)
          return (await authenticator().secondFactor.verifyTotp(browser.request(), given)).kind
        }
        current().clock.advance(10 * MINUTE)
        expect(await verify(at(-60_000))).toBe('refused')
        expect(await verify(at(60_000))).toBe('refused')
        expect(await verify(at(-30_000))).toBe('session')
        expect(await verify(at(30_000))).toBe('session')
      })

      it('locks after five wrong codes, also from other sign-ins, and the end of that is told', async () => {
        await withAccount()
        const { secret } = await enrol(await signedIn())
        const { secondFactor } = authenticator()
        for (const _ of times(5, () => null)) {
          const browser = createBrowser()
          await signIn(browser)
          expect((await secondFactor.verifyTotp(browser.request(), '000000')).kind).toBe('refused')
        }
        const browser = createBrowser()
        await signIn(browser)
        expect(await secondFactor.verifyTotp(browser.request(), code(secret))).toMatchObject({ kind: 'locked' })
        current().clock.advance(15 * MINUTE)
        const later = createBrowser()
        await signIn(later)
        expect((await secondFactor.verifyTotp(later.request(), code(secret))).kind).toBe('session')
      })

      it('has to come within ten minutes', async () => {
        await withAccount()
        const { secret } = await enrol(await signedIn())
        const browser = createBrowser()
        await signIn(browser)
        current().clock.advance(11 * MINUTE)
        expect((await authenticator().secondFactor.verifyTotp(browser.request(), code(secret))).kind).toBe('refused')
      })

      it('has recovery codes that are good once each, until new ones are made', async () => {
        await withAccount()
        const here = await signedIn()
        const { secret, recoveryCodes } = await enrol(here)
        const { secondFactor } = authenticator()
        const recover = async (given: string) => {
          const browser = createBrowser()
          await signIn(browser)
          return (await secondFactor.verifyRecoveryCode(browser.request(), given)).kind
        }
        const [first = '', second = '', third = ''] = recoveryCodes
        expect(await recover(` ${first.toUpperCase()} `)).toBe('session')
        expect(await recover(first)).toBe('refused')
        const both = await Promise.all([recover(second), recover(second)])
        expect(both.toSorted()).toEqual(['refused', 'session'])
        const renewed = await secondFactor.renewRecoveryCodes(here.request(), code(secret))
        expect(renewed.kind === 'session' && renewed.recoveryCodes).toHaveLength(10)
        expect(await recover(third)).toBe('refused')
      })

      it('is begun only with the password, and confirmed only with a code of its secret', async () => {
        await withAccount()
        const browser = await signedIn()
        const { secondFactor } = authenticator()
        expect((await secondFactor.begin(browser.request(), { password: 'errado errado' })).kind).toBe('refused')
        expect((await secondFactor.begin(browser.request(), { password: null })).kind).toBe('refused')
        await secondFactor.begin(browser.request(), { password: PASSWORD })
        expect((await secondFactor.confirm(browser.request(), '000000')).kind).toBe('refused')
        expect((await signIn(createBrowser())).kind).toBe('session')
      })

      it('is taken off with a code, and no longer asked for then', async () => {
        await withAccount()
        const browser = await signedIn()
        const { secret } = await enrol(browser)
        const { secondFactor } = authenticator()
        expect((await secondFactor.disable(browser.request(), '000000')).kind).toBe('refused')
        expect((await secondFactor.disable(browser.request(), code(secret))).kind).toBe('session')
        expect((await signIn(createBrowser())).kind).toBe('session')
      })
    })

    describe('a passkey', () => {
      const ORIGIN = 'https://ops.example.org'
      const register = async (browser: Browser, key = createPasskey(ORIGIN), name = 'Celular') => {
        const { passkeys } = authenticator()
        const asked = await passkeys.registrationOptions(browser.request())
        if (asked === null) throw new Error('No options.')
        browser.take(asked)
        const given = { name, answer: key.register(asked.options) }
        return { key, given, answer: browser.take(await passkeys.register(browser.request(), given)) }
      }
      const signInWith = async (key: ReturnType<typeof createPasskey>, said?: string) => {
        const browser = createBrowser()
        const { passkeys } = authenticator()
        const { options } = browser.take(await passkeys.signInOptions(browser.request()))
        const answer = key.signIn(options, said)
        return { browser, given: answer, answer: browser.take(await passkeys.signIn(browser.request(), answer)) }
      }

      it('lets its account in without anything else, past the second factor, and is told apart by name', async () => {
        const ana = await withAccount()
        const browser = await signedIn()
        const { key, answer } = await register(browser)
        expect(sessionIn(answer).session).toMatchObject({ hasPassedMfa: true, method: 'passkey' })
        const { session } = sessionIn((await signInWith(key)).answer)
        expect(session).toMatchObject({ personId: ana.id, method: 'passkey', hasPassedMfa: true })
        const { passkeys } = authenticator()
        const [one, ...more] = await passkeys.list(browser.request())
        expect(more).toEqual([])
        expect(one).toMatchObject({ name: 'Celular', lastUsedAt: current().clock.now() })
        expect(await passkeys.rename(browser.request(), one?.id ?? '', ' Chave azul ')).toBe(true)
        expect((await passkeys.list(browser.request()))[0]?.name).toBe('Chave azul')
        expect(await passkeys.remove(browser.request(), one?.id ?? '')).toBe(true)
        expect((await signInWith(key)).answer.kind).toBe('refused')
      })

      it('is refused for another site, another challenge, and a second use of an answer', async () => {
        await withAccount()
        const { key } = await register(await signedIn())
        expect((await signInWith(key, 'https://evil.example.org')).answer.kind).toBe('refused')
        const { browser, given } = await signInWith(key)
        const { passkeys } = authenticator()
        expect((await passkeys.signIn(browser.request(), given)).kind).toBe('refused')
        const other = createBrowser()
        other.take(await passkeys.signInOptions(other.request()))
        expect((await passkeys.signIn(other.request(), given)).kind).toBe('refused')
        expect((await signInWith(createPasskey(ORIGIN))).answer.kind).toBe('refused')
      })

      it('is refused when its owner was not verified, or when it comes late', async () => {
        await withAccount()
        const browser = await signedIn()
        expect((await register(browser, createPasskey(ORIGIN, { verifies: false }))).answer.kind).toBe('refused')
        const { passkeys } = authenticator()
        const asked = await passkeys.registrationOptions(browser.request())
        if (asked !== null) browser.take(asked)
        current().clock.advance(6 * MINUTE)
        const answer = createPasskey(ORIGIN).register(asked?.options)
        expect((await passkeys.register(browser.request(), { name: 'a', answer })).kind).toBe('refused')
        expect(await passkeys.list(browser.request())).toEqual([])
      })

      it('once there, a password alone changes no second factor', async () => {
        await withAccount()
        await register(await signedIn())
        const browser = await signedIn()
        const { passkeys, secondFactor } = authenticator()
        const [one] = await passkeys.list(browser.request())
        expect(await passkeys.registrationOptions(browser.request())).toBeNull()
        expect(await passkeys.remove(browser.request(), one?.id ?? '')).toBe(false)
        expect((await secondFactor.begin(browser.request(), { password: PASSWORD })).kind).toBe('refused')
      })

      it('is all that an invited person needs, and the last one stays', async () => {
        const ana = await person()
        const { token } = await accounts().invite({ personId: ana.id, purpose: 'invitation' })
        const browser = createBrowser()
        browser.take(await accounts().redeem(browser.request(), token))
        const { key, answer } = await register(browser)
        expect(sessionIn(answer).need).toBeNull()
        expect((await signInWith(key)).answer.kind).toBe('session')
        const { passkeys } = authenticator()
        const [one] = await passkeys.list(browser.request())
        expect(await passkeys.remove(browser.request(), one?.id ?? '')).toBe(false)
      })
    })

    describe('a sign-in link', () => {
      const invited = async (personId: string, resetsMfa = false) =>
        (await accounts().invite({ personId, purpose: 'recovery', resetsMfa })).token

      it('opens a session that has to set e-mail and password first, and then is one like others', async () => {
        const ana = await person()
        const token = await invited(ana.id)
        expect(await accounts().look(token)).toEqual({ personName: 'Ana', purpose: 'recovery' })
        const browser = createBrowser()
        expect(sessionIn(browser.take(await accounts().redeem(browser.request(), token))).need).toBe('credentials')
        const { passwords } = authenticator()
        const bad = await passwords.set(browser.request(), { email: 'nada', password: 'curta' })
        expect(bad).toMatchObject({ problems: [{ field: 'email' }, { field: 'password' }] })
        const set = browser.take(
          await passwords.set(browser.request(), { email: 'Ana@Example.org', password: PASSWORD }),
        )
        if (set.kind === 'invalid') throw new Error(set.kind)
        expect(sessionIn(set).need).toBeNull()
        expect((await signIn(createBrowser())).kind).toBe('session')
      })

      it('is used up by one of twenty at once', async () => {
        const token = await invited((await person()).id)
        const answers = await Promise.all(times(20, () => accounts().redeem(createBrowser().request(), token)))
        expect(answers.filter(({ kind }) => kind === 'session')).toHaveLength(1)
        expect(await accounts().look(token)).toBeNull()
      })

      it('is void when it is old, when a newer one was made, and when the person is gone', async () => {
        const ana = await person()
        const old = await invited(ana.id)
        const newer = await invited(ana.id)
        expect((await accounts().redeem(createBrowser().request(), old)).kind).toBe('refused')
        current().clock.advance(61 * MINUTE)
        expect((await accounts().redeem(createBrowser().request(), newer)).kind).toBe('refused')
        const last = await invited(ana.id)
        await current().storage.run((stores) => stores.people.remove(ana.id, current().clock.now()))
        expect((await accounts().redeem(createBrowser().request(), last)).kind).toBe('refused')
      })

      it('does not go around a second factor, unless it was made to take it away, which ends sessions too', async () => {
        const ana = await withAccount()
        const here = await signedIn()
        await enrol(here)
        expect((await accounts().redeem(createBrowser().request(), await invited(ana.id))).kind).toBe('second_factor')
        const token = await invited(ana.id, true)
        expect(await isIn(here)).toBe(false)
        const browser = createBrowser()
        expect(sessionIn(browser.take(await accounts().redeem(browser.request(), token))).need).toBe('credentials')
        await authenticator().passwords.set(browser.request(), { email: EMAIL, password: 'outra frase bem comprida' })
        expect((await signIn(createBrowser(), EMAIL, 'outra frase bem comprida')).kind).toBe('session')
      })

      it('is offered at the first start alone, to the first operator, and not where an account is seeded', async () => {
        expect(await accounts().ensureFirst(null)).toBeNull()
        const ana = await person()
        const token = (await accounts().ensureFirst(null)) ?? ''
        expect(await accounts().look(token)).toMatchObject({ purpose: 'first' })
        expect(await accounts().ensureFirst({ email: EMAIL, password: PASSWORD })).toBeNull()
        expect(await authenticator().keeper.accountOf(ana.id)).toMatchObject({ email: EMAIL, hasPassword: true })
        expect(await accounts().ensureFirst(null)).toBeNull()
        expect((await signIn(createBrowser())).kind).toBe('session')
      })

      it('cannot give an account the e-mail of another', async () => {
        await withAccount()
        const browser = createBrowser()
        browser.take(await accounts().redeem(browser.request(), await invited((await person()).id)))
        const given = { email: EMAIL, password: 'outra frase bem comprida' }
        expect(await authenticator().passwords.set(browser.request(), given)).toMatchObject({
          problems: [{ field: 'email', reason: 'taken' }],
        })
      })
    })

    it('one account a person, and an e-mail one account', async () => {
      const ana = await withAccount()
      const { keeper } = authenticator()
      expect(await keeper.create({ personId: ana.id, email: 'b@example.org', password: PASSWORD })).toBe(false)
      expect(await keeper.create({ personId: (await person()).id, email: EMAIL, password: PASSWORD })).toBe(false)
    })

    it('nothing that lets anybody in can be read from the tables, the facts or the log', async () => {
      const ana = await withAccount()
      await current().storage.run((stores) => stores.people.addAlias(anAlias(ana.id)))
      const browser = await signedIn()
      const { secret, recoveryCodes } = await enrol(browser)
      const half = createBrowser()
      await signIn(half)
      const passkeys = createBrowser()
      const options = passkeys.take(await authenticator().passkeys.signInOptions(passkeys.request()))
      const { challenge } = options.options as { challenge: string }
      const { token } = await accounts().invite({ personId: ana.id, purpose: 'invitation' })
      const tables = await Promise.all(RECORD_TABLES.map((table) => current().records.find(table, [])))
      const text = JSON.stringify(tables) + JSON.stringify(current().facts) + current().logged()
      const cookies = [browser, half, passkeys].flatMap((one) => one.values())
      const tokens = cookies.flatMap((value) => [value, decodeURIComponent(value).split('.')[0] ?? value])
      const secrets = [...tokens, token, secret, challenge, PASSWORD, ...recoveryCodes]
      secrets.push(...recoveryCodes.map((one) => one.replace('-', '')))
      expect(secrets.filter((one) => text.includes(one))).toEqual([])
      expect(current().logged()).not.toContain(EMAIL)
      expect(current().logged()).toContain(ana.id)
    })
  })

  describe(`authenticator contract where a second factor is required: ${name}`, () => {
    const current = fresh(() => open({ requireMfa: true, sessionSeconds: LIFETIMES }))

    it('a session without one may only enrol one, and is one like others after that', async () => {
      const { authenticator, storage, clock } = current()
      const ana = aPerson()
      await storage.run((stores) => stores.people.insert(ana))
      await authenticator.keeper.create({ personId: ana.id, email: EMAIL, password: PASSWORD })
      const browser = createBrowser()
      const { passwords, secondFactor } = authenticator
      const first = browser.take(await passwords.signIn(browser.request(), { email: EMAIL, password: PASSWORD }))
      expect(sessionIn(first).need).toBe('second_factor')
      const begun = await secondFactor.begin(browser.request(), { password: PASSWORD })
      if (begun.kind !== 'begun') throw new Error(begun.kind)
      const done = browser.take(await secondFactor.confirm(browser.request(), totpAt(begun.secret, clock.now())))
      expect(sessionIn(done).need).toBeNull()
    })
  })
}

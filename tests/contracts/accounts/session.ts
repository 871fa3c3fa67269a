import { describe, expect, it } from 'vitest'
import { purgeAccounts } from '../../../core/accounts/index.ts'
import { createBrowser, sessionIn } from '../browser.ts'
import { times } from '../harness.ts'
import { uuid } from '../samples.ts'
import { EMAIL, HOUR, PASSWORD, type People } from './people.ts'

export const describeSession = ({
  current,
  authenticator,
  person,
  withAccount,
  signIn,
  signedIn,
  isIn,
}: People): void => {
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
      const origin = 'http://127.0.0.1:8000'
      const here = (await signIn(createBrowser({ origin, keepsSecure: true }))).cookies[0] ?? ''
      expect(here).toMatch(/^__Host-.*Secure/)
      const plain = (await signIn(createBrowser({ origin, keepsSecure: false }))).cookies[0] ?? ''
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

    it('is not kept alive by looks that do not touch it', async () => {
      await withAccount()
      const browser = await signedIn()
      const look = () => authenticator().sessions.current(browser.request(), { touch: false })
      const seen = (await look())?.session.lastSeenAt
      for (const _ of times(2, () => null)) {
        current().clock.advance(10 * HOUR)
        expect((await look())?.session.lastSeenAt).toEqual(seen)
      }
      current().clock.advance(5 * HOUR)
      expect(await look()).toBeNull()
      expect(await isIn(browser)).toBe(false)
    })

    it('keeps its token through a look that does not touch it, which tells the role as it is', async () => {
      const ana = await withAccount()
      await person()
      const browser = await signedIn()
      await current().storage.run((stores) => stores.people.update({ ...ana, role: 'member', version: 2 }, 1))
      const look = await authenticator().sessions.current(browser.request(), { touch: false })
      expect([look?.role, look?.cookies]).toEqual(['member', []])
      expect(await isIn(browser)).toBe(true)
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
      expect(await passkeys.remove(stranger, uuid())).toBeNull()
      const refusals = [
        await passwords.change(stranger, { current: PASSWORD, next: PASSWORD }),
        await passwords.changeEmail(stranger, { current: PASSWORD, email: 'b@example.org' }),
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
}

import { describe, expect, it } from 'vitest'
import { createBrowser, sessionIn } from '../browser.ts'
import { times } from '../harness.ts'
import { EMAIL, MINUTE, PASSWORD, type People } from './people.ts'

export const describePassword = ({ current, authenticator, withAccount, signIn, signedIn, isIn }: People): void => {
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

    it('counts nothing of an address that is locked already, so that it cannot lock others out', async () => {
      await withAccount()
      for (const n of times(60, (index) => index)) await signIn(createBrowser(), `a${n}@example.org`, 'errado')
      for (const _ of times(12, () => null))
        expect((await signIn(createBrowser(), EMAIL, 'errado')).kind).toBe('locked')
      expect((await signIn(createBrowser({ address: '198.51.100.9' }))).kind).toBe('session')
    })

    it('takes a whole network of IPv6 for one address, as whoever has one address of it has all', async () => {
      const from = (n: number, net = 'db8') => createBrowser({ address: `2001:${net}:0:7::${n.toString(16)}` })
      for (const n of times(60, (index) => index)) await signIn(from(n), `a${n}@example.org`, 'errado')
      expect((await signIn(createBrowser({ address: '2001:0db8:0000:0007:1:2:3:4' }), 'b@example.org')).kind).toBe(
        'locked',
      )
      expect((await signIn(from(1, 'db9'), 'b@example.org')).kind).toBe('refused')
    })

    it('lets in with the longest one it took, whatever its letters are', async () => {
      await withAccount()
      const browser = await signedIn()
      const next = `${'😀🦜🐙🌵🎈🪁🧭🔑'.repeat(15)}12345678`
      const { passwords } = authenticator()
      browser.take(await passwords.change(browser.request(), { current: PASSWORD, next }))
      expect((await signIn(createBrowser(), EMAIL, next)).kind).toBe('session')
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

    it('lets another e-mail in its place, which is nobody else’s, and gives the session a new token', async () => {
      await withAccount()
      await withAccount('bia@example.org')
      const [here, there] = [await signedIn(), await signedIn()]
      const before = here.copy()
      const { passwords } = authenticator()
      const change = (email: string, given: string | null = PASSWORD) =>
        passwords.changeEmail(here.request(), { current: given, email })
      for (const given of ['errado errado', '', null])
        expect((await change('nova@example.org', given)).kind).toBe('refused')
      expect(await change('Bia@Example.org')).toMatchObject({ problems: [{ field: 'email', reason: 'taken' }] })
      expect(await change('nem um endereço')).toMatchObject({ problems: [{ field: 'email', reason: 'invalid' }] })
      expect((await signIn(createBrowser())).kind).toBe('session')
      here.take(await change('Nova@example.org'))
      expect([await isIn(here), await isIn(there), await isIn(before)]).toEqual([true, true, false])
      expect((await signIn(createBrowser())).kind).toBe('refused')
      expect((await signIn(createBrowser(), 'nova@example.org')).kind).toBe('session')
    })

    it('cannot be set anew by a session that has one', async () => {
      await withAccount()
      const browser = await signedIn()
      const given = { email: 'outra@example.org', password: 'outra frase bem comprida' }
      expect((await authenticator().passwords.set(browser.request(), given)).kind).toBe('refused')
    })
  })
}

import { describe, expect, it } from 'vitest'
import { createBrowser, sessionIn } from '../browser.ts'
import { times } from '../harness.ts'
import { EMAIL, MINUTE, PASSWORD, type People } from './people.ts'

export const describeSignInLink = ({
  current,
  accounts,
  authenticator,
  person,
  withAccount,
  signIn,
  signedIn,
  isIn,
  enrol,
}: People): void => {
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
      const set = browser.take(await passwords.set(browser.request(), { email: 'Ana@Example.org', password: PASSWORD }))
      if (set.kind === 'invalid') throw new Error(set.kind)
      expect(sessionIn(set).need).toBeNull()
      expect((await signIn(createBrowser())).kind).toBe('session')
    })

    it('leaves a line in the log when it is made: for whom and what for, and nothing that opens anything', async () => {
      const ana = await person()
      const token = await invited(ana.id)
      expect(JSON.parse(current().logged())).toEqual([{ event: 'invited', what: 'recovery', personId: ana.id }])
      expect(current().logged()).not.toContain(token)
      await expect(accounts().invite({ personId: crypto.randomUUID(), purpose: 'recovery' })).rejects.toThrow()
      expect(JSON.parse(current().logged())).toHaveLength(1)
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

    it('is void once its person changed how they get in, ended other sessions, or had theirs ended', async () => {
      const ana = await withAccount()
      const { keeper, passwords, sessions } = authenticator()
      const ends = [
        async () => {
          const browser = await signedIn()
          browser.take(await passwords.change(browser.request(), { current: PASSWORD, next: PASSWORD }))
        },
        async () => void (await sessions.revokeOthers((await signedIn()).request())),
        async () => void (await keeper.revoke(ana.id)),
      ]
      for (const end of ends) {
        const token = await invited(ana.id)
        await end()
        expect((await accounts().redeem(createBrowser().request(), token)).kind).toBe('refused')
      }
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
}

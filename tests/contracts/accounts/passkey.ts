import { describe, expect, it } from 'vitest'
import { type Browser, createBrowser, sessionIn } from '../browser.ts'
import { MINUTE, PASSWORD, type People } from './people.ts'
import { createPasskey } from './software-passkey.ts'

export const describePasskey = ({
  current,
  accounts,
  authenticator,
  person,
  withAccount,
  signedIn,
  isIn,
}: People): void => {
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
      const removed = await passkeys.remove(browser.request(), one?.id ?? '')
      expect(removed?.kind).toBe('session')
      expect((await signInWith(key)).answer.kind).toBe('refused')
    })

    it('takes what it opened with it when it goes, and whoever removed it stays in', async () => {
      await withAccount()
      const browser = await signedIn()
      const { key } = await register(browser)
      const opened = (await signInWith(key)).browser
      const before = browser.copy()
      const { passkeys } = authenticator()
      const [one] = await passkeys.list(browser.request())
      const removed = await passkeys.remove(browser.request(), one?.id ?? '')
      if (removed === null) throw new Error('It is there.')
      expect(sessionIn(browser.take(removed)).session).toMatchObject({ hasPassedMfa: false, method: 'password' })
      expect([await isIn(browser), await isIn(opened), await isIn(before)]).toEqual([true, false, false])
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
      expect(await passkeys.remove(browser.request(), one?.id ?? '')).toBeNull()
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
      expect(await passkeys.remove(browser.request(), one?.id ?? '')).toBeNull()
    })
  })
}

import { describe, expect, it } from 'vitest'
import { RECORD_TABLES } from '../../../core/accounts/ports.ts'
import { createBrowser, sessionIn } from '../browser.ts'
import { fresh } from '../harness.ts'
import { anAlias, aPerson } from '../samples.ts'
import { describePasskey } from './passkey.ts'
import { describePassword } from './password.ts'
import { EMAIL, LIFETIMES, makePeople, type OpenAuthenticatorFn, PASSWORD, totpAt } from './people.ts'
import { describeSecondFactor } from './second-factor.ts'
import { describeSession } from './session.ts'
import { describeSignInLink } from './sign-in-link.ts'
import { createPasskey } from './software-passkey.ts'

/** Sign-in, whatever keeps its records. */
export const describeAuthenticator = (name: string, open: OpenAuthenticatorFn): void => {
  describe(`authenticator contract: ${name}`, () => {
    const people = makePeople(fresh(() => open({ requireMfa: false, sessionSeconds: LIFETIMES })))
    const { current, accounts, authenticator, person, withAccount, signIn, signedIn, enrol } = people

    describePassword(people)
    describeSession(people)
    describeSecondFactor(people)
    describePasskey(people)
    describeSignInLink(people)

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

    it('a passkey that was the last factor is missed once it is removed', async () => {
      const { authenticator, storage } = current()
      const ana = aPerson()
      await storage.run((stores) => stores.people.insert(ana))
      await authenticator.keeper.create({ personId: ana.id, email: EMAIL, password: PASSWORD })
      const browser = createBrowser()
      const { passwords, passkeys } = authenticator
      browser.take(await passwords.signIn(browser.request(), { email: EMAIL, password: PASSWORD }))
      const asked = await passkeys.registrationOptions(browser.request())
      if (asked === null) throw new Error('No options.')
      browser.take(asked)
      const answer = createPasskey(browser.request().origin).register(asked.options)
      const made = browser.take(await passkeys.register(browser.request(), { name: 'Celular', answer }))
      expect(sessionIn(made).need).toBeNull()
      const [one] = await passkeys.list(browser.request())
      const removed = await passkeys.remove(browser.request(), one?.id ?? '')
      if (removed === null) throw new Error('It is there.')
      expect(sessionIn(browser.take(removed)).need).toBe('second_factor')
    })

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

import { describe, expect, it } from 'vitest'
import { RECOVERY_CODES } from '../../../core/accounts/ports.ts'
import { type Browser, createBrowser, sessionIn } from '../browser.ts'
import { times } from '../harness.ts'
import { MINUTE, PASSWORD, type People, totpAt } from './people.ts'

export const describeSecondFactor = ({
  current,
  authenticator,
  withAccount,
  signIn,
  signedIn,
  isIn,
  enrol,
  code,
}: People): void => {
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

    it('tells how many recovery codes are left: those made less those used, and none without it', async () => {
      const { id } = await withAccount()
      const left = async () => (await authenticator().keeper.accountOf(id))?.recoveryCodes
      const here = await signedIn()
      expect(await left()).toBe(0)
      const { secret, recoveryCodes } = await enrol(here)
      expect([await left(), recoveryCodes.length]).toEqual([RECOVERY_CODES, RECOVERY_CODES])
      // The codes of somebody else are theirs.
      const other = await withAccount('bruno@example.org')
      expect((await authenticator().keeper.accountOf(other.id))?.recoveryCodes).toBe(0)
      const { secondFactor } = authenticator()
      for (const given of ['aaaaa-aaaaa', ...recoveryCodes.slice(0, 2), recoveryCodes[0] ?? '']) {
        const browser = createBrowser()
        await signIn(browser)
        await secondFactor.verifyRecoveryCode(browser.request(), given)
      }
      expect(await left()).toBe(RECOVERY_CODES - 2)
      here.take(await secondFactor.renewRecoveryCodes(here.request(), code(secret)))
      expect(await left()).toBe(RECOVERY_CODES)
      current().clock.advance(MINUTE)
      expect((await secondFactor.disable(here.request(), code(secret))).kind).toBe('session')
      expect(await left()).toBe(0)
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
}

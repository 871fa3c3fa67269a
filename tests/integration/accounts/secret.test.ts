import { expect, it } from 'vitest'
import { createClock, createMemoryAccountRecords, createMemoryStorage } from '../../../adapters/memory/index.ts'
import { equal } from '../../../core/accounts/ports.ts'
import { LIFETIMES, MINUTE, PASSWORD, totpAt } from '../../contracts/accounts/people.ts'
import { createBrowser } from '../../contracts/browser.ts'
import { aPerson } from '../../contracts/samples.ts'
import { authenticatorOver } from '../../support/authenticator.ts'

const RIGHT = { email: 'ana@example.org', password: PASSWORD }

it('under another AUTH_SECRET passwords hold, sessions and codes of an app do not, and a reset of the latter lets in', async () => {
  const clock = createClock(new Date('2026-03-02T12:00:00.000Z'))
  const parts = { records: createMemoryAccountRecords(), storage: createMemoryStorage({ clock }), clock }
  const given = { requireMfa: false, sessionSeconds: LIFETIMES }
  const open = () => authenticatorOver({ ...parts, close: async () => undefined }, given).authenticator

  const ana = aPerson({ id: crypto.randomUUID() })
  await parts.storage.run((stores) => stores.people.insert(ana))
  const before = open()
  await before.keeper.create({ personId: ana.id, ...RIGHT })
  const browser = createBrowser()
  browser.take(await before.passwords.signIn(browser.request(), RIGHT))
  const begun = browser.take(await before.secondFactor.begin(browser.request(), { password: PASSWORD }))
  if (begun.kind !== 'begun') throw new Error(begun.kind)
  const code = () => totpAt(begun.secret, clock.now())
  const confirmed = browser.take(await before.secondFactor.confirm(browser.request(), code()))
  if (confirmed.kind !== 'session') throw new Error(confirmed.kind)
  clock.advance(MINUTE)

  // The one that was made goes, so that another is.
  await parts.records.remove('consoleSecrets', equal({ name: 'auth' }))
  const after = open()
  expect(await after.sessions.current(browser.request())).toBeNull()
  const again = createBrowser()
  expect(again.take(await after.passwords.signIn(again.request(), RIGHT)).kind).toBe('second_factor')
  expect((await after.secondFactor.verifyTotp(again.request(), code())).kind).toBe('refused')
  const [recoveryCode = ''] = confirmed.recoveryCodes
  expect((await after.secondFactor.verifyRecoveryCode(again.request(), recoveryCode)).kind).toBe('refused')

  await after.keeper.resetMfa(ana.id)
  expect((await after.passwords.signIn(createBrowser().request(), RIGHT)).kind).toBe('session')
})

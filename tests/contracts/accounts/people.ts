import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import { type AccountEvent, type Accounts, makeAccounts } from '../../../core/accounts/index.ts'
import type { AccountRecords, Authenticator } from '../../../core/accounts/ports.ts'
import type { Fact } from '../../../core/kernel/observer.ts'
import type { Storage } from '../../../core/ports.ts'
import { type Browser, createBrowser, sessionIn } from '../browser.ts'
import { aPerson } from '../samples.ts'

export interface OpenAuthenticator {
  readonly authenticator: Authenticator
  readonly records: AccountRecords
  readonly storage: Storage
  readonly facts: readonly Fact[]
  /** What would be logged, as text. */
  readonly logged: () => string
  readonly onEvent: (event: AccountEvent) => void
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

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const EMAIL = 'ana@example.org'
export const PASSWORD = 'correto cavalo bateria grampo'
export const LIFETIMES = { absolute: 7 * 24 * 3600, idle: 24 * 3600 }

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

/** People with accounts, and how they sign in. */
export const makePeople = (current: () => OpenAuthenticator) => {
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

  return { current, accounts, authenticator, person, withAccount, signIn, signedIn, isIn, enrol, code }
}

export type People = ReturnType<typeof makePeople>

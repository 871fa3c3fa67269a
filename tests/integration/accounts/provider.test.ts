import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createClock, createMemoryAccountRecords, createMemoryStorage } from '../../../adapters/memory/index.ts'
import { createBrowser, sessionIn } from '../../contracts/browser.ts'
import { anAlias, aPerson } from '../../contracts/samples.ts'
import { authenticatorOver } from '../../support/authenticator.ts'
import { type OidcServer, startOidcServer } from '../../support/oidc-server.ts'

const PASSWORD = 'correto cavalo bateria grampo'
const ANA = { subject: 'subject-1', email: 'ana@example.org', isVerified: true }

describe('sign-in by an OpenID provider', () => {
  let oidc: OidcServer
  let open: ReturnType<typeof opening>
  const opening = (issuer = oidc.issuer, timeoutMs = 8000) => {
    const storage = createMemoryStorage({ clock: createClock() })
    const parts = { records: createMemoryAccountRecords(), storage, close: async () => undefined }
    const lifetimes = { absolute: 7 * 24 * 3600, idle: 24 * 3600 }
    return authenticatorOver(
      { ...parts, oidc: { issuer, ...oidc.client, timeoutMs } },
      { requireMfa: false, sessionSeconds: lifetimes },
    )
  }
  beforeAll(async () => {
    oidc = await startOidcServer()
  })
  afterAll(() => oidc.close())
  beforeEach(() => {
    open = opening()
    oidc.user = ANA
    oidc.isSilent = false
  })

  const provider = () => {
    if (open.authenticator.provider === null) throw new Error('No provider.')
    return open.authenticator.provider
  }
  const person = async (email: string | null) => {
    const id = crypto.randomUUID()
    const aliases = email === null ? [] : [anAlias(id, { channel: 'email', address: email, key: email })]
    const one = aPerson({ id, aliases })
    await open.storage.run((stores) => stores.people.insert(one))
    return one
  }
  const begin = async (browser = createBrowser()) => {
    const begun = browser.take(await provider().begin(browser.request()))
    if (begun.kind !== 'begun') throw new Error(begun.kind)
    return { browser, location: begun.location }
  }
  const signIn = async () => {
    const { browser, location } = await begin()
    const query = await oidc.visit(location)
    return { browser, query, answer: browser.take(await provider().finish(browser.request(), query)) }
  }
  const altered = (query: string, name: string, value: string): string => {
    const params = new URLSearchParams(query)
    params.set(name, value)
    return params.toString()
  }

  it('lets the person in whose e-mail it verified, by code with PKCE, state and nonce, and again by its subject', async () => {
    const ana = await person('ana@example.org')
    const { location } = await begin()
    const asked = new URL(location).searchParams
    expect(asked.get('response_type')).toBe('code')
    expect(asked.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThan(20)
    const { session } = sessionIn((await signIn()).answer)
    expect(session).toMatchObject({ personId: ana.id, method: 'provider' })
    oidc.user = { ...ANA, email: 'outro@example.org', isVerified: false }
    expect(sessionIn((await signIn()).answer).session.personId).toBe(ana.id)
  })

  it('refuses a stranger and makes nobody of them', async () => {
    await person('bia@example.org')
    expect((await signIn()).answer.kind).toBe('refused')
    expect(await open.records.find('accounts', [])).toEqual([])
    expect(await open.storage.read((stores) => stores.people.all())).toHaveLength(1)
    expect(open.facts).toContainEqual({ type: 'auth_failure', surface: 'web', reason: 'provider' })
  })

  it('refuses an e-mail that it did not verify', async () => {
    await person('ana@example.org')
    oidc.user = { ...ANA, isVerified: false }
    expect((await signIn()).answer.kind).toBe('refused')
  })

  it('is not led to an account by the e-mail that its owner typed', async () => {
    const mallory = await person(null)
    const given = { personId: mallory.id, email: 'ana@example.org', password: PASSWORD }
    await open.authenticator.keeper.create(given)
    expect((await signIn()).answer.kind).toBe('refused')
    expect(await open.records.find('credentials', [])).toHaveLength(1)
  })

  it('does not give an account to another subject that has the same e-mail now', async () => {
    await person('ana@example.org')
    expect((await signIn()).answer.kind).toBe('session')
    oidc.user = { ...ANA, subject: 'subject-2' }
    expect((await signIn()).answer.kind).toBe('refused')
  })

  it('leads to whom an operator gave the address, and no longer to whom it was taken from', async () => {
    const ana = await person('ana@example.org')
    expect(sessionIn((await signIn()).answer).session.personId).toBe(ana.id)
    await open.storage.run((stores) => stores.people.update({ ...ana, aliases: [] }, ana.version))
    const ben = await person('ana@example.org')
    expect(sessionIn((await signIn()).answer).session.personId).toBe(ben.id)
    oidc.user = { ...ANA, email: 'outro@example.org' }
    expect(sessionIn((await signIn()).answer).session.personId).toBe(ben.id)
  })

  it('is over for who lost the address to somebody that another subject enters as', async () => {
    const ana = await person('ana@example.org')
    await signIn()
    const ben = await person('ben@example.org')
    oidc.user = { ...ANA, subject: 'subject-2', email: 'ben@example.org' }
    await signIn()
    await open.storage.run((stores) => stores.people.update({ ...ana, aliases: [] }, ana.version))
    const both = [...ben.aliases, ...ana.aliases]
    await open.storage.run((stores) => stores.people.update({ ...ben, aliases: both }, ben.version))
    oidc.user = ANA
    expect((await signIn()).answer.kind).toBe('refused')
  })

  it('is over for a person that was removed', async () => {
    const ana = await person('ana@example.org')
    await signIn()
    await open.storage.run((stores) => stores.people.remove(ana.id, open.clock.now()))
    expect((await signIn()).answer.kind).toBe('refused')
  })

  it('refuses a forged state, a forged code, another browser and a second use of the same answer', async () => {
    await person('ana@example.org')
    const { browser, location } = await begin()
    const query = await oidc.visit(location)
    const other = createBrowser()
    await begin(other)
    const refused = [
      await provider().finish(browser.request(), altered(query, 'state', 'forged')),
      await provider().finish(createBrowser().request(), query),
      await provider().finish(other.request(), query),
      await provider().finish(browser.request(), ''),
      await provider().finish(browser.request(), 'error=access_denied'),
    ]
    expect(refused.map(({ kind }) => kind)).toEqual(refused.map(() => 'refused'))
    const kept = browser.copy()
    expect((await provider().finish(browser.request(), query)).kind).toBe('session')
    expect((await provider().finish(kept.request(), query)).kind).toBe('refused')
    const again = await begin()
    const forged = altered(await oidc.visit(again.location), 'code', 'forged')
    expect((await provider().finish(again.browser.request(), forged)).kind).toBe('refused')
  })

  it('refuses an identity token that was made for another sign-in', async () => {
    await person('ana@example.org')
    const { browser, location } = await begin()
    // Who asks has another nonce than who comes back: what a stolen code would bring.
    const asked = new URL(location)
    asked.searchParams.set('nonce', 'nonce-of-somebody-else')
    const query = await oidc.visit(asked.href)
    expect((await provider().finish(browser.request(), query)).kind).toBe('refused')
  })

  it('has to come back within ten minutes', async () => {
    await person('ana@example.org')
    const { browser, location } = await begin()
    const query = await oidc.visit(location)
    open.clock.advance(11 * 60_000)
    expect((await provider().finish(browser.request(), query)).kind).toBe('refused')
  })

  it('keeps no token of the provider', async () => {
    await person('ana@example.org')
    await signIn()
    const [row] = await open.records.find('credentials', [])
    expect(Object.keys(row ?? {}).toSorted()).toEqual(
      ['accountId', 'createdAt', 'id', 'password', 'provider', 'subject', 'updatedAt'].toSorted(),
    )
  })

  it('says so when the provider takes the question and never answers, and asks anew the next time', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    onTestFinished(() => {
      silent.closeAllConnections()
      silent.close()
    })
    const asked: unknown[] = []
    silent.on('request', (request) => asked.push(request.url))
    open = opening(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`, 50)
    for (const times of [1, 2]) {
      expect(await provider().begin(createBrowser().request())).toEqual({ kind: 'unavailable', cookies: [] })
      expect(asked).toEqual(Array.from({ length: times }, () => '/.well-known/openid-configuration'))
    }
  })

  it('refuses who comes back to a provider that does not answer any more', async () => {
    open = opening(oidc.issuer, 2000)
    await person('ana@example.org')
    const { browser, location } = await begin()
    const query = await oidc.visit(location)
    oidc.isSilent = true
    expect((await provider().finish(browser.request(), query)).kind).toBe('refused')
  })

  it('says so when the provider is down, and passwords work meanwhile; it is asked anew the next time', async () => {
    open = opening('http://127.0.0.1:9')
    const ana = await person(null)
    await open.authenticator.keeper.create({ personId: ana.id, email: 'ana@example.org', password: PASSWORD })
    const request = createBrowser().request()
    expect(await provider().begin(request)).toEqual({ kind: 'unavailable', cookies: [] })
    const answer = await open.authenticator.passwords.signIn(request, { email: 'ana@example.org', password: PASSWORD })
    expect(answer.kind).toBe('session')
  })
})

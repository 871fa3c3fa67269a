import { beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE, PASSWORD, totpAt } from '../../../contracts/accounts/people.ts'
import type { WebBrowser } from '../../../support/web.ts'
import { rawPost } from './forms.ts'
import { from, type House, openHouse } from './house.ts'

let house: House
const RIGHT = { email: 'ana@example.org', password: PASSWORD }
const isIn = async (browser: WebBrowser): Promise<boolean> => (await browser.get('/web/more')).status === 200
const signIn = async (given = RIGHT): Promise<WebBrowser> => {
  const browser = house.browser()
  expect((await browser.post('/web/sign-in', given)).status).toBe(303)
  return browser
}
const cookieOf = (browser: WebBrowser): string => browser.jar.request().cookie ?? ''

/** A second factor for Ana; her older sessions are over then. */
const enrol = async () => {
  const browser = await signIn()
  const { secondFactor } = house.accounts.authenticator
  const begun = await secondFactor.begin(browser.jar.request(), { password: PASSWORD })
  if (begun.kind !== 'begun') throw new Error(begun.kind)
  const before = browser.copy()
  const code = (offset = 0) => totpAt(begun.secret, new Date(house.clock.now().getTime() + offset))
  const done = browser.jar.take(await secondFactor.confirm(browser.jar.request(), code()))
  if (done.kind !== 'session') throw new Error(done.kind)
  house.clock.advance(2 * MINUTE)
  return { browser, before, code, recoveryCodes: done.recoveryCodes }
}

beforeEach(async () => {
  house = await openHouse()
}, 60_000)

describe('a session', () => {
  it.each(['sparkone.session_token', '__Host-sparkone.session_token'])(
    'is never one that was put into the browser beforehand: %s',
    async (name) => {
      const own = await signIn({ ...RIGHT, email: 'bruno@example.org' })
      const [, planted = ''] = /=([^;]+)/.exec(cookieOf(own)) ?? []
      for (const value of ['chosen-by-somebody.AAAA', planted]) {
        const victim = house.browser()
        victim.put(name, value)
        await victim.post('/web/sign-in', RIGHT)
        const cookie = cookieOf(victim)
        if (name === 'sparkone.session_token') expect(cookie).not.toContain(value)
        const attacker = house.browser()
        attacker.put(name, value)
        const { html } = await attacker.get('/web/more')
        expect(html).not.toContain('href="/web/people"')
      }
    },
  )

  it('is over on the server when its person signs out, for every copy of its cookie', async () => {
    const browser = await signIn()
    const copy = browser.copy()
    const out = await browser.post('/web/sign-out')
    expect([out.status, out.location]).toEqual([303, '/web/sign-in'])
    expect(out.headers.getSetCookie().join()).toMatch(/session_token=;.*Max-Age=0/i)
    expect([await isIn(browser), await isIn(copy)]).toEqual([false, false])
    expect((await copy.get('/web/live')).status).toBe(401)
  })

  it('gets a new token with a new password and a second factor; the old one opens nothing', async () => {
    const browser = await signIn()
    const before = browser.copy()
    const { passwords } = house.accounts.authenticator
    const next = 'outra frase bem comprida'
    browser.jar.take(await passwords.change(browser.jar.request(), { current: PASSWORD, next }))
    expect([await isIn(browser), await isIn(before)]).toEqual([true, false])
    browser.jar.take(await passwords.change(browser.jar.request(), { current: next, next: PASSWORD }))
    const enrolled = await enrol()
    expect([await isIn(enrolled.browser), await isIn(enrolled.before), await isIn(browser)]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('gets a new token when its person becomes an operator or a member, and is one at once', async () => {
    const bruno = await signIn({ ...RIGHT, email: 'bruno@example.org' })
    for (const [role, status] of [
      ['operator', 200],
      ['member', 403],
    ] as const) {
      const before = bruno.copy()
      await house.core.people.patch(house.bruno.id, { role })
      expect((await bruno.get('/web/people')).status).toBe(status)
      expect(cookieOf(bruno)).not.toBe(cookieOf(before))
      expect(await isIn(before)).toBe(false)
    }
  })

  it('of who was demoted does nothing more of what operators may, on the very next form', async () => {
    await house.core.people.patch(house.bruno.id, { role: 'operator' })
    const bruno = await signIn({ ...RIGHT, email: 'bruno@example.org' })
    const current = await house.accounts.authenticator.sessions.current(bruno.jar.request())
    const { masked } = await import('../../../../handlers/web/visit/csrf.ts')
    await house.core.people.patch(house.bruno.id, { role: 'member' })
    const before = (await house.stored()).pauses
    const form = { action: '/web/deliveries/pause', fields: { channel: 'whatsapp' } }
    const page = await rawPost(house, form, { browser: bruno, csrf: masked(current?.csrfToken ?? '') })
    expect(page.status).toBe(403)
    expect((await house.stored()).pauses).toEqual(before)
  })

  it('of who was removed is over, and nothing lets them in again', async () => {
    const bruno = await signIn({ ...RIGHT, email: 'bruno@example.org' })
    const visitor = house.browser()
    await house.core.people.remove(house.bruno.id)
    expect(await isIn(bruno)).toBe(false)
    expect((await visitor.post('/web/sign-in', { ...RIGHT, email: 'bruno@example.org' })).status).toBe(401)
    for (const page of [await visitor.get(`/web/link/${house.link}`), await visitor.post(`/web/link/${house.link}`)]) {
      expect(page.status).toBeGreaterThanOrEqual(400)
    }
    expect(await isIn(visitor)).toBe(false)
  })

  it('ends when it was not used for a day, and after a week however much it is used', async () => {
    const [used, idle] = [await signIn(), await signIn()]
    for (let hours = 0; hours < 160; hours += 20) {
      expect(await isIn(used)).toBe(true)
      house.clock.advance(20 * HOUR)
      if (hours === 20) expect(await isIn(idle)).toBe(false)
    }
    expect(await isIn(used)).toBe(true)
    house.clock.advance(9 * HOUR)
    expect(await isIn(used)).toBe(false)
  })
})

describe('a second factor, through the screens', () => {
  const half = async (): Promise<WebBrowser> => {
    const browser = house.browser()
    expect((await browser.post('/web/sign-in', RIGHT)).location).toMatch(/^\/web\/sign-in\/code/)
    return browser
  }

  it('half a sign-in is none: no page, no stream, no form', async () => {
    await enrol()
    const browser = await half()
    expect(await isIn(browser)).toBe(false)
    expect((await browser.get('/web/live')).status).toBe(401)
    expect((await browser.post('/web/add', { text: 'pagar' })).location).toBe('/web/sign-in')
    expect((await browser.post('/web/welcome', RIGHT)).location).toBe('/web/sign-in')
  })

  it('a code is good once, also at once and in another browser', async () => {
    const { code } = await enrol()
    const given = { by: 'totp', code: code() }
    const browsers = await Promise.all([half(), half(), half(), half()])
    const answers = await Promise.all(browsers.map((browser) => browser.post('/web/sign-in/code', given)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    house.clock.advance(30_000)
    expect((await (await half()).post('/web/sign-in/code', given)).status).toBe(401)
  })

  it('a recovery code is good once, also at once', async () => {
    const { recoveryCodes } = await enrol()
    const given = { by: 'recovery', code: recoveryCodes[0] ?? '' }
    const browsers = await Promise.all([half(), half(), half()])
    const answers = await Promise.all(browsers.map((browser) => browser.post('/web/sign-in/code', given)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect((await (await half()).post('/web/sign-in/code', given)).status).toBe(401)
  })

  it('locks the account’s codes after five wrong ones, from whatever address, and forgets the password’s tries not for that', async () => {
    const { code } = await enrol()
    for (let n = 0; n < 5; n += 1) {
      expect((await (await half()).post('/web/sign-in/code', { by: 'totp', code: '000000' })).status).toBe(401)
    }
    const late = await half()
    expect((await late.post('/web/sign-in/code', { by: 'totp', code: code() })).status).toBe(429)
    expect(await isIn(late)).toBe(false)
  })

  it('a half sign-in is over after ten minutes', async () => {
    const { code } = await enrol()
    const browser = await half()
    house.clock.advance(11 * MINUTE)
    expect((await browser.post('/web/sign-in/code', { by: 'totp', code: code() })).status).toBe(401)
    expect(await isIn(browser)).toBe(false)
  })

  it('a code without a sign-in before it lets nobody in', async () => {
    const { code } = await enrol()
    const browser = house.browser()
    expect((await browser.post('/web/sign-in/code', { by: 'totp', code: code() })).status).toBe(401)
    expect(await isIn(browser)).toBe(false)
  })
})

describe('guessing passwords', () => {
  const guess = async (email: string, address: string, password = 'errado errado errado') =>
    rawPost(
      house,
      { action: '/web/sign-in', fields: { email, password } },
      { headers: { origin: 'http://localhost:8000', ...from(address) } },
    )
  const plain = (html: string, email: string): string => html.replaceAll(email, '').replaceAll(/assets\/\w+/g, '')

  it('is the same answer and the same work for an e-mail that nobody has, until it locks and after', async () => {
    const [known, nobody] = ['ana@example.org', 'ninguem@example.org']
    for (let n = 0; n < 14; n += 1) {
      const address = `203.0.113.${n}`
      const results = []
      for (const email of [known, nobody]) {
        const before = house.passwordWork()
        const page = await guess(email, address)
        const cookies = page.headers.getSetCookie().length
        results.push({
          status: page.status,
          html: plain(page.html, email),
          cookies,
          work: house.passwordWork() - before,
        })
      }
      expect(results[0]).toEqual(results[1])
      expect(results[0]?.work).toBe(n < 10 ? 1 : 0)
    }
    expect((await guess(known, '198.51.100.1', PASSWORD)).status).toBe(429)
    house.clock.advance(16 * MINUTE)
    expect((await guess(known, '198.51.100.1', PASSWORD)).status).toBe(303)
  })

  it('is not helped by the spelling of the e-mail', async () => {
    for (const email of ['ana@example.org', 'ANA@example.org', ' ana@example.org', 'Ana@Example.ORG ']) {
      for (let n = 0; n < 3; n += 1) await guess(email, `203.0.113.${n}`)
    }
    expect((await guess('ana@example.org', '198.51.100.1', PASSWORD)).status).toBe(429)
  })

  it('of many accounts is stopped by address, and other addresses are not', async () => {
    for (let n = 0; n < 60; n += 1) await guess(`a${n}@example.org`, '203.0.113.7')
    expect((await guess('ana@example.org', '203.0.113.7', PASSWORD)).status).toBe(429)
    expect((await guess('ana@example.org', '203.0.113.8', PASSWORD)).status).toBe(303)
  })

  it('by others does not stop whoever is in', async () => {
    const browser = await signIn()
    for (let n = 0; n < 12; n += 1) await guess('ana@example.org', '203.0.113.7')
    expect(await isIn(browser)).toBe(true)
  })

  it('as fast as one can stops that address before the door, and nobody who is in behind the same one', async () => {
    const settings = {
      environment: 'test',
      version: '0',
      publicUrl: null,
      locale: 'pt-BR',
      rateLimitPerMinute: 30,
    } as const
    house = await openHouse({ deps: { settings } })
    const browser = await signIn()
    const answers = []
    for (let n = 0; n < 40; n += 1) answers.push((await guess(`a${n}@example.org`, '192.0.2.1')).status)
    expect(answers.at(-1)).toBe(429)
    expect((await browser.post('/web/add', { text: 'comprar leite' })).status).toBe(303)
    expect((await guess('a@example.org', '192.0.2.2')).status).toBe(401)
  })

  it('of links is stopped by address', async () => {
    const of = (token: string, address: string) =>
      rawPost(
        house,
        { action: `/web/link/${token}`, fields: {} },
        { headers: { origin: 'http://localhost:8000', ...from(address) } },
      )
    for (let n = 0; n < 60; n += 1) expect((await of(`${'x'.repeat(30)}${n}`, '203.0.113.7')).status).toBe(404)
    await of('x'.repeat(40), '203.0.113.7')
    expect(house.told()).toContain('"surface":"web","reason":"link"')
    expect((await of(house.link, '203.0.113.8')).status).toBe(303)
  })
})

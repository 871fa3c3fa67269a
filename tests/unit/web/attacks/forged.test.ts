import { beforeAll, describe, expect, it } from 'vitest'
import { masked } from '../../../../handlers/web/visit/csrf.ts'
import { PASSWORD } from '../../../contracts/accounts/people.ts'
import { routesOf } from '../../../support/routes.ts'
import { ORIGIN } from '../../../support/web-browser.ts'
import { type Form, formsFor, rawPost, tokenOf } from './forms.ts'
import { type House, openHouse, type Stored } from './house.ts'
import { isDoor, pathsOf } from './routes.ts'

let house: House
let forms: readonly Form[]
let before: Stored

const SIGN_OUT = { action: '/web/sign-out', fields: {} }
const PLAIN = 'application/x-www-form-urlencoded'
const signIn = async (email = 'ana@example.org') => {
  const browser = house.browser()
  await browser.post('/web/sign-in', { email, password: PASSWORD })
  return browser
}

beforeAll(async () => {
  house = await openHouse()
  forms = [...(await formsFor(house, house.ana.id)), SIGN_OUT]
}, 60_000)

/** Posts every form so, which must be refused as forged and do nothing. */
const refusesAll = async (given: () => Promise<Parameters<typeof rawPost>[2]>): Promise<void> => {
  const browser = await signIn()
  before = await house.stored()
  for (const form of forms) {
    const page = await rawPost(house, form, { browser, ...(await given()) })
    expect([form.action, page.status]).toEqual([form.action, 403])
  }
  expect(await house.stored()).toEqual(before)
  expect((await browser.get('/web/more')).status).toBe(200)
}

describe('a form is refused everywhere, and nothing is done', () => {
  it('without a token', () => refusesAll(async () => ({})))

  it.each(['', 'x', '%', 'AAAA', masked('another'), 'ç', `${'A'.repeat(200)}`])('with a made-up token: %s', (csrf) =>
    refusesAll(async () => ({ csrf })),
  )

  it('with the token of somebody else, who may do as much', async () => {
    const csrf = await tokenOf(house, await signIn('bruno@example.org'))
    await refusesAll(async () => ({ csrf }))
  })

  it('with the token of another session of the same person', async () => {
    const csrf = await tokenOf(house, await signIn())
    await refusesAll(async () => ({ csrf }))
  })

  it('with the token of a session that signed out', async () => {
    const other = await signIn()
    const csrf = await tokenOf(house, other)
    expect((await rawPost(house, SIGN_OUT, { browser: other, csrf })).status).toBe(303)
    await refusesAll(async () => ({ csrf }))
  })

  it('with a token of the same session from before it was rotated', async () => {
    const browser = await signIn()
    const csrf = await tokenOf(house, browser)
    const { passwords } = house.accounts.authenticator
    const next = 'outra frase bem comprida'
    browser.jar.take(await passwords.change(browser.jar.request(), { current: PASSWORD, next }))
    before = await house.stored()
    for (const form of forms) expect((await rawPost(house, form, { browser, csrf })).status).toBe(403)
    expect(await house.stored()).toEqual(before)
    browser.jar.take(await passwords.change(browser.jar.request(), { current: next, next: PASSWORD }))
  })

  it('with the right token in the address instead of the form', async () => {
    const browser = await signIn()
    const csrf = await tokenOf(house, browser)
    for (const { action, fields } of forms) {
      const form = { action: `${action}?csrf=${encodeURIComponent(csrf)}`, fields }
      expect((await rawPost(house, form, { browser })).status).toBe(403)
    }
  })
})

describe('a form with the right token is refused everywhere, and nothing is done', () => {
  const foreign: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['from another site', { origin: 'https://evil.example' }],
    ['from another port', { origin: 'http://localhost:8001' }],
    ['from another scheme', { origin: 'https://localhost:8000' }],
    ['from a name that begins as ours', { origin: 'http://localhost:8000.evil.example' }],
    ['from a name that ends as ours', { origin: 'http://evillocalhost:8000' }],
    ['from nowhere', { origin: 'null' }],
    ['from an empty origin', { origin: '' }],
    ['of which the browser says nothing', {}],
    ['said to come from another site', { 'sec-fetch-site': 'cross-site' }],
    ['said to come from another host of the site', { 'sec-fetch-site': 'same-site' }],
    ['said to come from the address bar', { 'sec-fetch-site': 'none' }],
    ['said to come from another host, with our origin', { origin: ORIGIN, 'sec-fetch-site': 'same-site' }],
    ['said to come from the address bar, with our origin', { origin: ORIGIN, 'sec-fetch-site': 'none' }],
    ['said so, whatever its origin says', { origin: ORIGIN, 'sec-fetch-site': 'cross-site' }],
    ['said to be of ours, from another', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    ['of which only the referrer is ours', { referer: `${ORIGIN}/web` }],
  ]
  it.each(foreign)('%s', async (_name, headers) => {
    const browser = await signIn()
    const csrf = await tokenOf(house, browser)
    await refusesAll(async () => ({ browser, csrf, headers }))
  })

  it.each(foreign)('also before the door: %s', async (_name, headers) => {
    before = await house.stored()
    for (const { pattern } of routesOf(house, 'POST').filter(isDoor)) {
      for (const action of pathsOf(pattern, [house.link])) {
        const fields = { email: 'ana@example.org', password: PASSWORD, code: '123456' }
        const page = await rawPost(house, { action, fields }, { headers })
        expect([action, page.status, page.headers.getSetCookie()]).toEqual([action, 403, []])
      }
    }
    expect(await house.stored()).toEqual(before)
  })
})

describe('a form that is not of the plain kind', () => {
  const send = (action: string, type: string | null, body: string, cookie: string) => {
    const headers = { cookie, origin: ORIGIN, ...(type === null ? {} : { 'content-type': type }) }
    const bytes = new TextEncoder().encode(body)
    return house.fetch(new Request(`${ORIGIN}${action}`, { method: 'POST', headers, body: bytes }))
  }

  it.each([
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/plain; application/x-www-form-urlencoded',
    'application/xml',
    `x${PLAIN}`,
    `${PLAIN}x`,
    '',
    null,
  ])('is refused everywhere as what it is: %s', async (type) => {
    const browser = await signIn()
    const csrf = await tokenOf(house, browser)
    before = await house.stored()
    for (const { action, fields } of [...forms, { action: '/web/sign-in', fields: {} }]) {
      const multipart = Object.entries({ ...fields, csrf })
        .map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
        .join('')
      const body =
        type?.startsWith('multipart') === true ? `${multipart}--x--\r\n` : `${new URLSearchParams({ ...fields, csrf })}`
      const answer = await send(action, type, body, browser.jar.request().cookie ?? '')
      expect([action, answer.status]).toEqual([action, 415])
    }
    expect(await house.stored()).toEqual(before)
  })

  it('does nothing as JSON where a form is asked for, nor without the token in its header', async () => {
    const browser = await signIn()
    const csrf = await tokenOf(house, browser)
    before = await house.stored()
    for (const { action, fields } of forms) {
      const answer = await send(
        action,
        'application/json',
        JSON.stringify({ ...fields, csrf }),
        browser.jar.request().cookie ?? '',
      )
      expect([action, answer.status]).toEqual([action, 403])
    }
    expect(await house.stored()).toEqual(before)
  })
})

describe('what our own script sends as JSON, as a passkey is made by', () => {
  const PASSKEYS = '/web/settings/security/passkeys'
  /** As the script does, with this token in its header. */
  const send = (action: string, cookie: string, token: string) => {
    const headers = { cookie, origin: ORIGIN, 'content-type': 'application/json', 'x-csrf-token': token }
    return house.fetch(new Request(`${ORIGIN}${action}`, { method: 'POST', headers, body: '{"name":"x","answer":{}}' }))
  }
  const paths = (): readonly string[] => [...new Set([...forms.map(({ action }) => action), PASSKEYS])]
  const strangers: readonly (readonly [string, () => Promise<string>])[] = [
    ['none', async () => ''],
    ['a made-up one', async () => masked('another')],
    ['one as long as the right one', async () => masked('x'.repeat((await rawToken()).length))],
    ['the right one without its mask', async () => rawToken()],
    ['that of somebody else', async () => tokenOf(house, await signIn('bruno@example.org'))],
    ['that of another session of the same person', async () => tokenOf(house, await signIn())],
  ]
  let browser: Awaited<ReturnType<typeof signIn>>
  const rawToken = async (): Promise<string> => {
    const current = await house.accounts.authenticator.sessions.current(browser.jar.request())
    return current?.csrfToken ?? ''
  }

  it.each(strangers)(
    'is refused everywhere with a token that is not its own, and nothing is done: %s',
    async (_, of) => {
      browser = await signIn()
      const token = await of()
      const cookie = browser.jar.request().cookie ?? ''
      before = await house.stored()
      for (const action of paths()) {
        const answer = await send(action, cookie, token)
        expect([action, answer.status]).toEqual([action, 403])
      }
      expect(await house.stored()).toEqual(before)
    },
  )

  it('is answered with its own', async () => {
    browser = await signIn()
    const cookie = browser.jar.request().cookie ?? ''
    expect(paths()).toContain(`${PASSKEYS}/options`)
    const options = await send(`${PASSKEYS}/options`, cookie, await tokenOf(house, browser))
    expect(options.status).toBe(200)
    expect(await options.json()).toHaveProperty('options.challenge')
    // A passkey that none of the questions was asked for is wrong, not forged.
    expect((await send(PASSKEYS, cookie, await tokenOf(house, browser))).status).toBe(400)
  })
})

describe('a body that is too long', () => {
  const MANY = 1024
  /** As long as it is read, it has more: how much was taken tells whether it was read whole. */
  const endless = () => {
    let taken = 0
    const chunk = new TextEncoder().encode(`a=${'b'.repeat(16_382)}`)
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          taken += 1
          if (taken > MANY) controller.close()
          else controller.enqueue(chunk)
        },
      },
      { highWaterMark: 0 },
    )
    return { body, taken: () => taken }
  }
  const post = async (path: string, headers: Record<string, string>, body: ReadableStream) =>
    house.fetch(
      new Request(`${ORIGIN}${path}`, {
        method: 'POST',
        headers: {
          origin: ORIGIN,
          'content-type': PLAIN,
          cookie: (await signIn()).jar.request().cookie ?? '',
          ...headers,
        },
        body,
        duplex: 'half',
      } as RequestInit),
    )

  it('is refused by its length before any of it is read, and without one as soon as it is too long', async () => {
    for (const path of ['/web/add', '/web/sign-in', '/web/nothing']) {
      const told = endless()
      expect((await post(path, { 'content-length': '70000' }, told.body)).status).toBe(413)
      expect(told.taken()).toBe(0)
      const untold = endless()
      expect((await post(path, {}, untold.body)).status).toBe(413)
      expect(untold.taken()).toBeLessThan(8)
    }
  })

  it('that comes from another site is not read at all', async () => {
    const { body, taken } = endless()
    expect((await post('/web/add', { origin: 'https://evil.example' }, body)).status).toBe(403)
    expect(taken()).toBe(0)
  })

  it('up to what is allowed is read, in whatever pieces it comes', async () => {
    const browser = await signIn()
    const csrf = await tokenOf(house, browser)
    const bytes = new TextEncoder().encode(`csrf=${csrf}&text=peças&pad=${'x'.repeat(60_000)}`)
    const pieces = Array.from({ length: 100 }, (_, at) => bytes.slice(at * 700, (at + 1) * 700))
    const body = new ReadableStream({
      start: (controller) => {
        for (const piece of pieces) controller.enqueue(piece)
        controller.close()
      },
    })
    const answer = await post('/web/add', { cookie: browser.jar.request().cookie ?? '' }, body)
    expect(answer.status).toBe(303)
    expect((await house.stored()).tasks?.some((row) => row.includes('peças'))).toBe(true)
  })
})

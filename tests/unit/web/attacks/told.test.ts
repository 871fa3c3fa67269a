import { describe, expect, it } from 'vitest'
import { PASSWORD, totpAt } from '../../../contracts/accounts/people.ts'
import { routesOf } from '../../../support/routes.ts'
import { formsFor, isGentle, rawPost, tokenOf } from './forms.ts'
import { openHouse } from './house.ts'
import { isFile, isStream, pathsOf } from './routes.ts'

const CANARY = 'canario-amarelo'

describe('what logs and metrics are told', () => {
  it('has no text, name, e-mail, phone, code, token, password or cookie in it, whatever is asked', async () => {
    const house = await openHouse({ text: CANARY })
    const { secondFactor } = house.accounts.authenticator
    const visitor = house.browser()
    await visitor.post('/web/sign-in', { email: 'ana@example.org', password: PASSWORD })
    const begun = await secondFactor.begin(visitor.jar.request(), { password: PASSWORD })
    if (begun.kind !== 'begun') throw new Error(begun.kind)
    const code = totpAt(begun.secret, house.clock.now())
    await secondFactor.confirm(visitor.jar.request(), code)
    const half = house.browser()
    await half.post('/web/sign-in', { email: 'ana@example.org', password: PASSWORD })
    await half.post('/web/sign-in/code', { by: 'totp', code: '918273' })
    await half.post('/web/sign-in/code', { by: 'recovery', code: `${CANARY}-code` })
    await half.post('/web/sign-in', { email: `${CANARY}@example.org`, password: `${CANARY} password` })
    await half.post('/web/sign-in', { email: 'ana@example.org', password: `${CANARY} password` })
    await half.get(`/web/link/${house.link}`)
    await half.get(`/web/link/${CANARY}${CANARY}`)
    await half.post(`/web/link/${CANARY}${CANARY}`)
    const guest = house.browser()
    await guest.post(`/web/link/${house.link}`)
    const csrf = await tokenOf(house, await house.browserOf(house.bruno.id))
    const bruno = await house.browserOf(house.bruno.id)
    for (const { pattern } of routesOf(house, 'GET').filter((one) => !isFile(one) && !isStream(one))) {
      for (const path of pathsOf(pattern, house.values)) {
        await bruno.get(`${path}?q=${CANARY}&to=${CANARY}&text=${CANARY}`, {
          'user-agent': CANARY,
          'x-request-id': `${CANARY} \u00e7`,
        })
        await bruno.get(`${path}/${CANARY}`)
      }
    }
    for (const form of await formsFor(house, house.bruno.id)) {
      if (!isGentle(house, form) || form.action.includes(house.bruno.id)) continue
      const fields = Object.fromEntries(Object.entries(form.fields).map(([name, value]) => [name, value || CANARY]))
      await rawPost(house, { ...form, fields }, { browser: bruno, csrf })
    }
    const cookies = [visitor, half, guest, bruno].flatMap((one) => (one.jar.request().cookie ?? '').split('; '))
    const tokens = cookies.map((cookie) => cookie.slice(cookie.indexOf('=') + 1)).filter((value) => value.length > 8)
    const secrets = [
      CANARY,
      PASSWORD,
      begun.secret,
      code,
      '918273',
      house.link,
      csrf,
      'example.org',
      '5511988887777',
      '988887777',
      '977776666',
      ...tokens,
    ]
    const told = house.told()
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([])
    expect(told).toContain('/web/link/{token}')
    expect(told).toContain('signed_in')
  })

  it('of an error is its cause and the number of the request, and the page says the number alone', async () => {
    const house = await openHouse({ text: CANARY })
    const browser = await house.browserOf(house.ana.id)
    const { read } = house.storage
    let calls = 0
    Object.assign(house.storage, {
      read: (work: Parameters<typeof read>[0]) => {
        calls += 1
        if (calls > 2) throw new Error(`Failed query: select ${CANARY}`)
        return read(work)
      },
    })
    const page = await browser.get(`/web/tasks?q=${CANARY}-q`, { 'x-request-id': 'request-number-1' })
    expect(page.status).toBe(500)
    expect(page.html).toContain('request-number-1')
    expect(page.html).not.toContain('Failed query')
    expect(page.html).not.toContain('at ')
    expect(JSON.stringify(house.errors)).toContain('request-number-1')
    expect(house.told()).not.toContain(`${CANARY}-q`)
  })

  it('names routes from a list that has an end, whatever is asked', async () => {
    const routes = new Set<string>()
    const methods = new Set<string>()
    const house = await openHouse({
      deps: {
        onAnswer: ({ route, method }) => {
          routes.add(route)
          methods.add(method)
        },
      },
    })
    const known = new Set([
      ...house.app.routes.map((one) => one.split(' ')[1]?.replaceAll(/:(\w+)(?:\{[^}]*\}\}?)?/g, '{$1}')),
      'none',
    ])
    for (let n = 0; n < 50; n += 1) {
      for (const path of [
        `/web/${n}`,
        `/web/tasks/${n}`,
        `/web/tasks/${n}/${n}`,
        `/web/link/${'x'.repeat(20)}${n}`,
        `/web/assets/${n}/${n}`,
      ]) {
        await house.get(path)
        await house.fetch(new Request(`http://localhost:8000${path}`, { method: `M${n}` }))
      }
    }
    expect([...routes].filter((route) => !known.has(route))).toEqual([])
    expect([...methods].filter((method) => !['GET', 'HEAD', 'POST', 'OTHER'].includes(method))).toEqual([])
  })
})

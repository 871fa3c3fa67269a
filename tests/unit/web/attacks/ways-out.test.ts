import { beforeAll, describe, expect, it } from 'vitest'
import { isSecureOf, sourceOf } from '../../../../runtime/source.ts'
import { PASSWORD } from '../../../contracts/accounts/people.ts'
import { routesOf } from '../../../support/routes.ts'
import { ORIGIN } from '../../../support/web-browser.ts'
import { type Form, formsFor, isGentle, rawPost, tokenOf } from './forms.ts'
import { type House, openHouse } from './house.ts'
import { isFile, isStream, pathsOf } from './routes.ts'

const ELSEWHERE = [
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\\/evil.example',
  'https:evil.example',
  'https:/evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '/web//evil.example',
  '/web/../..//evil.example',
  '/web/..//evil.example',
  '/web/../api',
  '/web/%2e%2e/%2e%2e/api',
  '/web/.%2e/api',
  '/web\\..\\..\\evil.example',
  '/web/%5c%5cevil.example/..%2f',
  '/webevil',
  '/web@evil.example',
  '/web.evil.example',
  '/web:80@evil.example',
  '/web/\r\nLocation: https://evil.example',
  '/web\r\nSet-Cookie: a=b',
  '/web/\n\nevil',
  '/web\t//evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/web/\u2028//evil.example',
  '／／evil.example',
  '/web∕∕evil.example',
  '/web/\u0000//evil.example',
  '//%65vil.example',
  '%2f%2fevil.example',
  '/web?to=//evil.example\\',
  'web',
  '..//evil.example',
  '?a=//evil.example',
]
/** The names that such an address goes by, and that one might try. */
const NAMES = ['to', 'back', 'next', 'url', 'redirect', 'return', 'location', 'here', 'path']

let house: House
let forms: readonly Form[]
beforeAll(async () => {
  house = await openHouse()
  forms = (await formsFor(house, house.ana.id)).filter((one) => isGentle(house, one))
}, 60_000)

/** Where a browser would be after this answer: nowhere but on a page of ours. */
const staysIn = (headers: Headers): boolean =>
  ['location', 'hx-redirect', 'hx-location', 'hx-push-url', 'refresh', 'content-location'].every((name) => {
    const to = headers.get(name)
    if (to === null) return true
    const { origin, pathname } = new URL(to, `${ORIGIN}/web/sign-in`)
    return origin === ORIGIN && /^\/web(?:\/|$)/.test(pathname) && to.startsWith('/web')
  })

describe.each(ELSEWHERE)('no answer leads out of the console: %j', (to) => {
  it('by an address, signed in or not', async () => {
    for (const who of [house.ana.id, null]) {
      for (const { pattern } of routesOf(house, 'GET').filter((one) => !isFile(one) && !isStream(one))) {
        const [path = ''] = pathsOf(pattern, house.values)
        const query = new URLSearchParams(Object.fromEntries(NAMES.map((name) => [name, to]))).toString()
        const { headers } = await house.get(`${path}?${query}`, who)
        expect([path, headers.get('location'), staysIn(headers)]).toEqual([path, headers.get('location'), true])
        const boosted = await house.get(`${path}?${query}`, who, { 'hx-request': 'true' })
        expect([path, staysIn(boosted.headers)]).toEqual([path, true])
      }
    }
  })

  it('by a field of any form, nor by signing in', async () => {
    const browser = await house.browserOf(house.ana.id)
    const csrf = await tokenOf(house, browser)
    const asked = Object.fromEntries(NAMES.map((name) => [name, to]))
    const tried = new Set<string>()
    for (const { action, fields } of forms) {
      const kind = action.replaceAll(/\/(?:\d+|[\w-]{20,})/g, '')
      if (tried.has(kind)) continue
      tried.add(kind)
      const { headers } = await rawPost(house, { action, fields: { ...fields, ...asked } }, { browser, csrf })
      expect([action, headers.get('location'), staysIn(headers)]).toEqual([action, headers.get('location'), true])
    }
    const given = { email: 'ana@example.org', password: PASSWORD, ...asked }
    const entered = await rawPost(house, { action: '/web/sign-in', fields: given }, {})
    expect(entered.status === 303 || to.includes('\0')).toBe(true)
    expect(staysIn(entered.headers)).toBe(true)
    expect([...entered.headers].map(([name]) => name)).not.toContain('a')
  })
})

describe('whoever a request says that it was sent to', () => {
  const SETTINGS = { environment: 'test', version: '0', locale: 'pt-BR', rateLimitPerMinute: 1_000_000 } as const
  const at = (of: House, path: string, headers: Record<string, string>, init: RequestInit = {}) =>
    of.fetch(new Request(`http://evil.example${path}`, { ...init, headers }))
  const LIES = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '198.51.100.1',
    'x-forwarded-prefix': '/evil.example',
    'x-original-url': '/web/people',
    'x-rewrite-url': '/web/people',
    forwarded: 'for=198.51.100.1;host=evil.example;proto=https',
    'x-http-method-override': 'DELETE',
  }

  it.each([null, ORIGIN])('appears in no answer, and leads nobody there, with PUBLIC_URL %s', async (publicUrl) => {
    const one = await openHouse({ deps: { settings: { ...SETTINGS, publicUrl } } })
    const { cookie } = (await one.browserOf(one.ana.id)).jar.request()
    for (const { pattern } of routesOf(one, 'GET').filter((route) => !isStream(route))) {
      for (const path of pathsOf(pattern, one.values).slice(0, 2)) {
        for (const who of [cookie ?? '', '']) {
          const answer = await at(one, path, { ...LIES, cookie: who })
          expect([path, JSON.stringify([...answer.headers]).includes('evil.example')]).toEqual([path, false])
          expect([path, (await answer.text()).includes('evil.example')]).toEqual([path, false])
        }
      }
    }
  })

  it('decides nothing where PUBLIC_URL is known: its origin alone is ours', async () => {
    const known = await openHouse({ deps: { settings: { ...SETTINGS, publicUrl: 'https://ops.example.org' } } })
    const fields = new URLSearchParams({ email: 'ana@example.org', password: PASSWORD }).toString()
    const post = (origin: string) =>
      at(
        known,
        '/web/sign-in',
        { ...LIES, origin, 'content-type': 'application/x-www-form-urlencoded' },
        { method: 'POST', body: fields },
      )
    for (const origin of ['http://evil.example', 'https://evil.example', 'http://ops.example.org']) {
      const answer = await post(origin)
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []])
    }
    const right = await post('https://ops.example.org')
    expect(right.status).toBe(303)
    const [cookie = '', ...more] = right.headers.getSetCookie()
    expect(more).toEqual([])
    expect(cookie).toMatch(/^__Host-sparkone[\w.]*=/)
    for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax']) expect(cookie).toContain(part)
    expect(cookie).not.toMatch(/domain=/i)
  })

  it('is not believed about TLS or the sender unless a trusted proxy says so', async () => {
    const seen: string[] = []
    const untrusted = await openHouse({
      deps: {
        settings: { ...SETTINGS, publicUrl: null },
        sourceOf: (request, env) => {
          const source = sourceOf(['10.0.0.1'])(request, env)
          seen.push(source)
          return source
        },
        isSecure: isSecureOf(['10.0.0.1']),
      },
    })
    const body = new URLSearchParams({ email: 'ana@example.org', password: PASSWORD }).toString()
    const signIn = async (remoteAddress: string, origin: string) => {
      const headers = { ...LIES, origin, 'content-type': 'application/x-www-form-urlencoded' }
      const request = new Request(`${ORIGIN}/web/sign-in`, { method: 'POST', headers, body })
      return untrusted.app.fetch(request, { incoming: { socket: { remoteAddress } } })
    }
    const plain = await signIn('203.0.113.9', ORIGIN)
    expect(plain.headers.getSetCookie()[0]).toMatch(/^sparkone/)
    expect(plain.headers.getSetCookie()[0]).not.toContain('Secure')
    expect(seen.at(-1)).toBe('203.0.113.9')
    expect((await signIn('203.0.113.9', 'https://localhost:8000')).status).toBe(403)
    const secure = await signIn('10.0.0.1', 'https://localhost:8000')
    expect(secure.headers.getSetCookie()[0]).toMatch(/^__Host-.*Secure/)
    expect(seen.at(-1)).toBe('198.51.100.1')
  })
})

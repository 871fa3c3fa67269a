import { beforeEach, describe, expect, it } from 'vitest'
import { routesOf } from '../../../support/routes.ts'
import { ORIGIN } from '../../../support/web-browser.ts'
import { type Form, formsFor, isGentle, rawPost, tokenOf } from './forms.ts'
import { type House, openHouse } from './house.ts'
import { isDoor, isFile, isStream, pathsOf } from './routes.ts'

/** As they stand in an address or a form: what decodes to no text, or to one that a database has no room for. */
const ENCODED = ['%', '%zz', '%c3%28', '%ed%a0%80', '%00', 'a%00b', '%ff%fe', '%f0%9f', '+%2', '%u0041']
/** As they stand in a field. */
const VALUES = [
  '\0',
  'a\0b',
  '\ud800',
  'a\udfffb',
  '99999999999',
  '-1',
  '1e308',
  'NaN',
  '2147483648',
  'x'.repeat(50_000),
  '\u0007\u001b[31m',
  '0000-00-00',
  '9999-99-99T99:99',
  '[object Object]',
  '__proto__',
  'constructor',
]
const NAMES = ['__proto__', 'constructor', 'toString', 'csrf[]', '', '\0']
const PLAIN = 'application/x-www-form-urlencoded'

let house: House

beforeEach(async () => {
  house = await openHouse()
}, 60_000)

/** One form a route, that with most fields, but for those that would end the session that posts them. */
const richest = async (): Promise<readonly Form[]> => {
  const forms = (await formsFor(house, house.ana.id)).filter((one) => isGentle(house, one))
  const most = new Map<string, Form>()
  for (const { pattern } of routesOf(house, 'POST').filter((route) => !isDoor(route))) {
    const paths = pathsOf(pattern, house.values)
    const own = forms.filter(({ action }) => paths.includes(action))
    const [first] = own.toSorted((a, b) => Object.keys(b.fields).length - Object.keys(a.fields).length)
    if (first !== undefined) most.set(pattern, first)
  }
  return [...most.values()]
}

const ask = async (path: string, cookie: string | null): Promise<number> => {
  const answer = await house.fetch(new Request(`${ORIGIN}${path}`, cookie === null ? {} : { headers: { cookie } }))
  await answer.body?.cancel()
  return answer.status
}

describe('an address that makes no sense', () => {
  it.each(ENCODED)(
    'is an answer below 500 wherever it stands, and nothing is asked of the database: %s',
    async (text) => {
      const cookie = (await house.browserOf(house.ana.id)).jar.request().cookie
      const names = [
        'q',
        'to',
        'back',
        'after',
        'status',
        'kind',
        'person',
        'label',
        'priority',
        'assignee',
        'due',
        'date',
        'text',
        'chip',
        'at',
        'which',
        'since',
        'lang',
        'by',
        'why',
        'page',
      ]
      for (const who of [cookie, null]) {
        for (const { pattern } of routesOf(house, 'GET')) {
          const [path = ''] = pathsOf(pattern, house.values)
          const broken = pattern.replaceAll(/:\w+(?:\{[^/]*\})?/g, text)
          const query = names.map((name) => `${name}=${text}`).join('&')
          for (const one of [broken, `${path}?${query}`, `${path}?${text}`, `${path}/${text}`]) {
            expect([one, (await ask(one, who)) < 500]).toEqual([one, true])
          }
        }
      }
      expect(house.errors).toEqual([])
    },
  )

  it.each(VALUES)('nor by a value that no parameter has: %j', async (value) => {
    const cookie = (await house.browserOf(house.ana.id)).jar.request().cookie
    const text = encodeURIComponent(value.toWellFormed()).slice(0, 4000)
    for (const { pattern } of routesOf(house, 'GET').filter((route) => !isFile(route) && !isStream(route))) {
      const [path = ''] = pathsOf(pattern, house.values)
      const query = ['q', 'after', 'person', 'label', 'assignee', 'due', 'date', 'text', 'at', 'kind', 'status'].map(
        (name) => `${name}=${text}`,
      )
      for (const one of [pattern.replaceAll(/:\w+(?:\{[^/]*\})?/g, text), ...query.map((pair) => `${path}?${pair}`)]) {
        expect([one, (await ask(one, cookie)) < 500]).toEqual([one, true])
      }
    }
    expect(house.errors).toEqual([])
  })

  it.each([
    `99999999999_`,
    '99999999999_2026-01-01T00:00:00.000Z',
    '1_+275760-09-13T00:00:00.000Z',
    '-1_',
    '1_9999-12-31T23:59:59.999Z',
    '{}',
    'bnVsbA',
    'eyJhIjoxfQ',
    '0',
    '1_x',
    '....',
  ])('nor by a place in a list that there is none of: %s', async (after) => {
    for (const place of [
      'tasks',
      'deliveries',
      'messages',
      'alerts',
      'mirrors/conflicts',
      'mirrors/notion',
      'people',
      'health',
    ]) {
      const { status } = await house.get(`/web/${place}?after=${encodeURIComponent(after)}`)
      expect([place, status < 500]).toEqual([place, true])
    }
    expect(house.errors).toEqual([])
  })
})

describe('a cookie that makes no sense', () => {
  it.each([
    ...ENCODED,
    '"',
    '=',
    ';;;',
    'a=b=c',
    '__Host-sparkone.session_token=%',
    'sparkone.session_token=%00.%00',
    'sparkone.session_token="',
    'sparkone_said=%',
    'sparkone_said={',
    'sparkone_said=%7B%22tone%22%3A1%7D',
    'sparkone_theme=%00',
  ])('is as none: %s', async (cookie) => {
    for (const path of ['/web', '/web/sign-in', '/web/live', '/web/sign-in/code']) {
      expect([path, (await ask(path, cookie)) < 500]).toEqual([path, true])
    }
    const kept = (await house.browserOf(house.ana.id)).jar.request().cookie
    expect(await ask('/web/more', `${cookie}; ${kept}`)).toBeLessThan(500)
    expect(house.errors).toEqual([])
  })
})

describe('a form that makes no sense', () => {
  it.each(VALUES)('is refused or does what it can, and never breaks: %j in each field', async (value) => {
    const browser = await house.browserOf(house.ana.id)
    const csrf = await tokenOf(house, browser)
    for (const { action, fields } of await richest()) {
      for (const name of Object.keys(fields)) {
        const form = { action, fields: { ...fields, [name]: value } }
        const page = await rawPost(house, form, { browser, csrf })
        expect({ action, name, isFine: page.status < 500 }).toEqual({ action, name, isFine: true })
      }
    }
    expect(house.errors).toEqual([])
    expect(JSON.stringify(await house.stored())).not.toMatch(/\\u0000|\\ud[89a-f]/)
  })

  it.each(ENCODED)('nor as it is written: %s', async (text) => {
    const browser = await house.browserOf(house.ana.id)
    const { cookie } = browser.jar.request()
    for (const { action, fields } of [...(await richest()), ...doors()]) {
      const csrf = action.startsWith('/web/sign-in') ? '' : await tokenOf(house, browser)
      const body = [`csrf=${csrf}`, ...Object.keys(fields).map((name) => `${name}=${text}`), text, `${text}=1`].join(
        '&',
      )
      const headers = { origin: ORIGIN, 'content-type': PLAIN, cookie: cookie ?? '' }
      const { status } = await house.fetch(new Request(`${ORIGIN}${action}`, { method: 'POST', headers, body }))
      expect([action, status < 500]).toEqual([action, true])
    }
    expect(house.errors).toEqual([])
    expect(JSON.stringify(await house.stored())).not.toMatch(/\\u0000|\\ud[89a-f]/)
  })

  it('with fields that nobody asked for does nothing with them', async () => {
    const browser = await house.browserOf(house.ana.id)
    for (const { action } of await richest()) {
      const fields = Object.fromEntries(NAMES.map((name) => [name, '1']))
      const page = await rawPost(house, { action, fields }, { browser, csrf: await tokenOf(house, browser) })
      expect([action, page.status < 500]).toEqual([action, true])
    }
    expect(Object.prototype).not.toHaveProperty('polluted')
    expect(house.errors).toEqual([])
  })
})

const doors = (): readonly Form[] =>
  routesOf(house, 'POST')
    .filter(isDoor)
    .flatMap(({ pattern }) => pathsOf(pattern, [house.link]))
    .map((action) => ({ action, fields: { email: '', password: '', code: '', by: '', to: '' } }))

describe('before the door', () => {
  it.each(VALUES)('nothing that is typed breaks it: %j', async (value) => {
    for (const { action, fields } of doors()) {
      for (const name of Object.keys(fields)) {
        const given = { action, fields: { email: 'ana@example.org', password: 'x', code: '1', ...{ [name]: value } } }
        const page = await rawPost(house, given, {})
        expect([action, name, page.status < 500]).toEqual([action, name, true])
      }
    }
    expect(house.errors).toEqual([])
  })

  it.each([
    '',
    '{',
    'null',
    '[]',
    '"a"',
    '1',
    '{"answer":null}',
    '{"answer":{"id":"\\u0000"}}',
    '{"answer":{"id":"\\ud800","response":{}}}',
    '{"__proto__":{"polluted":1}}',
    `{"answer":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  ])('nothing that a script sends breaks it: %s', async (body) => {
    const browser = await house.browserOf(house.ana.id)
    const csrf = await tokenOf(house, browser)
    for (const { pattern } of routesOf(house, 'POST').filter((route) => route.pattern.includes('passkey'))) {
      for (const path of pathsOf(pattern, house.values)) {
        const headers = {
          origin: ORIGIN,
          'content-type': 'application/json',
          'x-csrf-token': csrf,
          cookie: browser.jar.request().cookie ?? '',
        }
        const { status } = await house.fetch(new Request(`${ORIGIN}${path}`, { method: 'POST', headers, body }))
        expect([path, status < 500]).toEqual([path, true])
      }
    }
    expect(house.errors).toEqual([])
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { routesOf } from '../../../support/routes.ts'
import { ORIGIN } from '../../../support/web-browser.ts'
import { formsFor, isGentle, rawPost, tokenOf } from './forms.ts'
import { type House, openHouse } from './house.ts'
import { isFile, isStream, pathsOf } from './routes.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
}, 60_000)

const REQUIRED: Readonly<Record<string, string>> = {
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** What is wrong with the headers of an answer. */
const missingIn = (headers: Headers): readonly string[] => {
  const policy = headers.get('content-security-policy') ?? ''
  const directives = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ]
  return [
    ...Object.entries(REQUIRED).flatMap(([name, value]) => (headers.get(name) === value ? [] : [name])),
    ...directives.filter((one) => !policy.split(/\s*;\s*/).includes(one)),
    ...(/unsafe|\*|data:|blob:|http/.test(policy) ? [policy] : []),
    ...(headers.has('access-control-allow-origin') ? ['access-control-allow-origin'] : []),
    ...(headers.has('x-powered-by') || headers.has('server') ? ['names its software'] : []),
    ...(/max-age=\d{7,}/.test(headers.get('strict-transport-security') ?? '') ? [] : ['strict-transport-security']),
    ...headers.getSetCookie().flatMap((cookie) => {
      const isOver = /max-age=0/i.test(cookie)
      return ['HttpOnly', 'SameSite=Lax', 'Path=']
        .filter((part) => !isOver && !cookie.includes(part))
        .map((part) => `${part} of ${cookie}`)
    }),
  ]
}
const keeps = (headers: Headers): string => headers.get('cache-control') ?? 'none'
const check = (what: unknown, headers: Headers): void =>
  expect({ what, missing: missingIn(headers) }).toEqual({ what, missing: [] })

describe('every answer may be framed by nobody, runs nothing foreign, and is kept by nobody', () => {
  it('a page, for whoever asks', async () => {
    for (const who of [house.ana.id, house.bruno.id, null]) {
      for (const { pattern } of routesOf(house, 'GET').filter((one) => !isFile(one) && !isStream(one))) {
        for (const path of pathsOf(pattern, house.values)) {
          const { headers } = await house.get(path, who)
          check(path, headers)
          if (!path.endsWith('.webmanifest')) expect([path, keeps(headers)]).toEqual([path, 'no-store'])
        }
      }
    }
  })

  it('a refusal of every kind, and an error', async () => {
    const broken = await openHouse({ deps: { health: null as never, isStarting: () => false } })
    const cookie = (await broken.browserOf(broken.ana.id)).jar.request().cookie ?? ''
    Object.assign(broken.storage, { read: () => Promise.reject(new Error('down')) })
    const error = await broken.fetch(new Request(`${ORIGIN}/web`, { headers: { cookie } }))
    expect(error.status).toBe(500)
    const send = (path: string, init: RequestInit = {}) => house.fetch(new Request(`${ORIGIN}${path}`, init))
    const answers = [
      error,
      await send('/web/nothing'),
      await send('/web/tasks/999', {
        headers: { cookie: (await house.browserOf(house.ana.id)).jar.request().cookie ?? '' },
      }),
      await send('/web/people', {
        headers: { cookie: (await house.browserOf(house.bruno.id)).jar.request().cookie ?? '' },
      }),
      await send('/web/add', { method: 'POST', body: 'a=b' }),
      await send('/web/add', {
        method: 'POST',
        headers: { origin: ORIGIN, 'content-type': 'text/plain' },
        body: 'a=b',
      }),
      await send('/web/add', {
        method: 'POST',
        headers: { origin: ORIGIN, 'content-type': 'application/json' },
        body: 'x'.repeat(70_000),
      }),
      await send('/web/sign-in?to=%00'),
      await send('/web/add', { method: 'DELETE' }),
      await send('/web/live'),
      await send('/web/assets/x/nothing.js'),
      await send('/web/link/xxxxxxxxxxxxxxxxxxxxxxxx'),
      await (await openHouse({ deps: { isStarting: () => true } })).fetch(new Request(`${ORIGIN}/web`)),
    ]
    for (const { status, headers } of answers) {
      check(status, headers)
      expect(keeps(headers)).toBe('no-store')
    }
    const statuses = new Set(answers.map(({ status }) => status))
    for (const status of [303, 400, 401, 403, 404, 413, 415, 500, 503]) expect([...statuses]).toContain(status)
  })

  it('a form’s answer, and the stream', async () => {
    const browser = await house.browserOf(house.ana.id)
    for (const form of (await formsFor(house, house.ana.id)).filter((one) => isGentle(house, one))) {
      check(form.action, (await rawPost(house, form, { browser, csrf: await tokenOf(house, browser) })).headers)
    }
    const stream = await house.fetch(
      new Request(`${ORIGIN}/web/live`, { headers: { cookie: browser.jar.request().cookie ?? '' } }),
    )
    await stream.body?.cancel()
    expect(stream.headers.get('content-type')).toBe('text/event-stream')
    check('stream', stream.headers)
    expect(keeps(stream.headers)).toContain('no-store')
  })

  it('a file, which may be kept, and is told apart by its type alone', async () => {
    const version = await (await import('../../../../runtime/web-assets.ts')).webAssets().version()
    for (const name of ['console.css', 'console.js', 'htmx.js', 'icon.svg', 'icon-192.png']) {
      const answer = await house.fetch(new Request(`${ORIGIN}/web/assets/${version}/${name}`))
      expect(answer.status).toBe(200)
      check(name, answer.headers)
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })

  it.each(['../package.json', '..%2f..%2fpackage.json', '%2e%2e/app.tsx', 'constructor', '__proto__', '.env'])(
    'nothing but the files that there are: %s',
    async (name) => {
      const { status } = await house.fetch(new Request(`${ORIGIN}/web/assets/x/${name}`))
      expect([303, 404]).toContain(status)
    },
  )
})

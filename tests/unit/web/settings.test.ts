import { describe, expect, it } from 'vitest'
import type { Change } from '../../../core/kernel/changes.ts'
import { deviceOf } from '../../../handlers/web/screens/settings/device.ts'
import { en } from '../../../handlers/web/screens/settings/words.en.ts'
import { pt } from '../../../handlers/web/screens/settings/words.pt.ts'
import { HOUR, MINUTE } from '../../contracts/accounts/people.ts'
import { createTestConsole, type WebBrowser } from '../../support/web.ts'
import { signInAs } from '../../support/web-accounts.ts'

const SESSIONS = '/web/settings/sessions'
const KEYS = '/web/settings/keys'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1'
const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0'

const text = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const isIn = async (browser: WebBrowser) => (await browser.get('/web/more')).status === 200

const open = async () => {
  const console = await createTestConsole({ accounts: 'real' })
  // The sign-in library has the system's clock: what it dates is moved to ours, and may be a millisecond off.
  console.clock.advance(MINUTE / 2)
  const here = await console.browserOf(console.ana.id)
  const from = async (userAgent: string, personId = console.ana.id) => {
    const browser = console.browser({ userAgent })
    await signInAs(console, console.accounts, browser, personId)
    return browser
  }
  const changes: Change[] = []
  console.storage.feed.subscribe((change) => changes.push(change))
  return { ...console, here, from, changes }
}

const othersIn = (html: string): string[] =>
  [...html.matchAll(/action="\/web\/settings\/sessions\/([\w-]{36})\/end"/g)].map(([, id]) => id ?? '')

describe('the settings', () => {
  it('show an operator every page and a member only theirs', async () => {
    const { get, bruno } = await createTestConsole()
    const [theirs, all] = [
      (await get('/web/settings/appearance', bruno.id)).html,
      (await get('/web/settings/appearance')).html,
    ]
    for (const tab of ['profile', 'security', 'sessions', 'appearance']) {
      for (const html of [theirs, all]) expect(html).toContain(`href="/web/settings/${tab}"`)
    }
    for (const tab of ['keys', 'integrations']) {
      expect(all).toContain(`href="/web/settings/${tab}"`)
      expect(theirs).not.toContain(`href="/web/settings/${tab}"`)
      expect((await get(`/web/settings/${tab}`, bruno.id)).status).toBe(403)
      expect((await get(`/web/settings/${tab}`)).status).toBe(200)
    }
  })

  it('speak English to who reads English', async () => {
    const { get, core, ana } = await createTestConsole()
    await core.people.patch(ana.id, { locale: 'en' })
    expect(text((await get('/web/settings/security')).html)).toContain('Two-step verification')
    expect(text((await get(`${KEYS}/new`)).html)).toContain('Deliver alerts')
  })
})

describe('sessions', () => {
  it('are told apart by device, place and time; this one is none that can be ended by mistake', async () => {
    const { here, from } = await open()
    await from(IPHONE)
    const { html } = await here.get(SESSIONS)
    expect(text(html)).toMatch(
      /Esta sessão .*Outras sessões · 1 .*Safari no iPhone Vista em ter., 24 nov. 2026, 10:00 de 192.0.2.1/,
    )
    expect(othersIn(html)).toHaveLength(1)
  })

  it('end one by one or all others at once, and the pages that are open in them are told', async () => {
    const { here, from, changes, ana } = await open()
    const [phone, work, third] = [await from(IPHONE), await from(EDGE), await from(EDGE)]
    changes.length = 0
    await here.post(`${SESSIONS}/${othersIn((await here.get(SESSIONS)).html)[0]}/end`)
    expect(changes).toContainEqual({ topic: 'people', people: [ana.id] })
    expect(othersIn((await here.get(SESSIONS)).html)).toHaveLength(2)
    changes.length = 0
    await here.post(`${SESSIONS}/end-others`)
    expect(changes).toContainEqual({ topic: 'people', people: [ana.id] })
    expect((await here.get(SESSIONS)).html).toContain('2 sessões encerradas.')
    expect(await Promise.all([here, phone, work, third].map(isIn))).toEqual([true, false, false, false])
    changes.length = 0
    await here.post('/web/sign-out')
    expect(changes).toEqual([{ topic: 'people', people: [ana.id] }])
  })

  it('of somebody else cannot be ended, nor seen', async () => {
    const { here, from, bruno } = await open()
    const theirs = await from(IPHONE, bruno.id)
    const session = await theirs.get(SESSIONS)
    const id = /id="session-([\w-]{36})"/.exec(session.html)?.[1] ?? ''
    expect((await here.get(SESSIONS)).html).not.toContain(id)
    await here.post(`${SESSIONS}/${id}/end`)
    expect((await here.get(SESSIONS)).html).toContain('Essa sessão já tinha acabado.')
    expect(await isIn(theirs)).toBe(true)
  })

  it('are not kept alive by pages that read themselves again', async () => {
    const { here, clock } = await open()
    const refresh = () => here.get('/web', { 'x-sparkone-background': 'yes', 'hx-request': 'true' })
    const { html } = await here.get('/web')
    expect(html).toContain('{&quot;x-sparkone-background&quot;:&quot;yes&quot;}')
    for (let hours = 0; hours < 20; hours += 10) {
      clock.advance(10 * HOUR)
      expect((await refresh()).status).toBe(200)
    }
    clock.advance(5 * HOUR)
    expect((await refresh()).headers.get('hx-redirect')).toMatch(/^\/web\/sign-in/)
    expect(await isIn(here)).toBe(false)
  })
})

describe('devices', () => {
  it.each([
    [IPHONE, 'Safari no iPhone'],
    [EDGE, 'Edge no Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox no Linux'],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      'Chrome no Android',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
      'Safari no Mac',
    ],
    ['curl/8.14', 'Aparelho desconhecido'],
    [null, 'Aparelho desconhecido'],
  ])('are named as people call them: %s', (userAgent, name) => {
    expect(deviceOf(userAgent, pt.sessions)).toBe(name)
  })

  it('are named in English too', () => {
    expect(deviceOf(EDGE, en.sessions)).toBe('Edge on Windows')
  })
})

describe('API keys', () => {
  it('name the one that the first start made, in each language', async () => {
    const { core, ana, get, post } = await createTestConsole()
    await core.access.ensureFirstKey(null)
    const [first] = await core.access.list()
    expect(text((await get(KEYS)).html)).toContain(pt.keys.first)
    await core.people.patch(ana.id, { locale: 'en' })
    expect(text((await get(KEYS)).html)).toContain(en.keys.first)
    await post(`${KEYS}/${first?.id}/revoke`)
    expect(text((await get(KEYS)).html)).toContain(en.keys.revoked(en.keys.first))
  })

  it('are shown once, when they are made, and do what was ticked and no more', async () => {
    const { get, post, core, bruno } = await createTestConsole()
    const fields = { name: 'Zapier', person: bruno.id, expires: '2026-12-24', scope: ['tasks:read', 'ingest'] }
    const made = await post(`${KEYS}/new`, fields)
    const secret = /value="(spk_[^"]+)"/.exec(made.html)?.[1] ?? ''
    const principal = await core.access.authenticate(secret)
    expect([...(principal?.scopes ?? [])]).toEqual(['tasks:read', 'ingest'])
    expect(principal?.actor).toMatchObject({ personId: bruno.id, role: 'member' })
    const [key] = await core.access.list()
    // The start of the day after, in São Paulo.
    expect(key?.expiresAt).toEqual(new Date('2026-12-25T03:00:00Z'))
    const { html } = await get(KEYS)
    expect(text(html)).toMatch(/Zapier de Bruno .*vale até qui., 24 dez. 2026, 23:59 Ler tarefas Entregar mensagens/)
    expect(html).not.toContain(secret)
    expect((await get(`${KEYS}/new`)).html).not.toContain(secret)
  })

  it('are not made by half a form, which keeps what was typed', async () => {
    const { post, core } = await createTestConsole()
    const page = await post(`${KEYS}/new`, { name: '"><script>x</script>', expires: '2026-11-23', person: 'nobody' })
    expect(page.status).toBe(400)
    for (const problem of Object.values(pt.keys.problem).filter((one) => one !== pt.keys.problem.name)) {
      expect(page.html).toContain(problem)
    }
    expect(page.html).toContain('&quot;&gt;&lt;script&gt;x')
    expect(page.html).toContain('value="2026-11-23"')
    const nameless = await post(`${KEYS}/new`, { name: ' ', scope: ['metrics', 'everything'], expires: 'soon' })
    expect([nameless.status, nameless.html.includes('value="metrics" checked')]).toEqual([400, true])
    expect(await core.access.list()).toEqual([])
  })

  it('let nobody in from the moment they are revoked', async () => {
    const { get, post, core } = await createTestConsole()
    const { key, secret } = await core.access.issue({ name: '<b>x</b>', scopes: ['admin'] })
    expect((await get(KEYS)).html).toContain('&lt;b&gt;x')
    expect((await post(`${KEYS}/${key.id}/revoke`)).location).toBe(KEYS)
    expect(await core.access.authenticate(secret)).toBeNull()
    expect(text((await get(KEYS)).html)).toContain('Nenhuma chave ainda')
    await post(`${KEYS}/${key.id}/revoke`)
    expect((await get(KEYS)).html).toContain('Essa chave já não existia.')
  })

  it('are no business of members', async () => {
    const { post, core, bruno } = await createTestConsole()
    const { key } = await core.access.issue({ name: 'x', scopes: ['admin'] })
    expect((await post(`${KEYS}/${key.id}/revoke`, {}, bruno.id)).status).toBe(403)
    expect((await post(`${KEYS}/new`, { name: 'y', scope: ['admin'] }, bruno.id)).status).toBe(403)
    expect(await core.access.list()).toHaveLength(1)
  })
})

describe('appearance', () => {
  it('is the browser’s for a year, on every page, also before the door', async () => {
    const { browserOf, ana } = await createTestConsole()
    const browser = await browserOf(ana.id)
    const done = await browser.post('/web/settings/appearance', { theme: 'dark' })
    const cookie = done.headers.getSetCookie().find((one) => one.startsWith('sparkone_theme'))
    expect(cookie).toMatch(/^sparkone_theme=dark; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/)
    for (const path of ['/web', '/web/link/nothing-that-is-a-token-of-anybody']) {
      expect((await browser.get(path)).html).toContain('data-theme="dark"')
    }
    expect((await browser.get('/web/settings/appearance')).html).toMatch(/value="dark" checked/)
    await browser.post('/web/settings/appearance', { theme: 'pink' })
    expect((await browser.get('/web')).html).not.toContain('data-theme')
  })

  it('is kept over TLS under a name that no other host of the domain can set', async () => {
    const publicUrl = 'https://ops.example.org'
    const settings = { environment: 'test', version: '0', locale: 'pt-BR', rateLimitPerMinute: 100, publicUrl } as const
    const { fetch } = await createTestConsole({ deps: { settings } })
    const themed = async (cookie: string) => {
      const answer = await fetch(new Request(`${publicUrl}/web/sign-in`, { headers: { cookie } }))
      return (await answer.text()).includes('data-theme="dark"')
    }
    expect(await themed('__Host-sparkone_theme=dark')).toBe(true)
    expect(await themed('sparkone_theme=dark')).toBe(false)
  })
})

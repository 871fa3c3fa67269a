import { describe, expect, it } from 'vitest'
import { MINUTE, totpAt } from '../../contracts/accounts/people.ts'
import { createTestConsole, type TestConsole, type WebBrowser } from '../../support/web.ts'
import { PASSWORD, signInAs } from '../../support/web-accounts.ts'

const open = async (options: Parameters<typeof createTestConsole>[0] = {}) => {
  const console = await createTestConsole({ accounts: 'real', ...options })
  await console.accounts.authenticator.keeper.create({
    personId: console.ana.id,
    email: 'ana@example.org',
    password: PASSWORD,
  })
  return console
}

const RIGHT = { email: 'ana@example.org', password: PASSWORD }

/** A second factor for Ana, and the app that has its secret. */
const enrolled = async (console: TestConsole) => {
  const browser = console.browser()
  await signInAs(console, console.accounts, browser, console.ana.id)
  const { secondFactor } = console.accounts.authenticator
  const begun = await secondFactor.begin(browser.jar.request(), { password: PASSWORD })
  if (begun.kind !== 'begun') throw new Error(begun.kind)
  const code = () => totpAt(begun.secret, console.clock.now())
  const confirmed = await secondFactor.confirm(browser.jar.request(), code())
  if (confirmed.kind !== 'session') throw new Error(confirmed.kind)
  console.clock.advance(MINUTE)
  return { code, recoveryCodes: confirmed.recoveryCodes }
}

const isIn = async (browser: WebBrowser) => (await browser.get('/web/more')).status === 200

describe('the sign-in', () => {
  it('lets in who gives e-mail and password, and leads to where they wanted to go', async () => {
    const browser = (await open()).browser()
    const wanted = await browser.get('/web/tasks?q=x')
    expect(wanted.location).toBe('/web/sign-in?to=%2Fweb%2Ftasks%3Fq%3Dx')
    const page = await browser.get(wanted.location ?? '')
    expect(page.html).toContain('name="to" value="/web/tasks?q=x"')
    const done = await browser.post('/web/sign-in', { ...RIGHT, to: '/web/tasks?q=x' })
    expect([done.status, done.location]).toEqual([303, '/web/tasks?q=x'])
    expect(await isIn(browser)).toBe(true)
    expect((await browser.get('/web/sign-in?to=%2Fweb%2Ftasks')).location).toBe('/web/tasks')
  })

  it.each([
    'https://evil.example',
    '//evil.example',
    '/web//evil.example',
    '/web/../x',
    '/web/%2e%2E/x',
    '/webbed',
    'javascript:alert(1)',
    '/web\\evil.example',
  ])('never leads out of the console: %s', async (to) => {
    const done = await (await open()).browser().post('/web/sign-in', { ...RIGHT, to })
    expect(done.location).toBe('/web')
  })

  it('says the same of a wrong password and of a stranger, keeps the e-mail and not the password', async () => {
    const browser = (await open()).browser()
    const wrong = await browser.post('/web/sign-in', { email: 'ana@example.org', password: 'not this one at all' })
    const nobody = await browser.post('/web/sign-in', { email: 'bia@example.org', password: 'not this one at all' })
    expect([wrong.status, nobody.status]).toEqual([401, 401])
    for (const { html } of [wrong, nobody]) expect(html).toContain('E-mail ou senha não conferem.')
    expect(wrong.html).toContain('value="ana@example.org"')
    expect(wrong.html).not.toContain('not this one at all')
    expect(nobody.html.replace('bia@', 'ana@')).toBe(wrong.html)
    expect(await isIn(browser)).toBe(false)
  })

  it('shows what was typed as text, whatever it is', async () => {
    const { html } = await (await open())
      .browser()
      .post('/web/sign-in', { email: '"><script>x</script>', password: 'y' })
    expect(html).not.toContain('<script>x')
    expect(html).toContain('&lt;script&gt;x')
  })

  it('says how long it is locked, and does not try what is given then', async () => {
    const browser = (await open()).browser()
    for (let n = 0; n < 10; n += 1) await browser.post('/web/sign-in', { ...RIGHT, password: 'wrong wrong wrong' })
    const { status, headers, html } = await browser.post('/web/sign-in', RIGHT)
    expect([status, headers.get('retry-after')]).toEqual([429, '900'])
    expect(html).toContain('Foram tentativas demais. Tente de novo em 15 min.')
    expect(await isIn(browser)).toBe(false)
  })

  it('speaks the language of the browser', async () => {
    const { html } = await (await open()).browser().get('/web/sign-in', { 'accept-language': 'en-US,en;q=0.9' })
    expect(html).toContain('<h1>Sign in</h1>')
    expect(html).toContain('lang="en"')
  })

  it('takes no form of another site', async () => {
    const { fetch } = await open()
    const headers = { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams(RIGHT).toString()
    const answer = await fetch(new Request('http://localhost:8000/web/sign-in', { method: 'POST', headers, body }))
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []])
  })
})

describe('the second factor', () => {
  it('is asked for between the password and the console, and remembers where to', async () => {
    const console = await open()
    const { code } = await enrolled(console)
    const browser = console.browser()
    const half = await browser.post('/web/sign-in', { ...RIGHT, to: '/web/brief' })
    expect(half.location).toBe('/web/sign-in/code?to=%2Fweb%2Fbrief')
    expect(await isIn(browser)).toBe(false)
    const wrong = await browser.post('/web/sign-in/code', { by: 'totp', code: '000000', to: '/web/brief' })
    expect(wrong.status).toBe(401)
    expect(wrong.html).toContain('Esse código não confere')
    expect(wrong.html).toContain('aria-invalid="true"')
    const spaced = code().replace(/^.../, '$& ')
    expect((await browser.post('/web/sign-in/code', { by: 'totp', code: spaced, to: '/web/brief' })).location).toBe(
      '/web/brief',
    )
    expect(await isIn(browser)).toBe(true)
  })

  it('may be a recovery code, once', async () => {
    const console = await open()
    const { recoveryCodes } = await enrolled(console)
    const given = { by: 'recovery', code: recoveryCodes[0] ?? '' }
    const attempt = async () => {
      const browser = console.browser()
      await browser.post('/web/sign-in', RIGHT)
      expect((await browser.get('/web/sign-in/code?by=recovery')).html).toContain('Código de recuperação')
      return (await browser.post('/web/sign-in/code', given)).status
    }
    expect([await attempt(), await attempt()]).toEqual([303, 401])
  })

  it('that is no recovery code is refused in words that fit: there is no next one to wait for', async () => {
    const console = await open()
    await enrolled(console)
    const browser = console.browser()
    await browser.post('/web/sign-in', RIGHT)
    const { html } = await browser.post('/web/sign-in/code', { by: 'recovery', code: 'aaaaa-aaaaa' })
    expect(html).toContain('Tente outro dos que você guardou.')
    expect(html).not.toContain('Espere o próximo')
  })
})

describe('a sign-in link', () => {
  const invited = async () => {
    const console = await createTestConsole({ accounts: 'real' })
    const { token } = await console.accounts.invite({ personId: console.ana.id, purpose: 'first' })
    return { ...console, path: `/web/link/${token}` }
  }

  it('is not used up by looking, lets in once, and leads to a way in of one’s own', async () => {
    const { browser, path } = await invited()
    const visitor = browser()
    for (const _ of [1, 2]) expect((await visitor.get(path)).html).toContain('Olá, Ana')
    expect((await visitor.post(path)).location).toBe('/web')
    expect((await visitor.get('/web')).location).toBe('/web/welcome')
    const late = browser()
    for (const dead of [await late.get(path), await late.post(path)]) {
      expect(dead.status).toBe(404)
      expect(dead.html).toContain('Este link não vale mais')
    }
  })

  it('gives a way in that works afterwards; until then nothing else is shown', async () => {
    const { browser, path } = await invited()
    const visitor = browser()
    await visitor.post(path)
    expect((await visitor.post('/web/add', { text: 'pagar' })).location).toBe('/web/welcome')
    const bad = await visitor.post('/web/welcome', { email: 'not an address', password: 'short' })
    expect(bad.status).toBe(400)
    expect(bad.html).toContain('Isto não é um endereço de e-mail.')
    expect(bad.html).toContain('Use ao menos 12 caracteres.')
    expect(bad.html).toContain('value="not an address"')
    expect((await visitor.post('/web/welcome', RIGHT)).location).toBe('/web')
    expect(await isIn(visitor)).toBe(true)
    const again = browser()
    expect((await again.post('/web/sign-in', RIGHT)).location).toBe('/web')
  })

  it('asks for a name and an e-mail, and knows what it was told before', async () => {
    const { browser, path, core, ana } = await invited()
    await core.people.addAlias(ana.id, { channel: 'email', address: 'ana@example.com' })
    const visitor = browser()
    await visitor.post(path)
    const { html } = await visitor.get('/web/welcome')
    expect(html).toMatch(/name="name"[^>]*value="Ana"/)
    expect(html).toMatch(/name="email"[^>]*value="ana@example.com"/)
    const long = await visitor.post('/web/welcome', { ...RIGHT, name: 'a'.repeat(101) })
    expect(long.status).toBe(400)
    expect(long.html).toContain('Escreva um nome de até 100 letras.')
    expect((await visitor.get('/web')).location).toBe('/web/welcome')
    expect((await visitor.post('/web/welcome', { ...RIGHT, name: ' Ana Prado ' })).location).toBe('/web')
    expect((await core.people.get(ana.id)).name).toBe('Ana Prado')
  })

  it.each([
    ['Operador', ''],
    ['Operator 4321', ''],
    ['Operadora Nina', 'Operadora Nina'],
  ])('has %s called as they say, and not as a start has named them', async (name, shown) => {
    const { browser, path, core, ana } = await invited()
    await core.people.patch(ana.id, { name })
    const visitor = browser()
    await visitor.post(path)
    expect((await visitor.get('/web/welcome')).html).toMatch(new RegExp(`name="name"[^>]*value="${shown}"`))
    expect((await visitor.post('/web/welcome', { ...RIGHT, name: '' })).location).toBe('/web')
    expect((await core.people.get(ana.id)).name).toBe(name)
  })

  it('takes no e-mail that is somebody else’s', async () => {
    const { browser, path, accounts, bruno } = await invited()
    await accounts.authenticator.keeper.create({ personId: bruno.id, ...RIGHT })
    const visitor = browser()
    await visitor.post(path)
    const { status, html } = await visitor.post('/web/welcome', RIGHT)
    expect(status).toBe(400)
    expect(html).toContain('Este e-mail já é de outra conta.')
  })
})

describe('signing out', () => {
  it('ends the session, also for who kept its cookie', async () => {
    const console = await open()
    const browser = await console.browserOf(console.ana.id)
    expect(await isIn(browser)).toBe(true)
    const kept = browser.copy()
    expect((await browser.post('/web/sign-out')).location).toBe('/web/sign-in')
    expect([await isIn(browser), await isIn(kept)]).toEqual([false, false])
  })

  it('is asked for by a form of our own page', async () => {
    const console = await open()
    const browser = await console.browserOf(console.ana.id)
    const { cookie } = browser.jar.request()
    const headers = {
      cookie: cookie ?? '',
      origin: 'http://localhost:8000',
      'content-type': 'application/x-www-form-urlencoded',
    }
    const request = new Request('http://localhost:8000/web/sign-out', { method: 'POST', headers, body: 'csrf=x' })
    expect((await console.fetch(request)).status).toBe(403)
    expect(await isIn(browser)).toBe(true)
  })
})

describe('in production over plain http', () => {
  const plainly = (publicUrl: string | null, environment = 'production') =>
    open({
      deps: {
        settings: { environment, version: '0', publicUrl, locale: 'pt-BR', rateLimitPerMinute: 1_000_000 },
      },
    })

  it.each([
    ['GET', '/web/sign-in'],
    ['POST', '/web/sign-in'],
    ['GET', '/web/sign-in/code'],
    ['GET', '/web/sign-in/provider/start'],
    ['GET', '/web/link/0123456789abcdefghijklmnop'],
  ])('%s %s says in words that the way in is https, and tries nothing', async (method, path) => {
    const { fetch, accounts, ana } = await plainly('http://ops.example.org')
    const type = 'application/x-www-form-urlencoded'
    const headers = { origin: 'http://ops.example.org', 'accept-language': 'pt-BR', 'content-type': type }
    const body = method === 'GET' ? null : new URLSearchParams(RIGHT).toString()
    const answer = await fetch(new Request(`http://ops.example.org${path}`, { method, headers, body }))
    const html = await answer.text()
    expect(answer.status).toBe(403)
    expect(html).toContain('Aqui só se entra por https')
    expect(html).not.toContain('<form')
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await accounts.authenticator.keeper.sessionsOf(ana.id)).toEqual([])
  })

  it('is still looked after on the machine itself, over https, and where nothing is relied on', async () => {
    for (const given of [
      await plainly(null),
      await plainly('https://ops.example.org'),
      await plainly('http://ops.example.org', 'staging'),
    ]) {
      expect((await given.browser().get('/web/sign-in')).html).toContain('name="password"')
    }
  })
})

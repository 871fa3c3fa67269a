import { describe, expect, it } from 'vitest'
import { isToken } from '../../../handlers/web/visit/csrf.ts'
import { MINUTE, totpAt } from '../../contracts/accounts/people.ts'
import { createPasskey } from '../../contracts/accounts/software-passkey.ts'
import { createTestConsole, type TestConsole, type WebBrowser } from '../../support/web.ts'
import { PASSWORD, signInAs } from '../../support/web-accounts.ts'
import { ORIGIN } from '../../support/web-browser.ts'

const SECURITY = '/web/settings/security'
const NEXT = 'outra frase bem comprida'

const open = async (options: Parameters<typeof createTestConsole>[0] = {}) => {
  const console = await createTestConsole({ accounts: 'real', ...options })
  const ana = await console.browserOf(console.ana.id)
  const again = async () => {
    const other = console.browser()
    await signInAs(console, console.accounts, other, console.ana.id)
    return other
  }
  return { ...console, here: ana, again }
}

const isIn = async (browser: WebBrowser) => (await browser.get('/web/more')).status === 200

const secretIn = (html: string): string => />\s*([A-Z2-7]{32})\s*</.exec(html)?.[1] ?? ''
const codesIn = (html: string): string[] =>
  /<pre[^>]* id="recovery-codes">([^<]*)/.exec(html)?.[1]?.match(/^[a-z0-9]{5}-[a-z0-9]{5}$/gm) ?? []

const enrol = async (console: Pick<TestConsole, 'clock'>, browser: WebBrowser) => {
  const begun = await browser.post(`${SECURITY}/totp`, { password: PASSWORD })
  const secret = secretIn(begun.html)
  const code = () => totpAt(secret, console.clock.now())
  const done = await browser.post(`${SECURITY}/totp/confirm`, { code: code() })
  console.clock.advance(MINUTE)
  return { begun, done, code, recoveryCodes: codesIn(done.html) }
}

const register = async (browser: WebBrowser, name: string) => {
  const { options } = JSON.parse((await browser.json(`${SECURITY}/passkeys/options`, {})).html) as { options: unknown }
  return browser.json(`${SECURITY}/passkeys`, { name, answer: createPasskey(ORIGIN).register(options) })
}
const passkeyId = (html: string): string => /id="passkey-([\w-]{36})"/.exec(html)?.[1] ?? ''

describe('e-mail and password', () => {
  it('are changed by who knows the password; the page goes on in the rotated session', async () => {
    const { here, again, browser } = await open()
    const there = await again()
    const before = here.copy()
    const done = await here.post(`${SECURITY}/password`, { current: PASSWORD, next: NEXT })
    expect([done.status, done.location]).toEqual([303, SECURITY])
    expect((await here.get(SECURITY)).html).toContain('Senha trocada.')
    expect([await isIn(here), await isIn(there), await isIn(before)]).toEqual([true, false, false])
    const moved = await here.post(`${SECURITY}/email`, { current: NEXT, email: 'nova@example.org' })
    expect(moved.location).toBe(SECURITY)
    expect((await here.get(SECURITY)).html).toContain('nova@example.org')
    const entered = await browser().post('/web/sign-in', { email: 'nova@example.org', password: NEXT })
    expect(entered.location).toBe('/web')
  })

  it('say at the field what cannot be taken, keep the e-mail that was typed and no password', async () => {
    const { here, bruno, browserOf } = await open()
    await browserOf(bruno.id)
    const wrong = await here.post(`${SECURITY}/password`, { current: 'errado errado', next: NEXT })
    expect(wrong.status).toBe(400)
    expect(wrong.html).toContain('id="password-current-problem">Esta não é a senha atual.')
    expect(wrong.html).toContain('<details id="change-password" open')
    const short = await here.post(`${SECURITY}/password`, { current: PASSWORD, next: 'curtinha' })
    expect(short.html).toContain('id="password-next-problem">Use ao menos 12 caracteres.')
    const taken = await here.post(`${SECURITY}/email`, { current: PASSWORD, email: 'bruno@example.org' })
    expect(taken.html).toContain('id="email-email-problem">Este e-mail já é de outra conta.')
    expect(taken.html).toContain('value="bruno@example.org"')
    const hostile = await here.post(`${SECURITY}/email`, { current: PASSWORD, email: '"><script>x</script>' })
    expect(hostile.html).toContain('&quot;&gt;&lt;script&gt;x')
    for (const { html } of [wrong, short, taken, hostile]) {
      for (const secret of [PASSWORD, NEXT, 'errado errado', 'curtinha', '<script>x'])
        expect(html).not.toContain(secret)
    }
  })

  it('lock after wrong passwords, and say for how long', async () => {
    const { here } = await open()
    for (let n = 0; n < 5; n += 1) await here.post(`${SECURITY}/password`, { current: 'errado errado', next: NEXT })
    const { html } = await here.post(`${SECURITY}/password`, { current: PASSWORD, next: NEXT })
    expect(html).toContain('Foram tentativas demais. Tente de novo em 15 min.')
  })

  it('are first given here to an account that has a passkey alone', async () => {
    const { browser, accounts, bruno, core } = await open()
    const { token } = await accounts.invite({ personId: bruno.id, purpose: 'invitation' })
    const visitor = browser()
    await visitor.post(`/web/link/${token}`)
    const { options } = JSON.parse((await visitor.json('/web/welcome/passkey/options', {})).html) as {
      options: unknown
    }
    const answer = createPasskey(ORIGIN).register(options)
    const made = await visitor.json('/web/welcome/passkey', { name: 'Pixel', called: ' Bruno Reis ', answer })
    expect(made.html).toContain('"/web"')
    expect((await core.people.get(bruno.id)).name).toBe('Bruno Reis')
    expect((await visitor.get(SECURITY)).html).toContain('action="/web/settings/security/password/first"')
    const given = { email: 'b@example.org', password: NEXT }
    expect((await visitor.post(`${SECURITY}/password/first`, given)).location).toBe(SECURITY)
    expect((await browser().post('/web/sign-in', given)).location).toBe('/web')
  })
})

describe('two-step verification', () => {
  it('shows secret and QR code once the password was given, and recovery codes once a code proves the app', async () => {
    const { here, clock, again, accounts } = await open()
    const there = await again()
    const wrong = await here.post(`${SECURITY}/totp`, { password: 'errado errado' })
    expect([wrong.status, secretIn(wrong.html)]).toEqual([400, ''])
    expect(wrong.html).toContain('id="totp-password-problem">Esta não é a senha atual.')
    const { begun, done, recoveryCodes } = await enrol({ clock }, here)
    expect(begun.html).toContain('<svg class="qr"')
    expect(begun.headers.get('cache-control')).toBe('no-store')
    expect(recoveryCodes).toHaveLength(10)
    expect(done.html).toContain('Aparece só agora.')
    expect([await isIn(here), await isIn(there)]).toEqual([true, false])
    const current = await accounts.authenticator.sessions.current(here.jar.request())
    const tokens = [...done.html.matchAll(/name="csrf" value="([^"]+)"/g)].map(([, token]) => token)
    expect(tokens.map((token) => isToken(token, current?.csrfToken ?? ''))).toEqual(tokens.map(() => true))
    const later = await here.get(SECURITY)
    expect(codesIn(later.html)).toEqual([])
    expect((await here.get(`${SECURITY}/totp/confirm`)).location).toBe(SECURITY)
  })

  it('keeps the same secret on the page when the first code is wrong, and shows none that is not one', async () => {
    const { here } = await open()
    const begun = await here.post(`${SECURITY}/totp`, { password: PASSWORD })
    const secret = secretIn(begun.html)
    const uri = `otpauth://totp/SparkOne:ana@example.org?secret=${secret}`
    const wrong = await here.post(`${SECURITY}/totp/confirm`, { code: '000000', secret, uri })
    expect([wrong.status, secretIn(wrong.html)]).toEqual([400, secret])
    expect(wrong.html).toContain('Esse código não confere')
    const forged = await here.post(`${SECURITY}/totp/confirm`, { code: '000000', secret: 'x', uri: 'https://evil' })
    expect(forged.location).toBe(SECURITY)
  })

  it('gives new recovery codes and goes off for a code, never without one', async () => {
    const console = await open()
    const { here, browser } = console
    const { code, recoveryCodes } = await enrol(console, here)
    expect((await here.post(`${SECURITY}/totp/renew`, { code: '000000' })).html).toContain('id="renew-code-problem"')
    const renewed = codesIn((await here.post(`${SECURITY}/totp/renew`, { code: code() })).html)
    expect([renewed.length, recoveryCodes.some((old) => renewed.includes(old))]).toEqual([10, false])
    const old = await here.post(`${SECURITY}/totp/disable`, { code: recoveryCodes[0] ?? '' })
    expect([old.status, old.html.includes('id="disable-code-problem"')]).toEqual([400, true])
    expect((await here.post(`${SECURITY}/totp/disable`, { code: renewed[0] ?? '' })).location).toBe(SECURITY)
    const entered = await browser().post('/web/sign-in', { email: 'ana@example.org', password: PASSWORD })
    expect(entered.location).toBe('/web')
  })

  it('says how many recovery codes are left, and warns with the way to new ones where they are few', async () => {
    const console = await open()
    const { here, browser, core, ana } = console
    const { code, recoveryCodes } = await enrol(console, here)
    const shown = async () => {
      const { html } = await here.get(SECURITY)
      const text = /[^>]*\b(?:códigos? de recuperação\b|recovery codes?\b)[^<]*\./.exec(html)?.[0]
      return [text, html.includes('href="#renew"'), html.includes('<details id="renew" open')]
    }
    const use = async (codes: readonly string[]) => {
      for (const given of codes) {
        const one = browser()
        await one.post('/web/sign-in', { email: 'ana@example.org', password: PASSWORD })
        expect((await one.post('/web/sign-in/code', { by: 'recovery', code: given })).location).toBe('/web')
      }
    }
    expect(await shown()).toEqual(['Restam 10 de 10 códigos de recuperação.', false, false])
    await use(recoveryCodes.slice(0, 7))
    expect(await shown()).toEqual(['Restam 3 de 10 códigos de recuperação.', false, false])
    await use(recoveryCodes.slice(7, 8))
    expect(await shown()).toEqual(['Restam 2 de 10 códigos de recuperação.', true, true])
    await use(recoveryCodes.slice(8, 9))
    expect((await shown())[0]).toBe('Resta 1 de 10 códigos de recuperação.')
    await core.people.patch(ana.id, { locale: 'en' })
    expect((await shown())[0]).toBe('1 of 10 recovery codes is left.')
    await use(recoveryCodes.slice(9))
    expect((await shown())[0]).toContain('No recovery code is left.')
    await here.post(`${SECURITY}/totp/renew`, { code: code() })
    expect(await shown()).toEqual(['10 of 10 recovery codes are left.', false, false])
  })

  it('is led to where it is required, with a word why; all else opens after it', async () => {
    const console = await open({ requireMfa: true })
    const { here } = console
    expect((await here.get('/web/tasks')).location).toBe(SECURITY)
    expect((await here.get('/web/settings/sessions')).location).toBe(SECURITY)
    const { html } = await here.get(SECURITY)
    expect(html).toContain('Aqui o console pede uma segunda prova')
    expect(html).not.toContain('class="tabs"')
    await enrol(console, here)
    expect((await here.get('/web/tasks')).status).toBe(200)
  })
})

describe('passkeys', () => {
  it('are made, named, renamed and removed by their owner', async () => {
    const { here, again } = await open()
    const there = await again()
    expect((await register(here, 'Meu notebook')).html).toBe(JSON.stringify({ location: SECURITY }))
    const { html } = await here.get(SECURITY)
    expect([await isIn(here), await isIn(there)]).toEqual([true, false])
    expect(html).toContain('Chave de acesso criada.')
    expect(html).toContain('Meu notebook')
    const path = `${SECURITY}/passkeys/${passkeyId(html)}`
    const nameless = await here.post(`${path}/rename`, { name: '  ' })
    expect([nameless.status, nameless.html.includes('Dê um nome à chave.')]).toEqual([400, true])
    await here.post(`${path}/rename`, { name: '<script>x</script>' })
    const renamed = await here.get(SECURITY)
    expect(renamed.html).toContain('&lt;script&gt;x')
    expect(renamed.html).not.toContain('<script>x')
    await here.post(`${path}/remove`)
    expect((await here.get(SECURITY)).html).toContain('Chave de acesso removida.')
  })

  it('of somebody else are not there', async () => {
    const { here, browserOf, bruno } = await open()
    await register(here, 'Meu notebook')
    const id = passkeyId((await here.get(SECURITY)).html)
    const theirs = await browserOf(bruno.id)
    for (const act of ['rename', 'remove']) {
      expect((await theirs.post(`${SECURITY}/passkeys/${id}/${act}`, { name: 'x' })).status).toBe(404)
    }
    expect((await here.get(SECURITY)).html).toContain('Meu notebook')
  })

  it('and codes are not changed by a session that proved less than the account can', async () => {
    const { here, again } = await open()
    await register(here, 'Meu notebook')
    const weak = await again()
    const { html } = await weak.get(SECURITY)
    expect(html).toContain('Esta sessão começou só com a senha.')
    expect(html).not.toContain('data-passkey="register"')
    expect((await weak.json(`${SECURITY}/passkeys/options`, {})).status).toBe(403)
    expect(secretIn((await weak.post(`${SECURITY}/totp`, { password: PASSWORD })).html)).toBe('')
    await weak.post(`${SECURITY}/passkeys/${passkeyId(html)}/remove`)
    expect((await here.get(SECURITY)).html).toContain('Meu notebook')
  })
})

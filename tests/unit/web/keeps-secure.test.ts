import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../../contracts/browser.ts'
import { createTestConsole, type TestConsole } from '../../support/web.ts'
import { PASSWORD } from '../../support/web-accounts.ts'

const HERE = 'http://localhost:8000'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
let house: TestConsole

const openAt = async (publicUrl: string) => {
  const settings = {
    environment: 'staging',
    version: '0',
    publicUrl,
    locale: 'pt-BR',
    rateLimitPerMinute: 1000,
  } as const
  house = await createTestConsole({ accounts: 'real', deps: { settings } })
  const given = { personId: house.ana.id, email: 'ana@example.org', password: PASSWORD }
  await house.accounts.authenticator.keeper.create(given)
}

beforeEach(() => openAt(HERE))

/** A browser that takes Secure cookies from where it says, which is what browsers differ in. */
const browserAt = (origin: string, { keepsSecure }: { keepsSecure: boolean }) => {
  const jar = createBrowser({ origin })
  const go = async (path: string, form?: Record<string, string>) => {
    const init = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form).toString() }
    const headers = { cookie: jar.request().cookie ?? '', origin, ...(form === undefined ? {} : FORM) }
    const answer = await house.fetch(new Request(`${origin}${path}`, { ...init, headers }))
    const given = answer.headers.getSetCookie()
    jar.take({ cookies: given.filter((cookie) => keepsSecure || !cookie.includes('; Secure')) })
    return { status: answer.status, given }
  }
  const signIn = () => go('/web/sign-in', { email: 'ana@example.org', password: PASSWORD })
  return { go, signIn, jar, isIn: async () => (await go('/web/more')).status === 200 }
}

describe('on this machine, without TLS', () => {
  it('a browser that keeps Secure cookies has all of ours with the prefix, from its first page on', async () => {
    const browser = browserAt(HERE, { keepsSecure: true })
    const [sign = '', ...more] = (await browser.go('/web/sign-in')).given
    expect(more).toEqual([])
    expect(sign).toMatch(/^__Host-sparkone_secure=kept; /)
    for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax']) expect(sign.split('; ')).toContain(part)
    const [cookie = ''] = (await browser.signIn()).given
    expect(cookie).toMatch(/^__Host-sparkone\.session_token=.*; Secure/)
    expect(await browser.isIn()).toBe(true)
    expect([...browser.jar.cookies().keys()].filter((name) => !name.startsWith('__Host-'))).toEqual([])
  })

  it('one that keeps none, as Safari, signs in all the same', async () => {
    const browser = browserAt(HERE, { keepsSecure: false })
    await browser.go('/web/sign-in')
    await browser.signIn()
    expect([...browser.jar.cookies().keys()]).toEqual(['sparkone.session_token'])
    expect(await browser.isIn()).toBe(true)
    expect((await browser.go('/web/sign-in')).given).toEqual([])
  })

  it('a session without the prefix lets nobody in where the browser keeps one', async () => {
    const safari = browserAt(HERE, { keepsSecure: false })
    await safari.signIn()
    const victim = browserAt(HERE, { keepsSecure: true })
    await victim.go('/web/sign-in')
    victim.jar.put(safari.jar.cookies())
    expect([await safari.isIn(), await victim.isIn()]).toEqual([true, false])
  })

  it('no sign-in begins with one name and ends with another', async () => {
    const browser = browserAt(HERE, { keepsSecure: true })
    expect((await browser.go('/web/sign-in', { email: 'ana@example.org', password: 'wrong' })).given).toEqual([])
    const { given } = await browser.signIn()
    expect(given).toHaveLength(1)
    expect(await browser.isIn()).toBe(true)
    const { token } = await house.accounts.invite({ personId: house.ana.id, purpose: 'invitation' })
    for (const page of ['/web/sign-in', `/web/link/${token}`]) await browser.go(page)
    expect(await browser.isIn()).toBe(true)
  })
})

it.each(['http://192.0.2.7:8000', 'http://ops.example.org'])(
  'beyond this machine no prefix is tried: %s',
  async (origin) => {
    await openAt(origin)
    const browser = browserAt(origin, { keepsSecure: true })
    expect((await browser.go('/web/sign-in')).given).toEqual([])
    await browser.signIn()
    expect([...browser.jar.cookies().keys()]).toEqual(['sparkone.session_token'])
    expect(await browser.isIn()).toBe(true)
  },
)

import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { totpAt } from '../contracts/accounts/people.ts'
import { expectAccessible } from '../support/browser/accessible.ts'
import { addAuthenticator } from '../support/browser/authenticator.ts'
import { useConsole } from '../support/browser/console.ts'
import { enterByPasskey, heading, invite, signIn } from '../support/browser/door.ts'
import { credentialsOf } from '../support/browser/people.ts'
import { startOidcServer } from '../support/oidc-server.ts'
import { freePort } from '../support/tethered.ts'

const web = useConsole()
const STEP_MS = 30_000

const pathOf = (page: Page): string => new URL(page.url()).pathname

it.each([true, false])(
  'who signs in with a password lands where they wanted to go, and is out after signing out, JavaScript on: %s',
  async (javaScript) => {
    await web().sessionOf('caio')
    const { page } = await web().openOutside({ javaScript, width: 'phone' })
    await page.goto('/web/tasks?due=today')
    await heading(page, 'Entrar').waitFor()
    await signIn(page, 'caio', 'não é esta a senha')
    await page.getByText('E-mail ou senha não conferem.').waitFor()
    expect(await page.getByLabel('E-mail').inputValue()).toBe(credentialsOf('caio').email)
    await signIn(page, 'caio')
    await heading(page, 'Tarefas').waitFor()
    expect(page.url()).toMatch(/\/web\/tasks\?due=today$/)
    const kept = await page.context().cookies()
    expect(kept.map(({ name }) => name).toSorted()).toEqual(['__Host-sparkone.session_token', '__Host-sparkone_secure'])
    expect(kept.every(({ secure, httpOnly, path }) => secure && httpOnly && path === '/')).toBe(true)
    await page.getByRole('button', { name: 'Sair' }).click()
    await heading(page, 'Entrar').waitFor()
    await page.goto('/web')
    await heading(page, 'Entrar').waitFor()
  },
)

it('a second factor is set up by what the page shows and asked for from then on; recovery codes work once', async () => {
  const { page } = await web().open({ as: 'dora', locale: 'en' })
  await page.goto('/web/settings/security')
  await page.locator('#totp-password').fill(credentialsOf('dora').password)
  await page.getByRole('button', { name: 'Turn on' }).click()
  await page.getByRole('img', { name: 'QR code with the key of the app' }).waitFor()
  const secret = (await page.locator('#totp-secret').textContent())?.trim() ?? ''
  await page.getByLabel('Code of the app').fill('000000')
  await page.getByRole('button', { name: 'Confirm and turn on' }).click()
  await page.getByText('That code is wrong').waitFor()
  await page.getByLabel('Code of the app').fill(totpAt(secret, new Date()))
  await page.getByRole('button', { name: 'Confirm and turn on' }).click()
  const codes = (await page.locator('#recovery-codes').textContent())?.trim().split('\n') ?? []
  expect(codes).toHaveLength(10)
  await expectAccessible(page)

  const toCode = async (javaScript: boolean): Promise<Page> => {
    const { page: other } = await web().openOutside({ javaScript, locale: 'en' })
    await other.goto('/web/brief')
    await signIn(other, 'dora')
    await heading(other, 'Verification code').waitFor()
    return other
  }
  const app = await toCode(true)
  // The next code: one that was used is used.
  await app.getByLabel('Code of the app').fill(totpAt(secret, new Date(Date.now() + STEP_MS)))
  await app.getByRole('button', { name: 'Confirm' }).click()
  await heading(app, 'Brief').waitFor()

  for (const isFirst of [true, false]) {
    const lost = await toCode(false)
    await lost.getByRole('link', { name: 'Use a recovery code' }).click()
    await lost.getByLabel('Recovery code').fill(codes[0] ?? '')
    await lost.getByRole('button', { name: 'Confirm' }).click()
    if (isFirst) await heading(lost, 'Brief').waitFor()
    else await lost.getByText('That code is wrong, or was used before.').waitFor()
  }
})

it('who was invited makes a passkey and signs in with it, unless the device does not recognise them', async () => {
  const link = await invite(web(), 'Eva Reis')
  const { page } = await web().openOutside({ width: 'phone', theme: 'dark' })
  const authenticator = await addAuthenticator(page)
  await enterByPasskey(page, link)
  expect(await authenticator.passkeys()).toBe(1)

  await page.getByRole('button', { name: 'Sair' }).click()
  await heading(page, 'Entrar').waitFor()
  await page.goto('/web/tasks?due=none')
  await authenticator.recognise(false)
  await page.getByRole('button', { name: 'Entrar com chave de acesso' }).click()
  await page.getByText('A chave de acesso não funcionou.').waitFor()
  await authenticator.recognise(true)
  await page.getByRole('button', { name: 'Entrar com chave de acesso' }).click()
  await heading(page, 'Tarefas').waitFor()
  expect(page.url()).toMatch(/\/web\/tasks\?due=none$/)
})

it.each([true, false])(
  'whom the provider vouches for by an address an operator gave them is in, others are not, JavaScript on: %s',
  async (javaScript) => {
    const port = await freePort()
    const origin = `http://localhost:${port}`
    const oidc = await startOidcServer(origin)
    onTestFinished(oidc.close)
    const email = `filipe-${javaScript}@example.org`
    const body = { name: 'Filipe Sá', role: 'member', aliases: [{ channel: 'email', address: email }] }
    expect((await web().server.api('POST', '/people', { body })).status).toBe(201)
    const { clientId, clientSecret } = oidc.client
    const server = await web().house.start({
      port,
      env: {
        PUBLIC_URL: origin,
        OIDC_ISSUER: oidc.issuer,
        OIDC_CLIENT_ID: clientId,
        OIDC_CLIENT_SECRET: clientSecret,
      },
    })
    onTestFinished(() => server.stop().then())

    const { page, guard } = await web().openOutside({ javaScript })
    guard.expectProblem(new RegExp(`^request to another origin: (${oidc.issuer}|${origin})`))
    oidc.user = { subject: 'a stranger', email: 'stranger@example.org', isVerified: true }
    await page.goto(`${origin}/web/tasks?due=none`)
    const way = page.getByRole('link', { name: `Entrar com ${new URL(oidc.issuer).host}` })
    await way.click()
    await page.getByText('Não deu para entrar assim.').waitFor()
    expect(pathOf(page)).toBe('/web/sign-in')

    await page.context().clearCookies()
    oidc.user = { subject: 'filipe', email, isVerified: true }
    await page.goto(`${origin}/web/tasks?due=none`)
    await way.click()
    await heading(page, 'Tarefas').waitFor()
    expect(page.url()).toBe(`${origin}/web/tasks?due=none`)
  },
)

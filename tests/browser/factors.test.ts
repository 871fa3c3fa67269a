import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { totpAt } from '../contracts/accounts/people.ts'
import { addAuthenticator } from '../support/browser/authenticator.ts'
import { useConsole } from '../support/browser/console.ts'
import { enterByPasskey, heading, invite, signIn } from '../support/browser/door.ts'
import { credentialsOf } from '../support/browser/people.ts'
import { scan } from '../support/browser/scan.ts'

const web = useConsole()
const STEP_MS = 30_000
const SECURITY = '/web/settings/security'

const said = (page: Page, text: string) => page.getByRole('status').getByText(text)
const recoveryCodes = async (page: Page): Promise<readonly string[]> =>
  (await page.locator('#recovery-codes').textContent())?.trim().split('\n') ?? []

/** The same session in a page without scripts, or the page itself. */
const seenWith = async (javaScript: boolean, page: Page): Promise<Page> => {
  if (javaScript) return page
  const { page: plain, context } = await web().openOutside({ javaScript })
  await context.addCookies(await page.context().cookies())
  return plain
}

it.each([true, false])(
  'a second factor is scanned from the screen, its recovery codes are renewed, and it is taken off again, JavaScript on: %s',
  async (javaScript) => {
    const { page, context } = await web().openOutside({ javaScript, theme: 'dark', width: 'phone' })
    await context.addCookies(await web().sessionOf('caio', 'fresh'))
    await page.goto(SECURITY)
    await page.locator('#totp-password').fill(credentialsOf('caio').password)
    await page.getByRole('button', { name: 'Ativar' }).click()
    const uri = new URL(await scan(page.getByRole('img', { name: 'Código QR com a chave do aplicativo' })))
    expect([uri.protocol, uri.host, uri.searchParams.get('issuer')]).toEqual(['otpauth:', 'totp', 'SparkOne'])
    expect(decodeURIComponent(uri.pathname)).toContain(credentialsOf('caio').email)
    const secret = uri.searchParams.get('secret') ?? ''
    const began = Date.now()
    await page.getByLabel('Código do aplicativo').fill(totpAt(secret, new Date(began)))
    await page.getByRole('button', { name: 'Confirmar e ativar' }).click()
    const first = await recoveryCodes(page)

    await page.getByRole('link', { name: 'Já guardei' }).click()
    const renewal = page.locator('#renew')
    await renewal.locator('summary').click()
    // A code that was used is used.
    await renewal.getByLabel('Código do aplicativo').fill(totpAt(secret, new Date(began)))
    await renewal.getByRole('button', { name: 'Criar códigos novos' }).click()
    await renewal.getByText('Esse código não confere, ou já foi usado.').waitFor()
    await renewal.getByLabel('Código do aplicativo').fill(totpAt(secret, new Date(began + STEP_MS)))
    await renewal.getByRole('button', { name: 'Criar códigos novos' }).click()
    await page.getByText('Códigos novos. Os antigos não valem mais.').waitFor()
    const codes = await recoveryCodes(page)
    expect(new Set([...first, ...codes]).size).toBe(20)

    const { page: other } = await web().openOutside({ javaScript })
    const recover = async (code: string | undefined): Promise<void> => {
      await other.context().clearCookies()
      await other.goto('/web/sign-in')
      await signIn(other, 'caio')
      await other.getByRole('link', { name: 'Usar um código de recuperação' }).click()
      await other.getByLabel('Código de recuperação').fill(code ?? '')
      await other.getByRole('button', { name: 'Confirmar' }).click()
    }
    await recover(first[0])
    await other.getByText('Esse código não confere, ou já foi usado.').waitFor()
    await recover(codes[0])
    await heading(other, 'Hoje').waitFor()
    await recover(codes[0])
    await other.getByText('Esse código não confere, ou já foi usado.').waitFor()
    await recover(codes[1])
    await heading(other, 'Hoje').waitFor()

    await page.goto(SECURITY)
    const end = page.locator('#disable')
    await end.locator('summary').click()
    await end.getByLabel('Código do aplicativo ou de recuperação').fill(codes[2] ?? '')
    await end.getByRole('button', { name: 'Desativar a verificação' }).click()
    await said(page, 'Verificação em duas etapas desativada.').waitFor()
    await page.goto('/web')
    await heading(page, 'Hoje').waitFor()
    await other.goto('/web')
    await heading(other, 'Entrar').waitFor()
    await signIn(other, 'caio')
    await heading(other, 'Hoje').waitFor()
  },
)

it.each([true, false])(
  'a passkey made in Settings opens the console, is renamed, and opens nothing once removed, JavaScript on: %s',
  async (javaScript) => {
    const { page, context } = await web().openOutside()
    await context.addCookies(await web().sessionOf('caio', 'fresh'))
    const authenticator = await addAuthenticator(page)
    await page.goto(SECURITY)
    await page.getByLabel('Nome da chave').fill('Celular do Caio')
    await page.getByRole('button', { name: 'Criar chave neste aparelho' }).click()
    await said(page, 'Chave de acesso criada.').waitFor()
    expect(await authenticator.passkeys()).toBe(1)
    await page.getByRole('button', { name: 'Sair' }).click()
    await heading(page, 'Entrar').waitFor()
    await page.goto('/web/sign-in')
    await page.getByRole('button', { name: 'Entrar com chave de acesso' }).click()
    await heading(page, 'Hoje').waitFor()

    const mine = await seenWith(javaScript, page)
    const row = (name: string) =>
      mine.locator('li[id^="passkey-"]').filter({ has: mine.getByText(name, { exact: true }) })
    await mine.goto(SECURITY)
    const rename = async (from: string, to: string): Promise<void> => {
      await row(from).getByLabel('Novo nome').fill(to)
      await row(from).getByRole('button', { name: 'Renomear' }).click()
    }
    await row('Celular do Caio').locator('summary', { hasText: 'Renomear' }).click()
    await rename('Celular do Caio', '   ')
    await row('Celular do Caio').getByText('Dê um nome à chave.').waitFor()
    await rename('Celular do Caio', 'Chave reserva')
    await said(mine, 'Chave renomeada.').waitFor()
    await row('Chave reserva')
      .getByText(/usada em/)
      .waitFor()

    const { page: other } = await web().openOutside({ javaScript })
    await other.context().addCookies(await web().addSession('caio'))
    await other.goto('/web')
    await heading(other, 'Hoje').waitFor()
    await row('Chave reserva').locator('summary', { hasText: 'Remover' }).click()
    await mine.getByRole('button', { name: 'Remover a chave: Chave reserva' }).click()
    await said(mine, 'Chave de acesso removida.').waitFor()
    expect(await mine.locator('li[id^="passkey-"]').count()).toBe(0)
    await mine.goto('/web')
    await heading(mine, 'Hoje').waitFor()
    await other.goto('/web')
    await heading(other, 'Entrar').waitFor()

    await context.clearCookies()
    await page.goto('/web/sign-in')
    await page.getByRole('button', { name: 'Entrar com chave de acesso' }).click()
    await page.getByText('A chave de acesso não funcionou.').waitFor()
    expect(await authenticator.passkeys()).toBe(1)
  },
)

it('nothing of a new passkey is asked for without JavaScript, which makes it', async () => {
  const { page, context } = await web().openOutside({ javaScript: false })
  await context.addCookies(await web().sessionOf('caio', 'fresh'))
  await page.goto(SECURITY)
  // Playwright finds no text in noscript, which the browser shows all the same.
  await page.locator('noscript p').waitFor()
  expect(await page.getByLabel('Nome da chave').isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: 'Criar chave neste aparelho' }).isVisible()).toBe(false)

  const link = await invite(web(), 'Davi Reis')
  const { page: visitor } = await web().openOutside({ javaScript: false })
  await visitor.goto(link)
  await visitor.getByRole('button', { name: 'Entrar' }).click()
  await visitor.getByLabel('Nova senha').waitFor()
  await visitor.waitForLoadState()
  const passkeys = visitor.getByText(/chave de acesso/)
  expect(await Promise.all((await passkeys.all()).map((text) => text.isVisible()))).not.toContain(true)
})

it.each([true, false])(
  'an account with a passkey alone keeps it, until a first password is another way in, JavaScript on: %s',
  async (javaScript) => {
    const who = `eva-${javaScript}`
    const link = await invite(web(), 'Eva Reis')
    const { page } = await web().openOutside()
    await addAuthenticator(page)
    await enterByPasskey(page, link)

    const mine = await seenWith(javaScript, page)
    const remove = async (): Promise<void> => {
      await mine.locator('li[id^="passkey-"] summary', { hasText: 'Remover' }).click()
      await mine.getByRole('button', { name: /^Remover a chave/ }).click()
    }
    await mine.goto(SECURITY)
    await remove()
    await said(mine, 'Esta é a única maneira de você entrar.').waitFor()

    const { email, password } = credentialsOf(who)
    const form = mine.locator('#first-password')
    await form.locator('summary').click()
    await form.getByLabel('E-mail').fill(email)
    await form.getByLabel('Nova senha').fill('curta')
    await form.getByRole('button', { name: 'Criar uma senha' }).click()
    await form.getByText('Use ao menos 12 caracteres.').waitFor()
    expect(await form.getByLabel('E-mail').inputValue()).toBe(email)
    await form.getByLabel('Nova senha').fill(password)
    await form.getByRole('button', { name: 'Criar uma senha' }).click()
    await said(mine, 'Senha criada.').waitFor()
    await remove()
    await said(mine, 'Chave de acesso removida.').waitFor()

    const { page: elsewhere } = await web().openOutside({ javaScript })
    await elsewhere.goto('/web/sign-in')
    await signIn(elsewhere, who)
    await heading(elsewhere, 'Hoje').waitFor()
  },
)

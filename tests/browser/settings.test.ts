import { expect, it } from 'vitest'
import { expectAccessible } from '../support/browser/accessible.ts'
import { useConsole } from '../support/browser/console.ts'
import { credentialsOf } from '../support/browser/people.ts'

const web = useConsole()

declare const getComputedStyle: (element: unknown) => { readonly backgroundColor: string }
const backgroundOf = (element: unknown): string => getComputedStyle(element).backgroundColor

declare const innerHeight: number
interface Boxed {
  getBoundingClientRect(): { readonly top: number; readonly bottom: number }
}
const isInSight = (element: unknown): boolean => {
  const { top, bottom } = (element as Boxed).getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}

const signedIn = async (javaScript: boolean) => {
  await web().sessionOf('caio')
  const opened = await web().openOutside({ javaScript })
  await opened.page.goto('/web/sign-in')
  await opened.page.getByLabel('E-mail').fill(credentialsOf('caio').email)
  await opened.page.getByLabel('Senha').fill(credentialsOf('caio').password)
  await opened.page.keyboard.press('Enter')
  await opened.page.getByRole('heading', { level: 1, name: 'Hoje' }).waitFor()
  return opened
}

it.each([true, false])(
  'a key is shown once, works, and is refused once revoked, JavaScript on: %s',
  async (javaScript) => {
    const { page } = await web().open({ javaScript, width: 'phone' })
    const name = `planilha ${javaScript}`
    await page.goto('/web/settings/keys')
    await page.getByRole('link', { name: 'Criar chave' }).click()
    await page.getByLabel('Nome', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Criar chave' }).click()
    await page.getByText('Escolha ao menos uma permissão.').waitFor()
    expect(await page.getByLabel('Nome', { exact: true }).inputValue()).toBe(name)
    await page.getByLabel('Ler tarefas').check()
    await page.getByRole('button', { name: 'Criar chave' }).click()
    const key = await page.locator('#field-secret').inputValue()
    const asked = async (path: string) => (await web().server.api('GET', path, { key })).status
    expect([await asked('/tasks'), await asked('/people')]).toEqual([200, 403])
    if (javaScript) await expectAccessible(page)
    await page.getByRole('link', { name: 'Voltar às chaves' }).click()
    const row = page.getByRole('listitem').filter({ hasText: name })
    await row.waitFor()
    expect(await page.content()).not.toContain(key)

    await row.locator('summary').click()
    await row.getByRole('button', { name: `Revogar a chave ${name}` }).click()
    await page.getByRole('status').getByText(`Chave “${name}” revogada.`).waitFor()
    expect(await asked('/tasks')).toBe(401)
  },
)

it.each([true, false])('a session that is ended throws out who is in it, JavaScript on: %s', async (javaScript) => {
  const { page } = await signedIn(javaScript)
  const { page: other } = await signedIn(javaScript)
  await other.goto('/web')
  await other.getByRole('heading', { level: 1, name: 'Hoje' }).waitFor()
  await page.goto('/web/settings/sessions')
  await page
    .getByRole('button', { name: /^Encerrar a sessão/ })
    .first()
    .waitFor()
  for (const button = page.getByRole('button', { name: /^Encerrar a sessão/ }); (await button.count()) > 0; ) {
    const left = await button.count()
    await button.first().click()
    await expect.poll(() => button.count()).toBe(left - 1)
  }
  // Told at once with JavaScript, at the next step without.
  if (!javaScript) await other.getByRole('link', { name: 'Tarefas' }).click()
  await other.getByRole('heading', { level: 1, name: 'Entrar' }).waitFor()
  await page.reload()
  await page.getByText('Nenhuma outra sessão aberta.').waitFor()
})

it.each([true, false])(
  'the theme that is chosen is the look of every page from then on, JavaScript on: %s',
  async (javaScript) => {
    const { page } = await web().open({ javaScript, locale: 'en', theme: 'light' })
    await page.goto('/web/settings/appearance')
    await page.getByLabel('Dark').check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('html[data-theme="dark"]').waitFor()
    await page.goto('/web')
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    const background = () => page.locator('body').evaluate(backgroundOf)
    const dark = await background()
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await background()).toBe(dark)
    await page.goto('/web/settings/appearance')
    await page.getByLabel('As the system').check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('html:not([data-theme])').waitFor()
    expect(await background()).toBe(dark)
  },
)

it('what is wrong far down a page with tabs is brought into sight, and so is what was said of a change', async () => {
  const { page } = await web().open({ width: 'phone' })
  await page.goto('/web/settings/profile')
  const zone = page.getByLabel('Fuso horário')
  const before = await zone.inputValue()
  await zone.fill('Lugar/Nenhum')
  await page.getByRole('button', { name: 'Salvar' }).click()
  await page.locator('[name=time_zone][aria-invalid=true]').waitFor()
  await expect.poll(() => zone.evaluate(isInSight)).toBe(true)
  await zone.fill(before)
  await page.getByRole('button', { name: 'Salvar' }).click()
  const said = page.getByRole('status').getByText('Nada mudou.')
  await said.waitFor()
  await expect.poll(() => said.evaluate(isInSight)).toBe(true)
})

import type { Locator, Page } from 'playwright-core'
import type { Console } from './console.ts'
import { credentialsOf } from './people.ts'

/** Fills in the sign-in page and sends it. */
export const signIn = async (page: Page, who: string, password = credentialsOf(who).password): Promise<void> => {
  await page.locator('[name="email"]').fill(credentialsOf(who).email)
  await page.locator('[name="password"]').fill(password)
  await page.locator('[name="password"]').press('Enter')
}

/** What a page calls itself. */
export const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name, exact: true })

/** Opens a link to the house and makes a passkey on the page's authenticator, which lets them in. */
export const enterByPasskey = async (page: Page, link: string): Promise<void> => {
  await page.goto(link)
  await page.getByRole('button', { name: 'Entrar' }).click()
  await page.getByRole('button', { name: 'Criar chave de acesso' }).click()
  await heading(page, 'Hoje').waitFor()
}

/** The link by which an operator lets a new person of this name in. */
export const invite = async (web: Console, name: string): Promise<string> => {
  const { page } = await web.open()
  const { json } = await web.server.api('POST', '/people', { body: { name, role: 'member' } })
  await page.goto(`/web/people/${json.id}`)
  await page.getByRole('button', { name: 'Criar convite' }).click()
  return page.getByLabel('Link').inputValue()
}

import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { totpAt } from '../contracts/accounts/people.ts'
import { useConsole } from '../support/browser/console.ts'
import { hold, isPost } from '../support/browser/exchanges.ts'
import { credentialsOf } from '../support/browser/people.ts'
import { titlesLike } from '../support/browser/tasks.ts'

const web = useConsole()

/** The paths of all that is sent from here on, as it grows. */
const sentFrom = (page: Page): readonly string[] => {
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname)
  })
  return sent
}

/** Nothing that is sent meanwhile is answered before `act` is done. */
const unanswered = async (page: Page, act: () => Promise<void>): Promise<void> => {
  const release = await hold(page, isPost)
  await act()
  await release()
}

it('a task that is added by two clicks, or by Enter pressed twice, is one; other words are another', async () => {
  const { page } = await web().open()
  await page.goto('/web')
  const field = page.locator('#quick-text')
  await field.fill('comprar café duplo')
  const add = page.getByRole('button', { name: 'Adicionar', exact: true })
  await unanswered(page, () => add.dblclick())
  await page.getByRole('status').getByText('comprar café duplo').waitFor()

  await field.fill('moer café duplo')
  await unanswered(page, async () => {
    for (const _ of [1, 2]) await field.press('Enter')
  })
  await page.getByRole('status').getByText('moer café duplo').waitFor()

  await field.fill('coar café duplo')
  await unanswered(page, async () => {
    await field.press('Enter')
    await field.fill('servir café duplo')
    await field.press('Enter')
  })
  const all = ['coar', 'comprar', 'moer', 'servir'].map((verb) => `${verb} café duplo`)
  await expect.poll(async () => (await titlesLike(web(), 'café duplo')).toSorted()).toEqual(all)
  // The same again, once it is answered, is meant.
  await page.goto('/web')
  await field.fill('servir café duplo')
  await field.press('Enter')
  await expect
    .poll(async () => (await titlesLike(web(), 'café duplo')).toSorted())
    .toEqual([...all, 'servir café duplo'])
})

it('a brief that is sent by two clicks is sent once', async () => {
  const { page } = await web().open()
  await page.goto('/web/brief')
  const sent = sentFrom(page)
  await unanswered(page, () => page.getByRole('button', { name: 'Enviar agora' }).dblclick())
  await page.waitForURL(/\/web\/deliveries\//)
  await page.goto('/web')
  expect(sent).toHaveLength(1)
})

it('a second factor that is confirmed by two clicks shows its recovery codes', async () => {
  const { page, context } = await web().openOutside()
  await context.addCookies(await web().sessionOf('caio', 'fresh'))
  await page.goto('/web/settings/security')
  await page.locator('#totp-password').fill(credentialsOf('caio').password)
  await page.getByRole('button', { name: 'Ativar' }).click()
  const secret = (await page.locator('#totp-secret').textContent())?.trim() ?? ''
  await page.getByLabel('Código do aplicativo').fill(totpAt(secret, new Date()))
  const sent = sentFrom(page)
  await unanswered(page, () => page.getByRole('button', { name: 'Confirmar e ativar' }).dblclick())
  await page.locator('#recovery-codes').waitFor()
  await page.getByRole('link', { name: 'Já guardei' }).click()
  expect(sent).toHaveLength(1)
})

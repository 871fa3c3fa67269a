import type { Page, Request } from 'playwright-core'
import { expect, it } from 'vitest'
import { useConsole } from '../support/browser/console.ts'
import { heading } from '../support/browser/door.ts'
import { hold, isPost, through } from '../support/browser/exchanges.ts'
import { addTask, taskRow } from '../support/browser/tasks.ts'

// Whoever goes on before an answer came is not thrown back by it.
const web = useConsole()

const link = (page: Page, name: string) => page.locator('nav.places').getByRole('link', { name, exact: true })

it('an act that is answered after one went on says what it did on the page where one is, and can be undone there', async () => {
  const { page } = await web().open()
  const id = await addTask(web(), { title: 'Concluída devagar', due: 'hoje', assignee_id: await web().personId('ana') })
  await page.goto('/web')
  const release = await hold(page, isPost)
  await taskRow(page, 'Concluída devagar')
    .getByRole('button', { name: /^Concluir/ })
    .click()
  await link(page, 'Resumo').click()
  await heading(page, 'Resumo').waitFor()
  await page.locator('#choose [name=person]').focus()
  await release()
  const said = page.getByRole('status')
  await said.getByText('Concluída: Concluída devagar').waitFor()
  expect(await heading(page, 'Resumo').count()).toBe(1)
  expect(new URL(page.url()).pathname).toBe('/web/brief')
  expect(await page.title()).toMatch(/^Resumo/)
  expect(await page.locator('#choose [name=person]').evaluate((field) => field.matches(':focus'))).toBe(true)

  await said.getByRole('button', { name: 'Desfazer' }).click()
  await expect.poll(async () => (await web().server.api('GET', `/tasks/${id}`)).json.status).toBe('pending')
})

it('an act that is refused after one went on comes back with its form, and what was typed in it', async () => {
  const { page } = await web().open()
  await page.goto('/web/people/new')
  await page.locator('[name=name]').fill('Nina Devagar')
  await page.locator('[name=email]').fill('nina@')
  // The browser's own look at it is not what is asked here.
  await page.locator('form[action="/web/people/new"]').evaluate((form) => form.setAttribute('novalidate', ''))
  const release = await hold(page, isPost)
  await page.locator('[name=email]').press('Enter')
  await link(page, 'Resumo').click()
  await heading(page, 'Resumo').waitFor()
  await release()
  await page.locator('[name=email][aria-invalid=true]').waitFor()
  expect(await page.locator('[name=name]').inputValue()).toBe('Nina Devagar')
})

it('a key that is made while one goes on is shown all the same: it is shown once', async () => {
  const { page } = await web().open()
  await page.goto('/web/settings/keys/new')
  await page.getByLabel('Nome', { exact: true }).fill('devagar')
  await page.getByLabel('Ler tarefas').check()
  const release = await hold(page, isPost)
  await page.getByRole('button', { name: 'Criar chave' }).click()
  await link(page, 'Resumo').click()
  await heading(page, 'Resumo').waitFor()
  await release()
  const key = await page.locator('#field-secret').inputValue()
  expect((await web().server.api('GET', '/tasks', { key })).status).toBe(200)
})

it('of two links the one that was followed last is the one that leads somewhere', async () => {
  const { page } = await web().open()
  await page.goto('/web')
  const release = await hold(page, (request) => new URL(request.url()).pathname === '/web/tasks')
  await link(page, 'Tarefas').click()
  await link(page, 'Resumo').click()
  await heading(page, 'Resumo').waitFor()
  const settled = await through(page, '/web/tasks')
  await release()
  await settled()
  expect(await heading(page, 'Resumo').count()).toBe(1)
  expect(new URL(page.url()).pathname).toBe('/web/brief')
  // It is still a link that can be followed.
  await link(page, 'Tarefas').click()
  await heading(page, 'Tarefas').waitFor()
})

it('what a page asked of itself before one went on does not take the place of the next page', async () => {
  const { page } = await web().open()
  await page.goto('/web')
  await page.locator('#quick-text').waitFor()
  const isOfItself = (request: Request): boolean => request.headers()['x-sparkone-background'] !== undefined
  const release = await hold(page, isOfItself)
  const asked = page.waitForRequest(isOfItself)
  await addTask(web(), { title: 'Que muda a página', assignee_id: await web().personId('ana') })
  await asked
  await link(page, 'Resumo').click()
  await heading(page, 'Resumo').waitFor()
  const settled = await through(page, '/web')
  await release()
  await settled()
  await page.getByRole('button', { name: 'Ver', exact: true }).click()
  await heading(page, 'Resumo').waitFor()
  expect(await page.locator('#quick-text').count()).toBe(0)
})

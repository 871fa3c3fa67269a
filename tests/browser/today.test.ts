import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { useConsole } from '../support/browser/console.ts'
import { expectKeyboard } from '../support/browser/keyboard.ts'
import { operatorIn } from '../support/browser/people.ts'
import { addTask, taskRow, titlesLike } from '../support/browser/tasks.ts'

const web = useConsole()

/** The page's own; `isSeen` is of the test that asks for it. */
declare const document: EventTarget & { isSeen?: boolean }

it.each([true, false])(
  'a task of the day is completed, taken back and put off, JavaScript on: %s',
  async (javaScript) => {
    const locale = javaScript ? 'pt-BR' : 'en'
    const words = javaScript ? { undo: 'Desfazer', done: 'Concluída' } : { undo: 'Undo', done: 'Completed' }
    const { page } = await web().open({ javaScript, locale, width: 'phone' })
    const title = `Regar as plantas ${locale}`
    const id = await addTask(web(), { title, due: 'hoje', assignee_id: await web().personId(operatorIn(locale)) })
    await page.goto('/web')
    const row = taskRow(page, title)
    await row.locator('[data-key="c"]').click()
    await row.waitFor({ state: 'detached' })
    await page.getByRole('status').getByText(words.done).waitFor()
    await page.getByRole('status').getByRole('button', { name: words.undo }).click()
    await row.waitFor()

    // In one's own words; what is not understood changes nothing and says so.
    const putOff = async (when: string): Promise<void> => {
      await row.locator('summary').click()
      await row.locator('input[name="words"]').fill(when)
      await row.locator('input[name="words"]').press('Enter')
    }
    await putOff('xyzzy')
    await page.locator('#said .tone-warn').waitFor()
    await page.goto('/web')
    await putOff(javaScript ? 'em 3 dias às 10h' : 'in 3 days at 10am')
    await page.locator('#said .tone-good').waitFor()
    await page
      .locator('section', { has: page.locator('#upcoming') })
      .getByText(title)
      .waitFor()
    expect((await web().server.api('GET', `/tasks/${id}`)).json.due_time).toBe('10:00')
  },
)

it('what is typed fast and sent at once is never lost, and no preview of it stays behind', async () => {
  const { page } = await web().open({ locale: 'en' })
  await page.goto('/web')
  const quick = page.getByLabel('What has to be done?')
  await page.keyboard.press('n')
  const wanted = ['buy bread tomorrow', 'call João urgent', 'water plants today'].map((words) => `${words} fast`)
  for (const words of wanted) {
    await quick.pressSequentially(words)
    await quick.press('Enter')
    await expect.poll(() => quick.inputValue()).toBe('')
  }
  await expect.poll(() => titlesLike(web(), 'fast')).toHaveLength(wanted.length)
  expect(await page.locator('#preview').textContent()).toBe('')
  // The next preview is of the next words.
  await quick.pressSequentially('read the contract')
  await page.locator('#preview strong', { hasText: 'read the contract' }).waitFor()
})

it('a task that comes by API appears by itself, and what is being typed stays', async () => {
  const { page } = await web().open()
  await page.goto('/web')
  const quick = page.getByLabel('O que precisa ser feito?')
  await quick.pressSequentially('levar o carro')
  const assignee_id = await web().personId('ana')
  await addTask(web(), { title: 'Chegou por fora', due: 'hoje', assignee_id })
  await taskRow(page, 'Chegou por fora').waitFor()
  await quick.pressSequentially(' na oficina')
  expect(await quick.inputValue()).toBe('levar o carro na oficina')
  expect(await quick.evaluate((field) => field.matches(':focus'))).toBe(true)
  await quick.press('Enter')
  // What was said, and the way to take it back, outlive the next reading of the page.
  const undo = page.getByRole('status').getByRole('button', { name: 'Desfazer' })
  await undo.waitFor()
  await addTask(web(), { title: 'Chegou depois', due: 'hoje', assignee_id })
  await taskRow(page, 'Chegou depois').waitFor()
  await undo.click()
  await page.getByRole('status').getByText('Desfeito: levar o carro na oficina').waitFor()
})

it('a page opened in the background holds no connection until it is looked at, and is fresh from then on', async () => {
  const { page } = await web().open()
  const streams: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/web/live')) streams.push(request.url())
  })
  // As a browser says of a tab that was opened behind another.
  await page.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { get: () => document.isSeen !== true })
  })
  await page.goto('/web')
  await page.getByRole('link', { name: 'Resumo' }).click()
  await page.getByRole('heading', { level: 1, name: 'Resumo' }).waitFor()
  await page.getByRole('link', { name: 'Hoje' }).click()
  await page.locator('#quick-text').waitFor()
  expect(streams).toEqual([])
  const connected = page.waitForResponse(/\/web\/live/)
  await page.evaluate(() => {
    document.isSeen = true
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await connected
  await addTask(web(), { title: 'Chegou às claras', due: 'hoje', assignee_id: await web().personId('ana') })
  await taskRow(page, 'Chegou às claras').waitFor()
  expect(streams).toHaveLength(1)
})

it('the day is worked through by keyboard alone', async () => {
  const { page } = await web().open({ as: 'caio' })
  const assignee_id = await web().personId('caio')
  for (const title of ['Primeira', 'Segunda']) await addTask(web(), { title, due: 'hoje', assignee_id })
  await page.goto('/web')
  await page.keyboard.press('j')
  expect(await taskRow(page, 'Primeira').evaluate((row) => row.matches(':focus'))).toBe(true)
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('c')
  await taskRow(page, 'Primeira').waitFor({ state: 'detached' })
  await page.goto('/web')
  await page.keyboard.press('j')
  await page.keyboard.press('s')
  await page.getByRole('button', { name: 'Amanhã' }).focus()
  await page.keyboard.press('Enter')
  await page
    .locator('section', { has: page.locator('#upcoming') })
    .getByText('Segunda')
    .waitFor()
  await page.goto('/web')
  await expectKeyboard(page)
})

it('without a connection what is sent or opened says so, what was typed stays, and the next try works', async () => {
  const { page, guard } = await web().open({ width: 'phone' })
  for (const words of [/ERR_INTERNET_DISCONNECTED/, /Failed to fetch/]) guard.expectProblem(words)
  await page.goto('/web')
  const field = page.locator('#quick-text')
  const notice = page.getByRole('alert').filter({ hasText: 'Não deu para falar com o SparkOne' })
  await page.route('**/web/add', (route) => route.abort('internetdisconnected'))
  await field.fill('tarefa sem rede')
  await field.press('Enter')
  await notice.waitFor()
  expect(await field.inputValue()).toBe('tarefa sem rede')
  await page.unroute('**/web/add')
  await field.press('Enter')
  await page.getByRole('status').getByText('tarefa sem rede').waitFor()
  expect(await notice.isVisible()).toBe(false)
})

it('the menu of the last task of a long day comes out from under the bar', async () => {
  const { page } = await web().open({ as: 'caio', width: 'phone' })
  const assignee_id = await web().personId('caio')
  for (let n = 1; n <= 9; n += 1) await addTask(web(), { title: `Da lista ${n}`, due: 'hoje', assignee_id })
  await page.goto('/web')
  const menu = page.locator('.menu').last()
  await menu.locator('summary').click()
  const bottomOf = async (what: Locator): Promise<number> =>
    what.evaluate((element) => element.getBoundingClientRect().bottom)
  const bar = () => page.locator('.places').evaluate((element) => element.getBoundingClientRect().top)
  await expect.poll(async () => (await bottomOf(menu.locator('.menu-body'))) < (await bar())).toBe(true)

  // What was not understood stays to be corrected; what was done closes the menu, as opening another does.
  const words = menu.locator('input[name="words"]')
  await words.fill('xyzzy')
  await words.press('Enter')
  await page.locator('#said .tone-warn').waitFor()
  expect(await words.inputValue()).toBe('xyzzy')
  await words.fill('em 3 dias')
  await words.press('Enter')
  await page.locator('#said .tone-good').waitFor()
  await expect.poll(() => page.locator('.menu[open]').count()).toBe(0)
  await page.locator('.menu').nth(0).locator('summary').click()
  await page.locator('.menu').nth(4).locator('summary').click({ force: true })
  await expect.poll(() => page.locator('.menu[open]').count()).toBe(1)
})

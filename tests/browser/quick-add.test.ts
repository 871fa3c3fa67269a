import { expect, it } from 'vitest'
import { useConsole } from '../support/browser/console.ts'
import { hold } from '../support/browser/exchanges.ts'
import { addTask, taskRow } from '../support/browser/tasks.ts'

const web = useConsole()

it.each([true, false])('what is unticked alone becomes words of the title, JavaScript on: %s', async (javaScript) => {
  const { page } = await web().open({ javaScript, width: 'phone' })
  const title = `Levar o carro ${javaScript}`
  await page.goto('/web')
  const field = page.locator('#quick-text')
  const read = async (): Promise<void> =>
    javaScript ? undefined : page.getByRole('button', { name: 'Conferir' }).click()
  await field.fill(`${title} na oficina sexta às 15h urgente`)
  await read()
  const chips = page.locator('#preview label')
  await expect.poll(() => chips.count()).toBe(3)
  const before = await chips.evaluateAll((all) => all.map(({ id }) => id))
  await chips.filter({ hasText: 'sexta' }).getByRole('checkbox').uncheck()
  await read()
  await page.locator('#preview strong', { hasText: `${title} na oficina sexta` }).waitFor()
  const shown = await page.locator('#preview p').first().textContent()
  expect(shown).toMatch(/15:00/)
  // Each stays in its place, with its own tick.
  expect(await chips.evaluateAll((all) => all.map(({ id }) => id))).toEqual(before)
  const ticks = () =>
    chips.getByRole('checkbox').evaluateAll((all) => all.map((box) => (box as { checked?: boolean }).checked))
  expect(await ticks()).toEqual([false, true, true])
  await page.getByRole('button', { name: 'Adicionar', exact: true }).click()
  await page.getByRole('status').getByText(title).waitFor()
  const { json } = await web().server.api('GET', `/tasks?q=${encodeURIComponent(title)}`)
  expect(json.tasks[0]).toMatchObject({ title: `${title} na oficina sexta`, due_time: '15:00', priority: 'urgent' })
})

it('a tick that was taken from words that are gone is not taken from others', async () => {
  const { page } = await web().open()
  await page.goto('/web')
  const field = page.locator('#quick-text')
  const chips = page.locator('#preview label')
  await field.fill('ligar pro Téo sexta')
  await chips.getByRole('checkbox').uncheck()
  await page.locator('#preview strong', { hasText: 'ligar pro Téo sexta' }).waitFor()
  await field.fill('comprar leite amanhã urgente')
  await expect.poll(() => chips.count()).toBe(2)
  expect(await chips.getByRole('checkbox', { checked: true }).count()).toBe(2)
  await field.press('Enter')
  const said = page.getByRole('status').getByText('comprar leite')
  await said.waitFor()
  expect(await said.textContent()).toMatch(/urgente/)
  expect(await said.textContent()).not.toMatch(/sem data/)
})

it('what was understood and what was unticked stay while the page reads itself again', async () => {
  const { page } = await web().open()
  await page.goto('/web')
  const field = page.locator('#quick-text')
  const chips = page.locator('#preview label')
  await field.fill('podar a roseira amanhã urgente')
  await chips.filter({ hasText: 'amanhã' }).getByRole('checkbox').uncheck()
  await page.locator('#preview strong', { hasText: 'podar a roseira amanhã' }).waitFor()
  await addTask(web(), { title: 'Chega enquanto se pensa', due: 'hoje', assignee_id: await web().personId('ana') })
  await taskRow(page, 'Chega enquanto se pensa').waitFor()
  await page.locator('#preview strong', { hasText: 'podar a roseira amanhã' }).waitFor()
  expect(await chips.getByRole('checkbox', { checked: true }).count()).toBe(1)
  // The next tick is one of the same words.
  await chips.filter({ hasText: 'urgente' }).getByRole('checkbox').uncheck()
  await page.locator('#preview strong', { hasText: 'podar a roseira amanhã urgente' }).waitFor()
  await field.press('Enter')
  await page.getByRole('status').getByText('podar a roseira amanhã urgente').waitFor()
  expect(await page.locator('#preview').textContent()).toBe('')
})

it('words that are typed before the scripts have come are read once they are there', async () => {
  const { page } = await web().open()
  const release = await hold(page, (request) => request.url().endsWith('.js'))
  await page.goto('/web', { waitUntil: 'commit' })
  await page.locator('#quick-text').fill('regar a horta amanhã')
  await release()
  await page.locator('#preview label', { hasText: 'amanhã' }).waitFor()
})

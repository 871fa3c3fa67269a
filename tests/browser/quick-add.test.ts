import { expect, it } from 'vitest'
import { useConsole } from '../support/browser/console.ts'

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

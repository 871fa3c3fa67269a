import { expect, it } from 'vitest'
import { useConsole } from '../support/browser/console.ts'
import { expectKeyboard } from '../support/browser/keyboard.ts'
import { addTask, taskRow } from '../support/browser/tasks.ts'

const web = useConsole()

it.each([true, false])(
  'a task is found, edited, refused with what was typed kept, removed and brought back, JavaScript on: %s',
  async (javaScript) => {
    const { page } = await web().open({ javaScript, width: 'phone' })
    const title = `Renovar o seguro ${javaScript ? 'do carro' : 'da casa'}`
    const id = await addTask(web(), { title })
    await page.goto('/web/tasks')
    await page.getByLabel('Procurar no título e na descrição', { exact: true }).first().fill(title.toUpperCase())
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=RENOVAR/)
    expect(await page.locator('li.task').count()).toBe(1)
    await page.getByRole('link', { name: title }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()

    const labels = Array.from({ length: 21 }, (_, at) => `e${at}`).join(', ')
    await page.getByLabel('Descrição').fill('com a mesma corretora')
    await page.getByLabel('Etiquetas').fill(labels)
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByText('São no máximo 20 etiquetas').waitFor()
    expect(await page.getByLabel('Descrição').inputValue()).toBe('com a mesma corretora')
    expect(await page.getByLabel('Etiquetas').inputValue()).toBe(labels)
    if (javaScript) {
      await expect.poll(() => page.getByLabel('Etiquetas').evaluate((field) => field.matches(':focus'))).toBe(true)
    }
    await page.getByLabel('Etiquetas').fill('carro, contas')
    await page.getByLabel('Ou em palavras').fill('15/12/2099 às 9h')
    await page.getByRole('button', { name: 'Salvar' }).click()
    await page.getByRole('status').getByText('Salvo.').waitFor()
    const { json: saved } = await web().server.api('GET', `/tasks/${id}`)
    expect(saved).toMatchObject({ labels: ['carro', 'contas'], due_date: '2099-12-15', due_time: '09:00' })

    await page.locator('summary', { hasText: 'Excluir' }).click()
    await page.getByRole('button', { name: 'Excluir' }).click()
    await page.getByRole('status').getByText(`Excluída: ${title}`).waitFor()
    expect((await web().server.api('GET', `/tasks/${id}`)).status).toBe(404)
    await page.getByRole('status').getByRole('button', { name: 'Desfazer' }).click()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
  },
)

it.each([true, false])(
  'what is ticked is changed together and taken back together, JavaScript on: %s',
  async (javaScript) => {
    const { page } = await web().open({ javaScript, locale: 'en' })
    const label = `lot-${javaScript}`
    const ids = await Promise.all(['One', 'Two', 'Three'].map((title) => addTask(web(), { title, labels: [label] })))
    const priorities = async () =>
      Promise.all(ids.map(async (id) => (await web().server.api('GET', `/tasks/${id}`)).json.priority))
    await page.goto(`/web/tasks?label=${label}`)
    for (const title of ['One', 'Three']) await taskRow(page, title).getByRole('checkbox').check()
    const bulk = page.locator('#bulk')
    await bulk.locator('summary').click()
    await bulk.locator('#bulk-priority').selectOption('urgent')
    await bulk.locator('button[value="priority"]').click()
    await page.getByRole('status').getByText('Priority urgent for 2 tasks.').waitFor()
    expect(await priorities()).toEqual(['urgent', 'medium', 'urgent'])
    expect(page.url()).toContain(`label=${label}`)
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('status').getByText('2 changes').waitFor()
    expect(await priorities()).toEqual(['medium', 'medium', 'medium'])
    // Nothing stays ticked for the next change to take with it.
    await expect.poll(() => page.getByRole('checkbox', { checked: true }).count()).toBe(0)
    await taskRow(page, 'Two').getByRole('checkbox').check()
    await bulk.locator('button[value="complete"]').click()
    await taskRow(page, 'Two').waitFor({ state: 'detached' })
  },
)

it('the list is worked by keyboard alone: found, walked, ticked, completed, put off', async () => {
  const { page } = await web().open()
  for (const title of ['alfa', 'beta', 'gama'])
    await addTask(web(), { title: `teclado ${title}`, due_date: '2099-01-01' })
  await page.goto('/web/tasks')
  await page.keyboard.press('/')
  await page.keyboard.type('teclado')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=teclado/)
  // While one types, letters are letters.
  expect(await page.locator('#search').inputValue()).toBe('teclado')
  await page.locator('#main').focus()
  const isFocused = (title: string) => taskRow(page, title).evaluate((row) => row.matches(':focus'))
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  expect(await isFocused('teclado beta')).toBe(true)
  await page.keyboard.press('k')
  await page.keyboard.press('x')
  expect(await taskRow(page, 'teclado alfa').getByRole('checkbox').isChecked()).toBe(true)
  await page.keyboard.press('x')
  await page.keyboard.press('c')
  await taskRow(page, 'teclado alfa').waitFor({ state: 'detached' })
  await taskRow(page, 'teclado gama').focus()
  await page.keyboard.press('s')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toContain('Em uma semana')
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('teclado gama: agora para').waitFor()
  await page.goto('/web/tasks?q=teclado')
  await expectKeyboard(page)
})

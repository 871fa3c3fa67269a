import { expect, it } from 'vitest'
import { expectAccessible } from '../support/browser/accessible.ts'
import { useConsole } from '../support/browser/console.ts'
import { expectKeyboard } from '../support/browser/keyboard.ts'
import { addTask } from '../support/browser/tasks.ts'
import { eventually } from '../support/e2e-operator.ts'

const web = useConsole({ mirrors: true })
const PATIENCE_MS = 30_000

/** A task whose title was changed here and on Notion: one conflict, once both are known. */
const disagree = async (title: string): Promise<number> => {
  const { server, outside } = web()
  const { hand } = outside?.notion ?? {}
  if (hand === undefined) throw new Error('Notion is not there.')
  const call = async (method: string, path: string, body: object = {}) => {
    const { status, text } = await server.api(method, path, { body })
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
  }
  const id = await addTask(web(), { title, priority: 'low' })
  const page = await eventually(() => hand.find(title), PATIENCE_MS)
  await eventually(async () => {
    const { json } = await server.api('GET', `/tasks/${id}?include=mirrors`)
    expect(json.mirrors).toContainEqual(expect.objectContaining({ name: 'notion', state: 'synced' }))
  }, PATIENCE_MS)
  await call('POST', '/sync/notion/pause')
  await call('PATCH', `/tasks/${id}`, { priority: 'urgent' })
  hand.edit(page, { Prioridade: 'Alta' })
  await call('POST', '/sync/notion/resume')
  await eventually(async () => {
    const { json } = await server.api('GET', `/sync/conflicts?task_id=${id}`)
    expect(json.conflicts).toHaveLength(1)
  }, PATIENCE_MS)
  return id
}

it.each([true, false])('a conflict is seen side by side and turned round, JavaScript on: %s', async (javaScript) => {
  const title = `Trocar o filtro ${javaScript}`
  const id = await disagree(title)
  const priority = async (): Promise<string> => (await web().server.api('GET', `/tasks/${id}`)).json.priority
  const before = await priority()
  const { page } = await web().open({ javaScript, width: 'phone', theme: 'dark' })
  await page.goto('/web/mirrors')
  await page.getByRole('link', { name: 'Ver todos' }).click()
  const card = page.locator('li').filter({ has: page.getByRole('link', { name: title }) })
  await card.locator('.side').first().waitFor()
  expect((await card.locator('.side .letter').allTextContents()).sort()).toEqual(['alta', 'urgente'])
  if (javaScript) {
    await expectAccessible(page)
    // From the beginning, not from what was clicked.
    await page.reload()
    await expectKeyboard(page)
  }
  await card.getByRole('button', { name: /^Trocar/ }).click()
  await page.getByRole('status').getByText('Trocado.').waitFor()
  expect([before, await priority()].sort()).toEqual(['high', 'urgent'])
  await page.getByRole('link', { name: 'Todos', exact: true }).click()
  await card.getByText('Trocado pelo outro valor em').waitFor()
})

it.each([true, false])('a mirror is held, asked and let go again, JavaScript on: %s', async (javaScript) => {
  const { page } = await web().open({ javaScript, locale: 'en' })
  await page.goto('/web/mirrors')
  const card = page.locator('#mirror-sheets')
  const isHeld = async (): Promise<boolean> =>
    (await web().server.api('GET', '/sync')).json.mirrors.some(
      ({ name, pause }: { name: string; pause: object | null }) => name === 'sheets' && pause !== null,
    )
  await card.getByRole('button', { name: 'Pause: Google Sheets' }).click()
  await card.getByRole('button', { name: 'Resume: Google Sheets' }).waitFor()
  expect(await isHeld()).toBe(true)
  await card.getByRole('button', { name: 'Resume: Google Sheets' }).click()
  await card.getByRole('button', { name: 'Pause: Google Sheets' }).waitFor()
  expect(await isHeld()).toBe(false)
  await card.getByRole('link', { name: 'Google Sheets', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Google Sheets' }).waitFor()
  await page.locator('button[value="pull"]').first().click()
  await page.getByRole('status').getByText('begins').waitFor()
})

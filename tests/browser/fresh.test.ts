import { expect, it } from 'vitest'
import { useConsole } from '../support/browser/console.ts'
import { addTask, taskRow } from '../support/browser/tasks.ts'

// A page that reads itself again takes nothing out of the hands of whoever works on it.
const web = useConsole()

it('what is ticked in a list, and the menu that is open, stay while others change the list', async () => {
  const { page } = await web().open()
  const assignee_id = await web().personId('ana')
  const add = (title: string) => addTask(web(), { title, labels: ['lote'], assignee_id, due_date: '2099-01-01' })
  for (const title of ['Lote um', 'Lote dois', 'Lote três']) await add(title)
  await page.goto('/web/tasks?label=lote')
  for (const title of ['Lote um', 'Lote três']) await taskRow(page, title).getByRole('checkbox').check()
  await page.locator('#bulk-more summary').click()
  await page.locator('#bulk-priority').selectOption('urgent')
  await add('Lote quatro')
  await taskRow(page, 'Lote quatro').waitFor()
  expect(await page.locator('#bulk-priority').isVisible()).toBe(true)
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(2)
  expect(await page.locator('#bulk-priority').inputValue()).toBe('urgent')
  await page.locator('#bulk button[value="priority"]').click()
  await page.getByRole('status').getByText('2 tarefas').waitFor()
})

it('the words of a menu that is open stay while the day changes', async () => {
  const { page } = await web().open()
  const assignee_id = await web().personId('ana')
  const add = (title: string) => addTask(web(), { title, assignee_id, due: 'hoje' })
  await add('Adiar isto')
  await page.goto('/web')
  const row = taskRow(page, 'Adiar isto')
  await row.locator('summary').click()
  await row.locator('input[name="words"]').pressSequentially('em 3')
  await add('Chega no meio')
  await taskRow(page, 'Chega no meio').waitFor()
  await page.keyboard.type(' dias')
  expect(await row.locator('input[name="words"]').inputValue()).toBe('em 3 dias')
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('Adiar isto').waitFor()
})

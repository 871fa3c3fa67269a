import { expect, it, onTestFinished } from 'vitest'
import { useConsole } from '../support/browser/console.ts'
import { openQueue } from '../support/browser/dead-jobs.ts'
import { eventually } from '../support/e2e-operator.ts'

const web = useConsole()

it.each([true, false])(
  'what failed for good begins again, one by one or all together, JavaScript on: %s',
  async (javaScript) => {
    const queue = await openQueue(web().house.env.DATABASE_URL ?? '')
    onTestFinished(queue.close)
    // Of reminders that are gone: there is nothing to do, and no reason to fail again.
    for (let left = 3; left > 0; left -= 1) {
      await queue.kill({ name: 'tasks.remind', data: { reminderId: crypto.randomUUID() } })
    }
    const before = await queue.done('tasks.remind')
    const { page } = await web().open({ javaScript, width: 'phone' })
    await page.goto('/web/health/jobs')
    const stopped = page.locator('li[id^="job-"]')
    expect(await stopped.count()).toBe(3)
    await stopped
      .first()
      .getByRole('button', { name: /^Recomeçar/ })
      .click()
    await page.getByRole('status').getByText('1 trabalho recomeça.').waitFor()
    await expect.poll(() => stopped.count()).toBe(2)
    await eventually(async () => expect(await queue.done('tasks.remind')).toBe(before + 1))

    await page.locator('#redrive-all summary').click()
    await page.getByRole('button', { name: 'Recomeçar todos agora' }).click()
    await page.getByRole('status').getByText('2 trabalhos recomeçam.').waitFor()
    await page.getByRole('heading', { name: 'Nada parado' }).waitFor()
    await eventually(async () => expect(await queue.done('tasks.remind')).toBe(before + 3))
  },
)

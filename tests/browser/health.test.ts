import { expect, it, onTestFinished } from 'vitest'
import { expectAccessible } from '../support/browser/accessible.ts'
import { useConsole } from '../support/browser/console.ts'
import { expectKeyboard } from '../support/browser/keyboard.ts'
import { eventually, newest, sentWith, write } from '../support/e2e-operator.ts'

const web = useConsole({
  furnish: async ({ house, server }) => {
    house.evolution.acknowledge('SERVER_ACK')
    await write(house.evolution, 'tarefas')
    await newest(server, 'reply', 'delivered', 20_000)
  },
})

it.each([true, false])('what is wrong says what to do about it, JavaScript on: %s', async (javaScript) => {
  const { house } = web()
  house.evolution.setState('close')
  onTestFinished(() => house.evolution.setState('open'))
  const { page } = await web().open({ javaScript })
  const gateway = page.locator('#check-evolution')
  // What was answered is kept for ten seconds.
  await eventually(async () => {
    await page.goto('/web/health')
    expect(await gateway.getByText('está desconectado').count()).toBe(1)
  }, 20_000)
  await gateway.getByRole('link', { name: /conexão/i }).click()
  await page.waitForURL('**/web/health/whatsapp')
})

it.each([true, false])(
  'each picture says what it shows, and its figures are a table too, JavaScript on: %s',
  async (javaScript) => {
    const { page } = await web().open({ javaScript, width: 'phone' })
    await page.goto('/web/health/charts')
    const chart = page.locator('#whatsapp-outcomes')
    const picture = chart.getByRole('img')
    await picture.waitFor()
    expect(await picture.locator('desc').textContent()).toMatch(/^Barras de .+ a .+: envios de WhatsApp confirmados/)
    expect(await chart.locator('.bar.good').count()).toBeGreaterThan(0)
    await chart.locator('summary').click()
    await chart.getByRole('columnheader', { name: 'confirmados' }).waitFor()
    const rows = await chart.locator('tbody tr').allTextContents()
    expect(rows).toHaveLength(30)
    expect(rows.at(-1)).toMatch(/[1-9]/)
    if (javaScript) {
      await expectAccessible(page)
      // From the beginning, not from what was clicked.
      await page.reload()
      await expectKeyboard(page)
    }
    await page.getByRole('link', { name: '7 dias' }).click()
    await expect.poll(() => chart.locator('tbody tr').count()).toBe(7)
  },
)

it.each([true, false])('what is connected is tested from the page, JavaScript on: %s', async (javaScript) => {
  const { house, server, personId } = web()
  const { page } = await web().open({ javaScript })
  await page.goto('/web/health')
  await page
    .locator('#check-evolution')
    .getByRole('button', { name: /^Enviar um teste/ })
    .click()
  await page.getByText('Você não tem endereço em WhatsApp.').waitFor()

  const digits = javaScript ? '5511933330001' : '5511933330002'
  const aliases = [{ channel: 'whatsapp', address: `+${digits}` }]
  const added = await server.api('PATCH', `/people/${await personId('ana')}`, { body: { aliases } })
  expect(added.status, added.text).toBe(200)
  await page.goto('/web/health')
  await page
    .locator('#check-evolution')
    .getByRole('button', { name: /^Enviar um teste/ })
    .click()
  await page.getByRole('status').getByText('Teste a caminho.').waitFor()
  expect(page.url()).toMatch(/\/web\/deliveries\/[\w-]+$/)
  await sentWith(house.evolution, 'Teste do SparkOne')
  await server.api('PATCH', `/people/${await personId('ana')}`, { body: { aliases: [] } })
  await page.goto('/web/health/jobs')
  await page.getByRole('heading', { name: 'Nada parado' }).waitFor()
})

import { expect, it, onTestFinished } from 'vitest'
import { expectAccessible } from '../support/browser/accessible.ts'
import { useConsole } from '../support/browser/console.ts'
import { expectKeyboard } from '../support/browser/keyboard.ts'
import { alertGroup, eventually, sentWith, settled, write } from '../support/e2e-operator.ts'

const web = useConsole()

/** A brief for the first operator, to whom WhatsApp and e-mail lead. */
const sendBrief = async (): Promise<string> => {
  const { status, json, text } = await web().server.api('POST', '/brief/send', { body: {} })
  expect(status, text).toBe(202)
  return json.notification_id
}

it.each([true, false])(
  'a delivery that failed on every channel is seen with its whole path, and sent again, JavaScript on: %s',
  async (javaScript) => {
    const { house, server } = web()
    const works = () => {
      house.evolution.always('POST /message/sendText', null)
      house.smtp.fault('recipient', null)
    }
    onTestFinished(works)
    house.evolution.always('POST /message/sendText', { kind: 'answer', status: 422, body: {} })
    house.smtp.fault('recipient', { kind: 'reply', code: 550 })
    const id = await sendBrief()
    await settled(server, id, 'failed', 30_000)

    const { page } = await web().open({ javaScript, width: 'phone' })
    await page.goto('/web/deliveries')
    await page
      .getByRole('navigation', { name: 'Situação' })
      .getByRole('link', { name: /^Não entregues/ })
      .click()
    const row = page.locator(`#delivery-${id}`)
    await row.getByText('Não entregue', { exact: true }).waitFor()
    await row.getByRole('link').first().click()
    await page.getByText('Nenhum canal confirmou.').waitFor()
    const stop = (name: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) })
    for (const channel of ['WhatsApp', 'E-mail']) await stop(channel).getByText('não confirmou').waitFor()
    await stop('Caixa de entrada do SparkOne').waitFor()
    if (javaScript) await expectAccessible(page)

    works()
    house.evolution.acknowledge('SERVER_ACK')
    await page.getByRole('button', { name: 'Reenviar' }).click()
    await page.getByRole('status').getByText('De novo a caminho').waitFor()
    await settled(server, id, 'delivered', 30_000)
    // Seen by itself with JavaScript.
    if (!javaScript) await page.reload()
    await page.getByText('Reenvio 1').first().waitFor()
    await stop('WhatsApp').getByText('confirmado', { exact: true }).waitFor()
  },
)

it.each([true, false])(
  'a channel is held and let go, and holds what is on its way, JavaScript on: %s',
  async (javaScript) => {
    const { house } = web()
    const { page } = await web().open({ javaScript, locale: 'en' })
    await page.goto('/web/deliveries')
    await page.locator('#channel-all').getByRole('button').click()
    await page.getByRole('status').getByText('Paused').waitFor()
    const before = house.evolution.sent.length
    const id = await sendBrief()
    house.evolution.acknowledge('SERVER_ACK')
    // The answer to a pause is not held: once it is out, the brief before it had its turn.
    await write(house.evolution, 'pausar')
    await eventually(() => expect(house.evolution.sent.length).toBeGreaterThan(before))
    await page.goto('/web/deliveries?status=pending')
    await page.locator(`#delivery-${id}`).waitFor()
    expect(house.evolution.sent.slice(before).map(({ text }) => text)).toEqual([expect.stringMatching(/paus/i)])
    await page.locator('#channel-all').getByRole('button').click()
    await settled(web().server, id, 'delivered', 30_000)
    await page.goto('/web/deliveries')
    if (javaScript) {
      await page.keyboard.press('j')
      await page.keyboard.press('o')
      await page.waitForURL(/\/web\/deliveries\/[\w-]+$/)
      await page.goto('/web/deliveries')
      await expectKeyboard(page)
    }
  },
)

it.each([true, false])(
  'a message is followed from what came to what was understood, answered and delivered, JavaScript on: %s',
  async (javaScript) => {
    const { house } = web()
    house.evolution.acknowledge('SERVER_ACK')
    const { page } = await web().open({ javaScript, width: 'phone' })
    await page.goto('/web/messages')
    const text = `comprar tinta ${javaScript ? 'azul' : 'verde'} amanhã`
    await write(house.evolution, text)
    await sentWith(house.evolution, javaScript ? 'tinta azul' : 'tinta verde')
    // By itself with JavaScript.
    const message = page.locator('li', { hasText: text })
    await eventually(async () => {
      if (!javaScript) await page.reload()
      expect(await message.locator('.bubble.out').count()).toBe(1)
    })
    await message.getByText('Criar tarefa').waitFor()
    await message.getByRole('link', { name: /^Abrir a mensagem/ }).click()
    await page.getByRole('heading', { name: 'O que foi respondido' }).waitFor()
    if (javaScript) await expectAccessible(page)
    await page.getByRole('link', { name: /^\d+ · comprar tinta/i }).click()
    await page.getByRole('heading', { level: 1, name: /^comprar tinta/i }).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: 'Ver a entrega' }).click()
    await page.getByRole('heading', { level: 3, name: /^WhatsApp/ }).waitFor()
  },
)

it.each([true, false])('an alert is seen as it comes, with who was told, JavaScript on: %s', async (javaScript) => {
  const { house, server } = web()
  house.evolution.acknowledge('SERVER_ACK', 'DELIVERY_ACK')
  const { page } = await web().open({ javaScript, locale: 'en', theme: 'dark' })
  await page.goto('/web/alerts')
  const name = javaScript ? 'DiscoCheio' : 'CargaAlta'
  expect((await server.api('POST', '/alerts/alertmanager', { body: alertGroup(name) })).status).toBeLessThan(300)
  const row = page.locator('li', { has: page.getByRole('link', { name }) })
  await eventually(async () => {
    if (!javaScript) await page.reload()
    expect(await row.getByText(/: delivered$/).count()).toBeGreaterThan(0)
  }, 20_000)
  await row.getByRole('link', { name }).click()
  await page.getByText('instance: db-1').waitFor()
  if (javaScript) await expectAccessible(page)
  await page.locator('#told').waitFor()
  await page.locator('li[id^="told-"] a').first().click()
  await page.waitForURL(/\/web\/deliveries\//)
})

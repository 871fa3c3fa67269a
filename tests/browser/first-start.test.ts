import { expect, it, onTestFinished } from 'vitest'
import { expectAccessible } from '../support/browser/accessible.ts'
import { useBrowser } from '../support/browser/chromium.ts'
import { openPage } from '../support/browser/page.ts'
import { openHouse } from '../support/e2e-house.ts'
import { eventually } from '../support/e2e-operator.ts'
import { freePort } from '../support/tethered.ts'

const browser = useBrowser()

/** A start on an empty database, and the link to the console that it prints. */
const startFirst = async () => {
  const port = await freePort()
  const house = await openHouse({ database: 'postgres', whatsapp: true, email: true })
  onTestFinished(house.close)
  house.evolution.acknowledge('SERVER_ACK')
  const server = await house.start({ port, env: { PUBLIC_URL: `http://localhost:${port}` } })
  const link = await eventually(() => {
    const printed = /http:\/\/localhost:\d+\/web\/link\/[\w-]+/.exec(server.stdout())?.[0]
    expect(printed, 'the link that a first start prints').toBeDefined()
    return printed as string
  })
  return { house, link, origin: `http://localhost:${port}` }
}

it.each([true, false])(
  'whoever starts SparkOne gets from the printed link to a first task, brief and delivery on a phone, JavaScript on: %s',
  async (javaScript) => {
    const { house, link, origin } = await startFirst()
    // axe is a script.
    const lookAt = javaScript ? expectAccessible : async () => undefined
    const { page } = await openPage(browser(), origin, { javaScript, width: 'phone' })

    await page.goto(link)
    await page.getByRole('button', { name: 'Entrar' }).click()
    await page.getByRole('heading', { level: 1, name: 'Como você quer entrar?' }).waitFor()
    // Whom a start has made has no name of their own yet.
    expect(await page.getByLabel('Seu nome').inputValue()).toBe('')
    await page.getByLabel('Seu nome').fill('Ana Prado')
    await page.getByLabel('E-mail').fill('ana@sparkone.test')
    await page.getByLabel('Nova senha').fill('curta')
    await page.getByRole('button', { name: 'Salvar e entrar' }).click()
    await page.getByText('Use ao menos 12 caracteres.').waitFor()
    expect(await page.getByLabel('E-mail').inputValue()).toBe('ana@sparkone.test')
    expect(await page.getByLabel('Seu nome').inputValue()).toBe('Ana Prado')
    await page.getByLabel('Nova senha').fill('um cavalo na bateria')
    await page.getByRole('button', { name: 'Salvar e entrar' }).click()
    await page.getByRole('heading', { level: 1, name: 'Hoje' }).waitFor()
    await page.getByRole('heading', { name: 'Nada para hoje' }).waitFor()

    // What was understood is shown part by part; what is unticked belongs to the title.
    const quick = page.getByLabel('O que precisa ser feito?')
    if (javaScript) await quick.pressSequentially('ligar pro João hoje urgente')
    else {
      await quick.fill('ligar pro João hoje urgente')
      await page.getByRole('button', { name: 'Conferir antes' }).click()
    }
    await page.getByLabel(/^data: “hoje”/).waitFor()
    await page.getByLabel(/^prioridade: “urgente”/).uncheck()
    if (javaScript) {
      await page.locator('#preview strong', { hasText: 'João urgente' }).waitFor()
      await quick.press('Enter')
    } else await page.getByRole('button', { name: 'Adicionar' }).click()
    const task = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: /João urgente/ }) })
    await task.waitFor()
    await expect.poll(() => quick.inputValue()).toBe('')
    await lookAt(page)

    await page.getByRole('link', { name: 'Resumo' }).click()
    const letter = page.locator('.letter', { hasText: 'João urgente' })
    await letter.waitFor()
    await page.getByRole('button', { name: 'Enviar agora' }).click()
    await page.getByText('Resumo a caminho.').waitFor()
    expect(page.url()).toMatch(/\/web\/deliveries\/[\w-]+$/)
    await letter.waitFor()
    await eventually(() => expect(house.evolution.sent.map(({ text }) => text).join()).toContain('João urgente'))
    // Fresh by itself with JavaScript, by reloading without.
    await eventually(async () => {
      if (!javaScript) await page.reload()
      expect(await page.getByRole('listitem').filter({ hasText: 'WhatsApp' }).first().textContent()).toContain(
        'confirmado',
      )
    })
    await lookAt(page)

    await page.goto(link)
    await page.getByRole('heading', { name: 'Este link não vale mais' }).waitFor()
  },
)

import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { useConsole } from '../support/browser/console.ts'
import { scan } from '../support/browser/scan.ts'
import { GATEWAY_KEY } from '../support/e2e-house.ts'
import { startEvolutionServer } from '../support/evolution-server.ts'
import { freePort } from '../support/tethered.ts'

const web = useConsole()

// As long as the codes of WhatsApp are: so fine is what a camera has to read.
const codeOf = (name: string): string => `2@${name}${'AbC+/9'.repeat(38)},secret,secret`
const answerOf = (code: string) =>
  ({
    kind: 'answer',
    status: 200,
    body: { pairingCode: null, code, base64: 'data:image/png;base64,QR', count: 1 },
  }) as const

/** A gateway that knows nothing yet, and the console beside it. */
const startUnlinked = async () => {
  const gateway = await startEvolutionServer({ exists: false, apiKey: GATEWAY_KEY })
  onTestFinished(gateway.stop)
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const env = { PUBLIC_URL: origin, EVOLUTION_API_BASE_URL: gateway.url }
  const server = await web().house.start({ role: 'serve', port, env })
  onTestFinished(() => server.stop().then())
  return { gateway, origin }
}

it.each([true, false])(
  'a phone is linked by the code that the gateway gives, whichever that is now, and the page says so, JavaScript on: %s',
  async (javaScript) => {
    const { gateway, origin } = await startUnlinked()
    const { page, guard } = await web().open({ javaScript, width: 'narrow', theme: 'dark' })
    guard.expectProblem(new RegExp(`^request to another origin: ${origin}`))
    // By itself with scripts, by its button without.
    const lookAgain = async (page: Page): Promise<void> => {
      if (!javaScript) await page.getByRole('link', { name: 'Atualizar' }).click()
    }
    const code = page.getByRole('img', { name: /^QR code para conectar o WhatsApp/ })

    await page.goto(`${origin}/web/health/whatsapp`)
    await page.getByRole('button', { name: 'Preparar a conexão' }).click()
    await page.getByText('À espera do QR code…').waitFor()
    gateway.always('GET /instance/connect', answerOf(codeOf('first')))
    await lookAgain(page)
    await code.waitFor()
    expect(await scan(code)).toBe(codeOf('first'))

    gateway.always('GET /instance/connect', answerOf(codeOf('second')))
    await lookAgain(page)
    await expect.poll(() => scan(code)).toBe(codeOf('second'))

    gateway.always('GET /instance/connect', null)
    gateway.scan('5511900000042')
    await lookAgain(page)
    await page.getByRole('heading', { name: 'Conectado' }).waitFor()
    await page.getByText('Número de final 0042.').waitFor()
    expect(await code.count()).toBe(0)
  },
)

import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { GATEWAY_KEY, openData, PHONE } from '../support/e2e-house.ts'
import { eventually } from '../support/e2e-operator.ts'
import { endAll, runCommand, runProgram, startServer } from '../support/e2e-process.ts'
import { startEvolutionServer } from '../support/evolution-server.ts'
import { freePort } from '../support/tethered.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
afterAll(endAll)

/** A first day: SparkOne runs, the gateway has no instance, nobody has made a secret. */
const firstDay = async (options: { database: 'pglite' | 'postgres'; exists?: boolean }) => {
  const data = await openData(options.database)
  const evolution = await startEvolutionServer({ apiKey: GATEWAY_KEY, exists: options.exists ?? false })
  const port = await freePort()
  const env = {
    ...data.env,
    LOCALE: 'en',
    PORT: String(port),
    EVOLUTION_API_BASE_URL: evolution.url,
    EVOLUTION_API_KEY: GATEWAY_KEY,
    WHATSAPP_NOTIFY_NUMBERS: `+${PHONE}`,
  }
  const server = await startServer({ env, port })
  closing.push(data.close, evolution.stop, server.kill)
  const connect = (...args: string[]) => runProgram(['whatsapp', 'connect', ...args], env)
  return { env, evolution, server, connect }
}

describe('whatsapp connect beside a running SparkOne', { timeout: 180_000 }, () => {
  // The embedded database belongs to the server, which does it all and passes on what it says.
  it('ends with a message that arrived, and hides the code, the secret and the phone', async () => {
    const { evolution, server, connect, env } = await firstDay({ database: 'pglite' })
    evolution.acknowledge('SERVER_ACK', 'DELIVERY_ACK')
    const connecting = connect('--show-qr')
    await eventually(() => expect(connecting.stdout()).toMatch(/[▀▄█]{3}/), 30_000)
    evolution.scan()
    expect(await connecting.exited(), connecting.output()).toBe(0)
    expect(connecting.stdout()).toMatch(/receipt: the phone has it/)
    expect(connecting.stdout()).toMatch(/✓ WhatsApp: arrived in [\d.]+ s/)
    expect(evolution.sent.map(({ address }) => address)).toEqual([PHONE])
    expect(evolution.webhookRow()).toMatchObject({ url: `http://127.0.0.1:${env.PORT}/webhooks/whatsapp` })
    const { headers } = evolution.webhookRow() as { headers: Record<string, string> }
    const secret = headers['X-SparkOne-Webhook-Secret'] ?? ''
    expect(secret.length).toBeGreaterThan(30)
    for (const hidden of ['canary-qr', secret, PHONE, 'INSTANCE-TOKEN', GATEWAY_KEY]) {
      expect(server.output()).not.toContain(hidden)
      expect(connecting.output()).not.toContain(hidden)
    }
  })

  it('lets the gateway in by its webhook and nobody else, and brings what people write', async () => {
    const { evolution, server, connect } = await firstDay({ database: 'postgres', exists: true })
    evolution.acknowledge('SERVER_ACK', 'DELIVERY_ACK')
    const post = (headers: Record<string, string>) =>
      fetch(`${server.url}/webhooks/whatsapp`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ event: 'messages.upsert', instance: 'sparkone', data: {} }),
      })
    expect((await post({})).status).toBe(401)
    expect(await connect().exited()).toBe(0)
    expect((await post({})).status).toBe(401)
    expect((await post({ 'x-sparkone-webhook-secret': 'a-guess-of-some-length' })).status).toBe(401)
    const wrote = await evolution.incoming({ jid: `${PHONE}@s.whatsapp.net`, id: '3C01', text: 'comprar pão amanhã' })
    expect(wrote.status).toBe(200)
    await eventually(async () => expect((await server.api('GET', '/tasks')).json.tasks).toHaveLength(1))
  })

  it('is over at Ctrl-C, says what stays, and the server goes on', async () => {
    const { server, connect } = await firstDay({ database: 'pglite' })
    const connecting = connect('--show-qr')
    await eventually(() => expect(connecting.stdout()).toMatch(/[▀▄█]{3}/), 30_000)
    connecting.signal('SIGINT')
    expect(await connecting.exited()).toBe(1)
    expect(connecting.stderr()).toContain('What is done stays done')
    expect((await server.api('GET', '/tasks')).status).toBe(200)
    expect(server.output()).not.toContain('a command failed')
  })
})

describe('whatsapp connect on a database where SparkOne was never started', () => {
  it('says so in Portuguese, and makes nothing', async () => {
    const data = await openData('postgres')
    const evolution = await startEvolutionServer({ apiKey: GATEWAY_KEY, exists: false })
    closing.push(data.close, evolution.stop)
    const env = { ...data.env, EVOLUTION_API_BASE_URL: evolution.url, EVOLUTION_API_KEY: GATEWAY_KEY }
    const { code, stderr } = await runCommand(['whatsapp', 'connect'], env)
    expect(code).toBe(1)
    expect(stderr).toContain('ainda não foi iniciado')
    expect(evolution.requests).toEqual([])
  })
})

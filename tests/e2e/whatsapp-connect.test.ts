import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { GATEWAY_KEY, openData, PHONE, WEBHOOK_SECRET } from '../support/e2e-house.ts'
import { eventually } from '../support/e2e-operator.ts'
import { type Environment, endAll, runCommand, runProgram, startServer } from '../support/e2e-process.ts'
import { type EvolutionServer, startEvolutionServer } from '../support/evolution-server.ts'
import { freePort } from '../support/tethered.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
afterAll(endAll)

/** A first day: SparkOne runs, the gateway has no instance, nobody has made a secret. */
const firstDay = async (options: { database: 'pglite' | 'postgres'; exists?: boolean; env?: Environment }) => {
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
    ...options.env,
  }
  const server = await startServer({ env, port })
  closing.push(data.close, evolution.stop, server.kill)
  const connect = (...args: string[]) => runProgram(['whatsapp', 'connect', ...args], env)
  return { env, evolution, server, connect }
}

const paths = (evolution: EvolutionServer) => evolution.requests.map(({ method, path }) => `${method} ${path}`)

for (const database of ['pglite', 'postgres'] as const) {
  describe(`whatsapp connect beside a running SparkOne on ${database}`, () => {
    it('makes the instance, sets the webhook, shows each code, and ends with a message that arrived', async () => {
      const { evolution, server, connect, env } = await firstDay({ database })
      evolution.acknowledge('SERVER_ACK', 'DELIVERY_ACK')
      const connecting = connect('--show-qr')
      const codes = () => connecting.stdout().split('Point it at the code').length - 1
      await eventually(() => expect(codes()).toBe(1), 30_000)
      expect(connecting.stdout()).toMatch(/[▀▄█]{3}/)
      evolution.expireCode()
      await eventually(() => expect(codes()).toBe(2), 15_000)
      evolution.scan()
      expect(await connecting.exited(), connecting.output()).toBe(0)

      const said = connecting.stdout()
      expect(said).toContain('Evolution API')
      expect(said).toContain('licence')
      expect(said).toMatch(/receipt: the phone has it/)
      expect(said).toMatch(/✓ WhatsApp: arrived in [\d.]+ s/)
      expect(evolution.sent.map(({ address }) => address)).toEqual([PHONE])
      expect(evolution.webhookRow()).toMatchObject({
        url: `http://127.0.0.1:${env.PORT}/webhooks/whatsapp`,
        enabled: true,
        webhookByEvents: false,
        events: expect.arrayContaining(['MESSAGES_UPSERT', 'MESSAGES_UPDATE', 'SEND_MESSAGE', 'CONNECTION_UPDATE']),
      })
      // Neither what a phone would scan, nor the secret, nor a phone in full is in a log or on the screen.
      const { headers } = evolution.webhookRow() as { headers: Record<string, string> }
      const secret = headers['X-SparkOne-Webhook-Secret'] ?? ''
      expect(secret.length).toBeGreaterThan(30)
      for (const hidden of ['canary-qr', secret, PHONE, 'INSTANCE-TOKEN', GATEWAY_KEY]) {
        expect(server.output()).not.toContain(hidden)
        expect(connecting.output()).not.toContain(hidden)
      }
    })

    it('repeated, keeps the secret and the instance, and tests again', async () => {
      const { evolution, connect, env } = await firstDay({ database, exists: true })
      evolution.acknowledge('SERVER_ACK', 'DELIVERY_ACK')
      const first = connect()
      expect(await first.exited(), first.output()).toBe(0)
      const before = evolution.webhookRow()
      const again = connect()
      expect(await again.exited(), again.output()).toBe(0)
      expect(evolution.webhookRow()).toEqual(before)
      expect(evolution.sent).toHaveLength(2)
      expect(paths(evolution).filter((path) => path.includes('/instance/create'))).toEqual([])
      const keys = await runCommand(['keys', 'list'], env)
      expect(keys.stdout.match(/webhook whatsapp +ingest/g)).toHaveLength(1)
    })
  })
}

describe('the webhook that whatsapp connect sets', () => {
  it('lets the gateway in and nobody else, and brings what people write', async () => {
    const { evolution, server, connect } = await firstDay({ database: 'postgres', exists: true })
    evolution.acknowledge('SERVER_ACK', 'DELIVERY_ACK')
    const body = { event: 'messages.upsert', instance: 'sparkone', data: {} }
    const post = (headers: Record<string, string>) =>
      fetch(`${server.url}/webhooks/whatsapp`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
    expect((await post({})).status).toBe(401)
    expect(await connect().exited()).toBe(0)
    expect((await post({})).status).toBe(401)
    expect((await post({ 'x-sparkone-webhook-secret': 'a-guess-of-some-length' })).status).toBe(401)
    const wrote = await evolution.incoming({ jid: `${PHONE}@s.whatsapp.net`, id: '3C01', text: 'comprar pão amanhã' })
    expect(wrote.status).toBe(200)
    await eventually(async () => expect((await server.api('GET', '/tasks')).json.tasks).toHaveLength(1))
  })

  it('carries EVOLUTION_WEBHOOK_SECRET where that is set, and makes none', async () => {
    const { evolution, connect, env } = await firstDay({
      database: 'postgres',
      exists: true,
      env: { EVOLUTION_WEBHOOK_SECRET: WEBHOOK_SECRET, PUBLIC_URL: 'https://spark.example.test/' },
    })
    // The gateway of this test cannot reach that name: no receipt comes, and the command says so and fails.
    const connecting = connect()
    await eventually(() => expect(connecting.stdout()).toContain('! Mind:'), 30_000)
    expect(evolution.webhookRow()).toMatchObject({
      url: 'https://spark.example.test/webhooks/whatsapp',
      headers: { 'X-SparkOne-Webhook-Secret': WEBHOOK_SECRET },
    })
    connecting.signal('SIGINT')
    expect(await connecting.exited()).not.toBe(0)
    expect((await runCommand(['keys', 'list'], env)).stdout).not.toContain('webhook whatsapp')
  })
})

describe('whatsapp connect says what is wrong, in words, and exits 1', () => {
  it('when WhatsApp is not configured', async () => {
    const data = await openData('postgres')
    closing.push(data.close)
    const { code, stderr } = await runCommand(['whatsapp', 'connect'], data.env)
    expect(code).toBe(1)
    expect(stderr).toContain('EVOLUTION_API_BASE_URL')
  })

  it('when SparkOne was never started on the database', async () => {
    const data = await openData('postgres')
    closing.push(data.close)
    const env = { ...data.env, EVOLUTION_API_BASE_URL: 'http://127.0.0.1:9', EVOLUTION_API_KEY: GATEWAY_KEY }
    const { code, stderr } = await runCommand(['whatsapp', 'connect'], env)
    expect(code).toBe(1)
    expect(stderr).toContain('ainda não foi iniciado')
  })

  it('when the key is refused, the licence is wanted, or nobody answers', async () => {
    const { evolution, env } = await firstDay({ database: 'postgres' })
    const said = async (more: Environment = {}) => {
      const { code, stderr } = await runCommand(['whatsapp', 'connect'], { ...env, ...more })
      expect(code).toBe(1)
      return stderr
    }
    expect(await said({ EVOLUTION_API_KEY: 'another-key' })).toContain('global key')
    evolution.always('GET /instance/fetchInstances', {
      kind: 'answer',
      status: 503,
      body: { code: 'LICENSE_REQUIRED' },
    })
    expect(await said()).toContain('licence activated')
    evolution.always('GET /instance/fetchInstances', null)
    expect(await said({ EVOLUTION_API_BASE_URL: `http://127.0.0.1:${await freePort()}` })).toContain('does not answer')
  })

  it("when a code would land in a file, or the phone that scanned it is an operator's own", async () => {
    const { evolution, connect } = await firstDay({ database: 'postgres' })
    const piped = connect()
    expect(await piped.exited()).toBe(1)
    expect(piped.output()).toContain('--show-qr')
    expect(piped.output()).not.toMatch(/[▀▄█]{3}/)
    evolution.scan(PHONE)
    const own = connect()
    expect(await own.exited()).toBe(1)
    expect(own.stderr()).toContain("is an operator's")
    expect(evolution.sent).toEqual([])
  })
})

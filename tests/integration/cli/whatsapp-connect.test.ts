import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWhatsAppInstance } from '../../../adapters/evolution/index.ts'
import type { Pairing } from '../../../handlers/cli/pairing.ts'
import { runDataCommand } from '../../../handlers/cli/run.ts'
import { commandContext } from '../../support/command-context.ts'
import { createTestCore, type TestCore } from '../../support/core.ts'
import {
  type EvolutionServer,
  type EvolutionServerOptions,
  startEvolutionServer,
} from '../../support/evolution-server.ts'

const OPERATOR = '5511988887777'
const URL_OF_OURS = 'https://spark.example.test/webhooks/whatsapp'

let test: TestCore
let evolution: EvolutionServer
let worker: NodeJS.Timeout
const begin = async (options: EvolutionServerOptions = {}): Promise<void> => {
  evolution = await startEvolutionServer(options)
}
beforeEach(async () => {
  test = await createTestCore()
  test.whatsapp.always(async () => {
    await test.core.notify.receive({ channel: 'whatsapp', externalId: 'A1', kind: 'delivered', at: test.clock.now() })
    return { outcome: 'accepted', externalId: 'A1' }
  })
  worker = setInterval(() => void test.drain(), 20)
})
afterEach(async () => {
  clearInterval(worker)
  await evolution.stop()
})

interface Asked {
  readonly pairing?: Partial<Pairing>
  readonly apiKey?: string
  readonly baseUrl?: string
  readonly isTerminal?: boolean
  readonly onTold?: (text: string) => void
}

const connect = async (args: readonly string[] = [], asked: Asked = {}) => {
  const told: string[] = []
  const { apiKey = evolution.apiKey, baseUrl = evolution.url, isTerminal = true } = asked
  const pairing: Pairing = {
    instance: createWhatsAppInstance({ baseUrl, apiKey, instance: evolution.instance, timeoutMs: 2000 }),
    webhookUrl: URL_OF_OURS,
    webhookSecret: null,
    drawQr: async (code) => `[QR of ${code}]`,
    answers: async () => true,
    ...asked.pairing,
  }
  const tell = (text: string): void => {
    told.push(text)
    asked.onTold?.(text)
  }
  const context = commandContext({ locale: 'en', isTerminal, tell, pairing })
  const { code, output } = await runDataCommand(test.core, ['whatsapp', 'connect', ...args], context)
  return { code, output, said: told.join('\n') }
}

const headersOf = (row: unknown) => (row as { headers: Record<string, string> }).headers
const asked = () => evolution.requests.map(({ method, path }) => `${method} ${path.replace(/[?].*/, '')}`)

describe('whatsapp connect', () => {
  it('makes the instance that is absent, shows each code once while it is valid, and tests when a phone took it', async () => {
    await begin({ exists: false })
    let codes = 0
    const { code, said } = await connect([], {
      onTold: (text) => {
        if (!text.includes('[QR of')) return
        codes += 1
        if (codes === 1) evolution.expireCode()
        else evolution.scan()
      },
    })
    expect(code).toBe(0)
    expect(said.match(/\[QR of [^\]]+/g)).toEqual(['[QR of 2@canary-qr-1,secret', '[QR of 2@canary-qr-2,secret'])
    expect(said).toContain('Instance sparkone: made.')
    expect(said).toContain('✓ WhatsApp: arrived')
    expect(test.whatsapp.sent.map(({ message }) => message.address)).toEqual([OPERATOR])
    expect(evolution.requests.find(({ path }) => path === '/instance/create')?.body).toEqual({
      instanceName: 'sparkone',
      integration: 'WHATSAPP-BAILEYS',
      qrcode: false,
      groupsIgnore: true,
    })
  })

  it('shows the licence notice of Evolution API before anything else', async () => {
    await begin()
    const { said } = await connect()
    expect(said).toMatch(/^SparkOne uses Evolution API .*\n.*licence/)
  })

  it('makes a webhook secret that opens nothing else, keeps its digest, and says it nowhere', async () => {
    await begin()
    const { said } = await connect()
    const secret = headersOf(evolution.webhookRow())['X-SparkOne-Webhook-Secret'] ?? ''
    expect([...((await test.core.access.authenticate(secret))?.scopes ?? [])]).toEqual(['ingest'])
    expect(said).not.toContain(secret)
    expect(evolution.webhookRow()).toMatchObject({
      url: URL_OF_OURS,
      enabled: true,
      webhookByEvents: false,
      events: expect.arrayContaining(['MESSAGES_UPSERT', 'MESSAGES_EDITED', 'MESSAGES_UPDATE', 'SEND_MESSAGE']),
    })
  })

  it('repeated, makes nothing anew: the same instance, the same secret, another test', async () => {
    await begin()
    await connect()
    const before = evolution.webhookRow()
    const { code, said } = await connect()
    expect(code).toBe(0)
    expect(said).not.toContain('secret: made')
    expect(evolution.webhookRow()).toEqual(before)
    expect(asked()).not.toContain('POST /instance/create')
    expect(test.whatsapp.sent).toHaveLength(2)
  })

  it('takes back the secrets it made before once the gateway lost them, and no other key', async () => {
    await begin()
    await test.core.access.issue({ name: 'panel', scopes: ['ingest'] })
    await connect()
    const lost = headersOf(evolution.webhookRow())['X-SparkOne-Webhook-Secret'] ?? ''
    await evolution.stop()
    await begin()
    await connect()
    expect(await test.core.access.authenticate(lost)).toBeNull()
    expect((await test.core.access.list()).map(({ name }) => name)).toEqual(['panel', 'webhook whatsapp'])
  })

  it('carries EVOLUTION_WEBHOOK_SECRET where that is set, and makes none', async () => {
    await begin()
    await connect([], { pairing: { webhookSecret: 'a-secret-of-the-configuration' } })
    expect(headersOf(evolution.webhookRow())).toEqual({ 'X-SparkOne-Webhook-Secret': 'a-secret-of-the-configuration' })
    expect(await test.core.access.list()).toEqual([])
  })

  it.each([
    ['http://api:8000', 'http://api:8000/webhooks/whatsapp'],
    ['http://api:8000/', 'http://api:8000/webhooks/whatsapp'],
    ['https://a.test/spark/webhooks/whatsapp', 'https://a.test/spark/webhooks/whatsapp'],
  ])('takes %s as the address by which the gateway finds us', async (given, url) => {
    await begin()
    await connect(['--webhook-url', given], { pairing: { webhookUrl: null } })
    expect(evolution.webhookRow()).toMatchObject({ url })
  })

  it.each([[[]], [['--webhook-url', 'spark']], [['--webhook-url', 'file:///etc']]])(
    'without an address for the webhook says what to set, and changes nothing: %j',
    async (args) => {
      await begin({ exists: false })
      expect((await connect(args, { pairing: { webhookUrl: null } })).code).toBe(2)
      expect(evolution.requests).toEqual([])
    },
  )

  it('says that the webhook is not reached from here, and goes on', async () => {
    await begin()
    const { code, said } = await connect([], { pairing: { answers: async () => false } })
    expect(code).toBe(0)
    expect(said).toContain('! Mind: https://spark.example.test/health/live does not answer from here')
  })

  it('shows a code to a person alone: never where output is no terminal, unless told to', async () => {
    await begin({ exists: false })
    const piped = await connect([], { isTerminal: false })
    expect(piped).toMatchObject({ code: 1, output: expect.stringContaining('--show-qr') })
    expect(piped.said).not.toContain('[QR')
    const shown = await connect(['--show-qr'], {
      isTerminal: false,
      onTold: (text) => {
        if (text.includes('[QR of')) evolution.scan()
      },
    })
    expect(shown.code).toBe(0)
  })

  it("refuses a phone that is an operator's own, and sends it nothing", async () => {
    await begin()
    // WhatsApp knows one Brazilian line with and without its ninth digit.
    evolution.scan('551188887777')
    expect(await connect()).toMatchObject({ code: 1, output: expect.stringContaining("is an operator's") })
    expect(test.whatsapp.sent).toEqual([])
  })

  it.each([
    ['the key is refused', 'global key', { apiKey: 'another' }],
    ['nobody answers', 'does not answer', { baseUrl: 'http://127.0.0.1:9' }],
  ] as const)('says what is wrong when %s', async (_, words, given) => {
    await begin()
    expect(await connect([], given)).toMatchObject({ code: 1, output: expect.stringContaining(words) })
  })

  it.each(['GET /instance/fetchInstances', 'GET /webhook/find', 'POST /webhook/set', 'GET /instance/connect'])(
    'says that the licence is wanted, and that an answer is not known, at %s',
    async (route) => {
      await begin()
      evolution.always(route, { kind: 'answer', status: 503, body: { code: 'LICENSE_REQUIRED' } })
      expect(await connect()).toMatchObject({ code: 1, output: expect.stringContaining('licence activated') })
      evolution.always(route, { kind: 'html', status: 502 })
      expect(await connect()).toMatchObject({ code: 1, output: expect.stringContaining('an answer we do not know') })
      expect(test.whatsapp.sent).toEqual([])
    },
  )
})

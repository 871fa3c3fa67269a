import { readWebhook, stripSecrets, verifyWebhookAuth } from '../../adapters/evolution/index.ts'
import {
  createClock,
  createIds,
  createMemoryRateLimit,
  createMemoryStorage,
  createScriptedChannel,
} from '../../adapters/memory/index.ts'
import { SCOPES } from '../../core/access/index.ts'
import { DEFAULT_SETTINGS, makeCore } from '../../core/index.ts'
import { silent } from '../../core/kernel/observer.ts'
import { createHttpApp } from '../../handlers/index.ts'

const SECRET = 'the-secret-of-the-webhook'

/** What one check found: its name, and what was seen where that is not what was wanted. */
export interface Check {
  readonly name: string
  readonly wrong: string | null
}

const check = (name: string, seen: unknown, wanted: unknown): Check => ({
  name,
  wrong: JSON.stringify(seen) === JSON.stringify(wanted) ? null : `saw ${JSON.stringify(seen)}`,
})

/**
 * The core on memory adapters and the HTTP app, from a webhook to a confirmed reply, with nothing but what every
 * JavaScript runtime has: the same file runs on Node, Bun and workerd.
 */
export const runScenario = async (): Promise<readonly Check[]> => {
  const clock = createClock(new Date('2026-11-24T13:00:00Z'))
  const storage = createMemoryStorage({ clock })
  const whatsapp = createScriptedChannel('whatsapp', clock)
  const ids = createIds()
  const core = makeCore({ storage, clock, ids, settings: DEFAULT_SETTINGS, channels: { whatsapp } })
  await core.people.ensureOperators(['5511988887777'])
  const { secret: key } = await core.access.issue({ name: 'portable', scopes: SCOPES })

  const fine = { status: 'ok' as const, detail: 'fine', latencyMs: 0, name: 'memory' }
  const app = createHttpApp({
    core,
    clock,
    ids,
    observer: silent,
    rateLimit: createMemoryRateLimit({ clock }),
    settings: { environment: 'test', version: '0', corsOrigins: [], rateLimitPerMinute: 1000, checkAnswers: true },
    health: {
      database: async () => fine,
      redis: async () => fine,
      evolution: async () => fine,
      smtp: async () => fine,
      notion: async () => fine,
      sheets: async () => fine,
      agno: async () => fine,
      openai: async () => fine,
      ready: async () => [],
    },
    webhook: {
      authenticate: async (headers) => ((await verifyWebhookAuth(headers, SECRET, clock.now())).ok ? 'ok' : 'refused'),
      read: (body) => readWebhook(body, { instance: 'sparkone', receivedAt: clock.now() }),
      strip: stripSecrets,
    },
    sourceOf: () => 'unknown',
    metrics: async () => ({ body: '', type: 'text/plain' }),
    onAnswer: () => undefined,
    onError: () => undefined,
    asset: async () => null,
  })
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await app.fetch(
      new Request(`http://sparkone.test${path}`, {
        method,
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    const text = await response.text()
    const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
    return { status: response.status, json, text }
  }
  const drain = async (): Promise<void> => {
    while ((await storage.jobs.drain(core.jobs, { max: 100 })) > 0);
  }

  const webhook = await call('POST', '/webhooks/whatsapp', MESSAGE, { 'X-SparkOne-Webhook-Secret': SECRET })
  const stranger = await call('POST', '/webhooks/whatsapp', MESSAGE, { 'X-SparkOne-Webhook-Secret': 'wrong' })
  await drain()
  const task = await call('GET', '/tasks/1')
  const refused = await call('POST', '/tasks', { title: 'x', owner: 'me' })
  const created = await call('POST', '/tasks', { title: 'comprar pão' }, { 'Idempotency-Key': 'portable-1' })
  const replayed = await call('POST', '/tasks', { title: 'comprar pão' }, { 'Idempotency-Key': 'portable-1' })
  const brief = await call('GET', '/brief/text')
  const document = await call('GET', '/openapi.json')
  return [
    check('a webhook is stored and answered', [webhook.status, webhook.json], [200, { status: 'accepted' }]),
    check('a webhook without the secret is refused', stranger.status, 401),
    check(
      'the message became a task',
      [task.json.title, task.json.due_at],
      ['pagar boleto', '2026-11-25T13:00:00.000Z'],
    ),
    check(
      'the reply went to the JID received',
      whatsapp.sent.map(({ message }) => message.address),
      [MESSAGE.data.key.remoteJid],
    ),
    check('an unknown field is refused', refused.status, 400),
    check('a repeated request acts once', replayed.json.id, created.json.id),
    check('a brief is composed', brief.text.includes('pagar boleto'), true),
    check('the contract is served', document.json.openapi, '3.1.1'),
  ]
}

const MESSAGE = {
  event: 'messages.upsert',
  instance: 'sparkone',
  data: {
    key: { remoteJid: '5511988887777@s.whatsapp.net', fromMe: false, id: '3A00000000000000PORT' },
    pushName: 'Ana',
    message: { conversation: 'pagar boleto amanhã às 10h' },
    messageType: 'conversation',
    messageTimestamp: 1_795_525_200,
  },
}

import { describe, expect, it } from 'vitest'
import { createMemoryRateLimit } from '../../../adapters/memory/index.ts'
import { PortError } from '../../../core/index.ts'
import type { AccessLine, HttpSettings } from '../../../handlers/http/index.ts'
import { createTestApp, WEBHOOK_SECRET } from '../../support/app.ts'

const settings: HttpSettings = {
  environment: 'test',
  version: '0.0.0-test',
  corsOrigins: [],
  rateLimitPerMinute: 1_000_000,
  checkAnswers: true,
}

describe('every answer', () => {
  it.each([
    ['/tasks', 200],
    ['/tasks/99', 404],
    ['/nothing', 404],
    ['/health', 200],
    ['/tasks?limit=0', 400],
  ])('of %s has secure headers and is never stored', async (path, status) => {
    const test = await createTestApp()
    const answer = await test.call('GET', path)
    expect(answer.status).toBe(status)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('carries the request id it was sent when that is sane, and a new one when it is not', async () => {
    const test = await createTestApp()
    const idFor = async (id: string) =>
      (await test.call('GET', '/nothing', { headers: { 'X-Request-Id': id } })).headers.get('x-request-id')
    expect(await idFor('trace-0123456789')).toBe('trace-0123456789')
    for (const id of ['short', 'a'.repeat(65), '{"x":"y-injected"}', '<script>alert(1)']) {
      expect(await idFor(id), id).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  it('asks the client to close the connection while shutting down', async () => {
    const test = await createTestApp({ deps: { isDraining: () => true } })
    expect((await test.call('GET', '/health')).headers.get('connection')).toBe('close')
  })

  it('is told to the log by the pattern of its route, never by its path or query', async () => {
    const lines: AccessLine[] = []
    const test = await createTestApp({ deps: { onAnswer: (line) => lines.push(line) } })
    await test.call('GET', '/tasks/99?q=segredo')
    await test.call('GET', '/segredo')
    await test.call('PUT', '/tasks/99', { body: {} })
    expect(lines.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['GET', '/tasks/{id}', 400],
      ['GET', 'none', 404],
      ['PUT', '/tasks/{id}', 405],
    ])
  })
})

describe('browsers', () => {
  const origin = 'https://painel.example'
  const open = () => createTestApp({ deps: { settings: { ...settings, corsOrigins: [origin] } } })

  it('of a configured origin may call, and no other', async () => {
    const test = await open()
    const mine = await test.call('GET', '/tasks', { headers: { Origin: origin } })
    expect(mine.headers.get('access-control-allow-origin')).toBe(origin)
    expect(mine.headers.get('access-control-allow-credentials')).toBeNull()
    expect(mine.headers.get('access-control-expose-headers')).toContain('ETag')
    for (const other of ['https://evil.example', `${origin}.evil.example`, 'null']) {
      const { headers } = await test.call('GET', '/tasks', { headers: { Origin: other } })
      expect(headers.get('access-control-allow-origin'), other).toBeNull()
    }
  })

  it('are told what they may send, without a key', async () => {
    const test = await open()
    const { status, headers } = await test.call('OPTIONS', '/tasks/1', {
      key: null,
      headers: { Origin: origin, 'Access-Control-Request-Method': 'PATCH' },
    })
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-methods')).toContain('PATCH')
  })
})

describe('the rate limit', () => {
  it('counts each key by itself, says where it stands, and refuses as 429', async () => {
    const test = await createTestApp({ quota: 3 })
    const answers = []
    for (let n = 0; n < 4; n += 1) answers.push(await test.call('GET', '/tasks'))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429])
    expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"default";q=3;w=60')
    expect(answers[0]?.headers.get('ratelimit')).toMatch(/^"default";r=2;t=\d+$/)
    expect(answers[3]?.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(answers[3]?.json.type).toBe('urn:sparkone:problem:rate_limited')
    expect(test.facts.facts).toContainEqual({ type: 'rate_limited', surface: 'api', reason: 'key' })
    expect((await test.call('GET', '/tasks', { key: test.memberKey })).status).toBe(200)
    test.clock.advance(60_000)
    expect((await test.call('GET', '/tasks')).status).toBe(200)
  })

  it('counts who has no valid key by their address', async () => {
    const test = await createTestApp({ quota: 2 })
    const guess = (n: number) => test.call('GET', '/tasks', { key: `spk_guess${n}` })
    expect([(await guess(1)).status, (await guess(2)).status, (await guess(3)).status]).toEqual([401, 401, 429])
  })

  it('never touches health checks', async () => {
    const test = await createTestApp({ quota: 1 })
    for (const path of ['/health', '/health/live', '/health/ready', '/health/database', '/health/redis']) {
      for (let n = 0; n < 3; n += 1) expect((await test.call('GET', path, { key: null })).status, path).toBe(200)
    }
  })

  it('never touches vendors who proved who they are', async () => {
    const test = await createTestApp({ quota: 1 })
    const secret = { 'X-SparkOne-Webhook-Secret': WEBHOOK_SECRET }
    const alerts = {
      groupKey: '{}',
      status: 'firing',
      alerts: [{ status: 'firing', labels: {}, startsAt: '2026-11-24T12:00:00Z', fingerprint: 'a' }],
    }
    for (let n = 0; n < 5; n += 1) {
      expect((await test.call('POST', '/webhooks/whatsapp', { key: null, headers: secret, body: {} })).status).toBe(200)
      expect((await test.call('POST', '/alerts/alertmanager', { body: alerts })).status).toBe(202)
    }
  })

  it('tells vendors who did not to come again, as 503', async () => {
    const test = await createTestApp({ quota: 1 })
    for (const path of ['/webhooks/whatsapp', '/alerts/alertmanager']) {
      const app = await createTestApp({ quota: 1 })
      expect((await app.call('POST', path, { key: null, body: {} })).status, path).toBe(401)
      const again = await app.call('POST', path, { key: null, body: {} })
      expect([again.status, again.headers.get('retry-after')], path).toEqual([503, expect.stringMatching(/^\d+$/)])
    }
    expect(test.errors).toEqual([])
  })

  it('keeps addresses apart', async () => {
    let source = 'one'
    const test = await createTestApp({ quota: 1, deps: { sourceOf: () => source } })
    expect((await test.call('GET', '/tasks', { key: null })).status).toBe(401)
    expect((await test.call('GET', '/tasks', { key: null })).status).toBe(429)
    source = 'two'
    expect((await test.call('GET', '/tasks', { key: null })).status).toBe(401)
  })
})

describe('when the storage is gone', () => {
  const gone = async () => {
    const test = await createTestApp()
    const fail = () => Promise.reject(new PortError('storage', 'unavailable', 'gone', { retryAfterMs: 2500 }))
    const core = {
      ...test.core,
      tasks: { ...test.core.tasks, list: fail },
      alerts: { ...test.core.alerts, receive: fail },
      capture: { ...test.core.capture, receiveEvent: fail },
    }
    const app = await createTestApp({ deps: { core, rateLimit: createMemoryRateLimit({ clock: test.clock }) } })
    return { call: app.call, key: test.operatorKey }
  }

  it('the API says 503 and when to come again, and nothing of why', async () => {
    const { call, key } = await gone()
    const { status, headers, json } = await call('GET', '/tasks', { key })
    expect([status, headers.get('retry-after'), json.type]).toEqual([503, '3', 'urn:sparkone:problem:unavailable'])
  })

  it('webhooks and alerts get 503, so that their senders try again', async () => {
    const { call, key } = await gone()
    const webhook = await call('POST', '/webhooks/whatsapp', {
      key: null,
      headers: { 'X-SparkOne-Webhook-Secret': WEBHOOK_SECRET },
      body: {},
    })
    const body = {
      groupKey: '{}',
      status: 'firing',
      alerts: [{ status: 'firing', labels: {}, startsAt: '2026-11-24T12:00:00Z', fingerprint: 'a' }],
    }
    expect([webhook.status, (await call('POST', '/alerts/alertmanager', { key, body })).status]).toEqual([503, 503])
  })
})

import { describe, expect, it } from 'vitest'
import type { HealthChecks } from '../../../handlers/http/index.ts'
import { createTestApp } from '../../support/app.ts'

const ok = { status: 'ok' as const, detail: 'answers', latencyMs: 1.5 }
const down = { status: 'unavailable' as const, detail: 'does not answer', latencyMs: 2000 }
const checks = (some: Partial<HealthChecks> = {}): HealthChecks => ({
  database: async () => ({ ...ok, name: 'postgres' }),
  redis: async () => ({ ...ok, name: 'memory' }),
  evolution: async () => ok,
  smtp: async () => ({ ...ok, status: 'disabled', detail: 'not configured' }),
  agno: async () => ({ ...ok, status: 'disabled', detail: 'not configured' }),
  notion: async () => ({ ...ok, status: 'disabled', detail: 'not configured' }),
  sheets: async () => down,
  openai: async () => down,
  ready: async () => [],
  ...some,
})
const appWith = (some: Partial<HealthChecks> = {}) => createTestApp({ deps: { health: checks(some) } })

describe('health', () => {
  it('is four strings for people, without a key', async () => {
    const { status, json } = await (await appWith()).call('GET', '/health', { key: null })
    expect(status).toBe(200)
    expect(json).toEqual({
      status: 'ok',
      timestamp: '2026-11-24T13:00:00.000Z',
      version: '0.0.0-test',
      environment: 'test',
    })
  })

  it('of database and Redis tells whether they answer and how fast', async () => {
    const test = await appWith({ redis: async () => ({ ...down, name: 'redis' }) })
    const database = await test.call('GET', '/health/database', { key: null })
    expect([database.status, database.json]).toEqual([
      200,
      { status: 'ok', database: 'postgres', connected: true, latency_ms: 1.5, timestamp: '2026-11-24T13:00:00.000Z' },
    ])
    const redis = await test.call('GET', '/health/redis', { key: null })
    expect([redis.status, redis.json]).toMatchObject([503, { status: 'unavailable', redis: 'redis', connected: false }])
  })

  it('lives while dependencies are down, and is ready when nothing is missing', async () => {
    const test = await appWith({ ready: async () => ['database', 'draining'] })
    expect((await test.call('GET', '/health/live', { key: null })).status).toBe(200)
    const ready = await test.call('GET', '/health/ready', { key: null })
    expect([ready.status, ready.json]).toEqual([503, { status: 'not_ready', reasons: ['database', 'draining'] }])
  })

  it('of an integration needs a key; disabled is well, unavailable is not', async () => {
    const test = await appWith({ evolution: async () => down })
    expect((await test.call('GET', '/health/evolution', { key: null })).status).toBe(401)
    expect((await test.call('GET', '/health/evolution')).status).toBe(503)
    const smtp = await test.call('GET', '/health/smtp', { key: test.memberKey })
    expect([smtp.status, smtp.json.status]).toEqual([200, 'disabled'])
    const notion = await test.call('GET', '/health/notion')
    expect([notion.status, notion.json.status]).toEqual([200, 'disabled'])
    expect((await test.call('GET', '/health/sheets')).status).toBe(503)
    const agno = await test.call('GET', '/health/agno')
    expect([agno.status, agno.json.status]).toEqual([200, 'disabled'])
    const openai = await test.call('GET', '/health/openai')
    expect([openai.status, openai.json.status]).toEqual([503, 'unavailable'])
    expect((await test.call('GET', '/health/openai', { key: null })).status).toBe(401)
  })

  it('gives metrics as text to a key with the scope', async () => {
    const { status, headers } = await (await appWith()).call('GET', '/metrics')
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../tests/support/e2e-operator.ts'
import { openStack, type Stack } from './stack.ts'

describe('exercício: Redis fora do ar', { timeout: 120_000 }, () => {
  let stack: Stack
  const redisHealth = async () => (await stack.api.api('GET', '/health/redis', { key: null })).status
  beforeAll(async () => {
    stack = await openStack('RedisDown')
  })
  afterAll(() => stack?.close())

  it('o Redis cai: /health/redis responde 503 e a API continua pronta', async () => {
    await stack.redis.down()
    await eventually(async () => expect(await redisHealth()).toBe(503), 20_000)
    expect((await stack.api.api('GET', '/health/ready', { key: null })).status).toBe(200)
  })

  it('as requisições seguem: cada processo conta os limites por si', async () => {
    const { status, headers } = await stack.api.api('POST', '/tasks', { body: { title: 'Sem Redis' } })
    expect(status).toBe(201)
    expect(headers.get('ratelimit')).not.toBeNull()
    await stack.holds('sum(sparkone_cache_failures_total) >= 1')
  })

  it('o alerta RedisDown dispara', async () => {
    await stack.fires('RedisDown')
  })

  it('o Redis volta: tudo se recupera sozinho e o alerta se apaga', async () => {
    await stack.redis.up()
    await eventually(async () => expect(await redisHealth()).toBe(200), 30_000)
    await stack.clears('RedisDown')
  })
})

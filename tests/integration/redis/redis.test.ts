import { afterEach, describe, expect, it } from 'vitest'
import { createClock, createMemoryRateLimit, createRecordingObserver } from '../../../adapters/memory/index.ts'
import {
  createRedisRateLimit,
  openRedis,
  type RedisConnection,
  type RedisSettings,
} from '../../../adapters/redis/index.ts'
import { redisUrl } from '../../support/redis-url.ts'
import { startTcpProxy } from '../../support/tcp-proxy.ts'
import { freePort } from '../../support/tethered.ts'
import { startUpstashServer } from '../../support/upstash-server.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const later = (close: () => Promise<void>) => closing.push(close)

const open = async (settings: RedisSettings): Promise<RedisConnection> => {
  const connection = await openRedis(settings)
  later(connection.close)
  return connection
}
const rest = async () => {
  const server = await startUpstashServer({ redisUrl: redisUrl() })
  later(server.stop)
  return server
}
const proxy = async () => {
  const target = new URL(redisUrl())
  const started = await startTcpProxy({ host: target.hostname, port: Number(target.port || 6379) })
  later(started.stop)
  return { ...started, url: `redis://${started.host}:${started.port}` }
}
const answers = (connection: RedisConnection) =>
  expect
    .poll(
      () =>
        connection.ping().then(
          () => 'yes',
          () => 'no',
        ),
      { timeout: 5000 },
    )
    .toBe('yes')
const key = () => `test:${crypto.randomUUID()}`
const unavailable = { name: 'PortError', port: 'redis', kind: 'unavailable' }
const misconfigured = { name: 'PortError', port: 'redis', kind: 'misconfigured' }

const ways: readonly [string, () => Promise<RedisSettings>][] = [
  ['TCP', async () => ({ url: redisUrl() })],
  ['REST', async () => rest().then(({ url, token }) => ({ restUrl: url, token }))],
]

describe.each(ways)('the one client over %s', (_, settings) => {
  it('keeps texts, numbers, objects and their expiry', async () => {
    const connection = await open(await settings())
    await answers(connection)
    const { client } = connection
    const name = key()
    for (const value of ['ação 🙂', { a: [1, 'dois'] }, 42, '']) {
      await client.set(name, value, { ex: 60 })
      expect(await client.get(name)).toEqual(value)
    }
    expect(await client.ttl(name)).toBeGreaterThan(50)
    expect(await client.set(name, 'x', { nx: true })).toBeNull()
    await client.del(name)
    expect(await client.get(name)).toBeNull()
  })

  it('takes several commands at once, as a pipeline and as a transaction', async () => {
    const connection = await open(await settings())
    await answers(connection)
    const { client } = connection
    const name = key()
    expect(await client.pipeline().incr(name).incrby(name, 5).get(name).exec()).toEqual([1, 6, 6])
    expect(await client.multi().decr(name).get(name).del(name).exec()).toEqual([5, 5, 1])
    expect(await client.eval('return {KEYS[1], ARGV[1]}', ['k'], ['á'])).toEqual(['k', 'á'])
  })

  it('refuses a command that Redis refuses, without repeating it', async () => {
    const connection = await open(await settings())
    await answers(connection)
    const { client } = connection
    const name = key()
    await client.set(name, 'secret words')
    const failed = await client.incr(name).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(Error)
    await client.del(name)
  })
})

describe('a Redis over REST', () => {
  it('is told nothing but the commands', async () => {
    const server = await rest()
    const connection = await open({ restUrl: server.url, token: server.token })
    await connection.ping()
    expect(Object.keys(server.requests[0]?.headers ?? {}).filter((name) => /telemetry/.test(name))).toEqual([])
  })

  it.each(['down', 'html', 'cut', 'throttled'] as const)('that is %s is asked once', async (fault) => {
    const server = await rest()
    const connection = await open({ restUrl: server.url, token: server.token })
    server.fault(fault)
    await expect(connection.ping()).rejects.toMatchObject(unavailable)
    expect(server.requests).toHaveLength(1)
  })

  it('that does not take the token says so', async () => {
    const server = await rest()
    const connection = await open({ restUrl: server.url, token: 'wrong' })
    const failed = await connection.ping().catch((error: unknown) => error)
    expect(failed).toMatchObject(misconfigured)
    expect(String(failed)).not.toContain('wrong')
  })
})

describe('a Redis over TCP', () => {
  it('may be down at the start and comes into use when it is up', async () => {
    const way = await proxy()
    await way.down()
    const connection = await open({ url: way.url })
    await expect(connection.ping()).rejects.toMatchObject(unavailable)
    await way.up()
    await answers(connection)
  })

  it('is found again after a loss', async () => {
    const way = await proxy()
    const connection = await open({ url: way.url })
    await answers(connection)
    way.resetAll()
    await answers(connection)
  })

  it('that does not take the password says so', async () => {
    const url = new URL(redisUrl())
    url.username = 'nobody'
    url.password = 'wrong-password'
    const connection = await open({ url: url.href })
    await expect
      .poll(() => connection.ping().catch((error: unknown) => error), { timeout: 5000 })
      .toMatchObject(misconfigured)
    expect(String(await connection.ping().catch((error: unknown) => error))).not.toContain('wrong-password')
  })

  it('that nobody serves can be closed', async () => {
    const connection = await openRedis({ url: `redis://127.0.0.1:${await freePort()}` })
    await connection.close()
  })
})

describe('the rate limit', () => {
  const policy = { limit: 2, windowSeconds: 60 }
  const limitOver = (connection: RedisConnection, changes: { timeoutMs?: number; pauseMs?: number } = {}) => {
    const observer = createRecordingObserver()
    const clock = createClock()
    const fallback = createMemoryRateLimit({ clock })
    const prefix = `${key()}:`
    const make = () => createRedisRateLimit(connection.client, { fallback, observer, clock, prefix, ...changes })
    return { rateLimit: make(), another: make(), facts: observer.facts, prefix }
  }

  it('is one for all processes', async () => {
    const connection = await open({ url: redisUrl() })
    await answers(connection)
    const { rateLimit, another } = limitOver(connection)
    await rateLimit.hit('a', policy)
    await another.hit('a', policy)
    expect(await rateLimit.hit('a', policy)).toMatchObject({ allowed: false, remaining: 0 })
  })

  it('leaves no counter behind for ever', async () => {
    const connection = await open({ url: redisUrl() })
    await answers(connection)
    const { rateLimit, prefix } = limitOver(connection)
    await rateLimit.hit('a', policy)
    const names = await connection.client.keys(`${prefix}*`)
    expect(names).toHaveLength(1)
    for (const name of names) expect(await connection.client.ttl(name)).toBeLessThanOrEqual(65)
  })

  it('answers soon while Redis hangs: waits once, then counts by itself, and says so', async () => {
    const way = await proxy()
    const connection = await open({ url: way.url })
    await answers(connection)
    const { rateLimit, facts } = limitOver(connection, { timeoutMs: 200, pauseMs: 60_000 })
    way.set({ blackhole: true })
    const started = performance.now()
    const verdicts = [
      await rateLimit.hit('a', policy),
      await rateLimit.hit('a', policy),
      await rateLimit.hit('a', policy),
    ]
    expect(performance.now() - started).toBeLessThan(1000)
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, false])
    expect(facts).toEqual([{ type: 'cache_failure', operation: 'rate_limit' }])
  })

  it('is answered soon while Upstash hangs', async () => {
    const server = await rest()
    const connection = await open({ restUrl: server.url, token: server.token })
    const { rateLimit, facts } = limitOver(connection, { timeoutMs: 200 })
    server.fault('stall')
    expect((await rateLimit.hit('a', policy)).allowed).toBe(true)
    expect(facts).toHaveLength(1)
  })

  it('counts in Redis again when it is back', async () => {
    const way = await proxy()
    const connection = await open({ url: way.url })
    await answers(connection)
    const { rateLimit, facts, prefix } = limitOver(connection, { pauseMs: 50 })
    await way.down()
    await rateLimit.hit('a', policy)
    expect(facts.length).toBeGreaterThan(0)
    await way.up()
    await answers(connection)
    await expect
      .poll(async () => {
        await rateLimit.hit('a', policy)
        return (await connection.client.keys(`${prefix}*`)).length
      })
      .toBe(1)
  })
})

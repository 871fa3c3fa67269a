import { vi } from 'vitest'
import { createClock, createMemoryRateLimit, createRecordingObserver } from '../../../adapters/memory/index.ts'
import { createRedisRateLimit, openRedis, type RedisSettings } from '../../../adapters/redis/index.ts'
import { describeRateLimit, type OpenRateLimitFn } from '../../contracts/index.ts'
import { redisUrl } from '../../support/redis-url.ts'
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts'
import { startUpstashServer } from '../../support/upstash-server.ts'

const proxied = async (): Promise<{ proxy: TcpProxy; url: string }> => {
  const target = new URL(redisUrl())
  const proxy = await startTcpProxy({ host: target.hostname, port: Number(target.port || 6379) })
  return { proxy, url: `redis://${proxy.host}:${proxy.port}` }
}

const over =
  (
    settings: () => Promise<{ redis: RedisSettings; down: () => Promise<void>; close: () => Promise<void> }>,
  ): OpenRateLimitFn =>
  async () => {
    const { redis, down, close } = await settings()
    const connection = await openRedis(redis)
    const clock = createClock(new Date())
    // Over TCP the connection is made in the background.
    await vi.waitFor(() => connection.ping(), { timeout: 5000, interval: 10 })
    const prefix = `test:${crypto.randomUUID()}:`
    return {
      rateLimit: createRedisRateLimit(connection.client, { observer: createRecordingObserver(), clock, prefix }),
      advance: async (ms) => clock.advance(ms),
      breakStore: down,
      close: async () => {
        await connection.close()
        await close()
      },
    }
  }

describeRateLimit(
  'redis over TCP',
  over(async () => {
    const { proxy, url } = await proxied()
    return { redis: { url }, down: proxy.down, close: proxy.stop }
  }),
)

describeRateLimit(
  'redis over REST',
  over(async () => {
    const server = await startUpstashServer({ redisUrl: redisUrl() })
    const down = async () => server.fault('down')
    return { redis: { restUrl: server.url, token: server.token }, down, close: server.stop }
  }),
)

describeRateLimit('redis down, counted in memory', async () => {
  const { proxy, url } = await proxied()
  const connection = await openRedis({ url })
  await proxy.down()
  const clock = createClock()
  const observer = createRecordingObserver()
  return {
    rateLimit: createRedisRateLimit(connection.client, { fallback: createMemoryRateLimit({ clock }), observer, clock }),
    advance: async (ms) => clock.advance(ms),
    breakStore: 'it is down all the time',
    close: connection.close,
  }
})

import { describe, it, vi } from 'vitest'
import { createClock, createRecordingObserver } from '../../adapters/memory/index.ts'
import { createRedisRateLimit, openRedis, type RedisSettings } from '../../adapters/redis/index.ts'
import { describeRateLimit } from '../contracts/index.ts'

const { REDIS_URL: url, UPSTASH_REDIS_REST_URL: restUrl, UPSTASH_REDIS_REST_TOKEN: token } = process.env
const settings: RedisSettings | null = url ? { url } : restUrl && token ? { restUrl, token } : null

if (settings !== null) {
  describeRateLimit('redis, live', async () => {
    const connection = await openRedis(settings)
    const clock = createClock(new Date())
    await vi.waitFor(() => connection.ping(), { timeout: 5000 })
    const prefix = `sparkone-live:${crypto.randomUUID()}:`
    return {
      rateLimit: createRedisRateLimit(connection.client, { observer: createRecordingObserver(), clock, prefix }),
      advance: async (ms) => clock.advance(ms),
      breakStore: 'a real Redis is not ours to break',
      close: () => connection.close(),
    }
  })
} else {
  describe('rate limit contract: redis, live', () => {
    it('needs REDIS_URL, or UPSTASH_REDIS_REST_URL and its token', ({ skip }) => skip('not configured'))
  })
}

export { openRedis, type RedisConnection, type RedisSettings } from './client.ts'
export { createRedisRateLimit, type RedisRateLimitDeps } from './rate-limit.ts'

import { readWebhook, stripSecrets, verifyWebhookAuth } from '../adapters/evolution/index.ts'
import { createIds, systemClock } from '../adapters/memory/index.ts'
import type { Log } from '../adapters/pino/log.ts'
import { ping } from '../adapters/postgres/index.ts'
import { createMetrics } from '../adapters/prometheus/index.ts'
import type { Config } from '../config.ts'
import { type Core, makeCore } from '../core/index.ts'
import { createHttpApp, type HealthChecks, type HttpApp } from '../handlers/http/index.ts'
import { type Database, openDatabase } from './database.ts'
import { docsAsset } from './docs-assets.ts'
import { type Cache, type Outside, openCache, openOutside } from './outside.ts'
import { timed } from './probes.ts'
import { sourceOf } from './source.ts'
import { VERSION } from './version.ts'

/** One process's SparkOne: everything opened and wired, nothing served or worked yet. */
export interface SparkOne {
  readonly core: Core
  readonly app: HttpApp
  readonly database: Database
  readonly metrics: ReturnType<typeof createMetrics>
  /** From now on readiness fails, so that no new request is sent here. */
  drain(): void
  close(): Promise<void>
}

/** Opens what the configuration names and wires the core to it: the only place where adapters are chosen. */
export const openSparkOne = async (config: Config, log: Log): Promise<SparkOne> => {
  const metrics = createMetrics({ version: VERSION, commit: process.env.SPARKONE_COMMIT ?? 'unknown' })
  const { observer } = metrics
  const database = await openDatabase(config.database, {
    observer,
    onJobFailure: (error, { name }) => log.warn({ error, job: name }, 'a job failed'),
    onQueueTrouble: (error) => log.warn({ error }, 'the job queue has trouble'),
  })
  const cache = await openCache(config.redis, observer)
  const outside = openOutside(config)
  const ids = createIds()
  const core = makeCore({
    storage: database.storage,
    clock: systemClock,
    ids,
    settings: config.settings,
    channels: outside.channels,
  })

  let draining = false
  const health = healthOf({ database, cache, outside, isDraining: () => draining })
  metrics.onCollect(() => collect({ database, metrics, health }))

  const app = createHttpApp({
    core,
    clock: systemClock,
    ids,
    observer,
    rateLimit: cache.rateLimit,
    settings: {
      environment: config.environment,
      version: VERSION,
      corsOrigins: config.corsOrigins,
      rateLimitPerMinute: config.rateLimitPerMinute,
      checkAnswers: config.environment === 'test',
    },
    health,
    webhook: webhookOf(config),
    sourceOf: sourceOf(config.trustedProxies),
    metrics: async () => ({ body: await metrics.render(), type: metrics.contentType }),
    onAnswer: ({ requestId, method, route, status, seconds }) => {
      metrics.http.observe(method, route, status, seconds)
      log.info({ request_id: requestId, method, route, status, ms: Math.round(seconds * 1000) }, 'answered')
    },
    onError: (error, requestId) => log.error({ error, request_id: requestId }, 'a request failed'),
    asset: docsAsset,
  })

  return {
    core,
    app,
    database,
    metrics,
    drain: () => {
      draining = true
    },
    close: async () => {
      await cache.close()
      await database.close()
    },
  }
}

const webhookOf = (config: Config) => ({
  authenticate: async (headers: { authorization: string | null; secretHeader: string | null }) => {
    if (config.webhookSecret === null) return 'not_configured' as const
    const verdict = await verifyWebhookAuth(headers, config.webhookSecret, systemClock.now())
    return verdict.ok ? ('ok' as const) : ('refused' as const)
  },
  read: (body: unknown) => readWebhook(body, { instance: config.whatsappInstance, receivedAt: systemClock.now() }),
  strip: stripSecrets,
})

const healthOf = (parts: {
  database: Database
  cache: Cache
  outside: Outside
  isDraining: () => boolean
}): HealthChecks => {
  const { database, cache, outside, isDraining } = parts
  return {
    database: async () => ({ ...(await timed(() => ping(database.connection))), name: database.connection.kind }),
    redis: cache.probe,
    evolution: outside.evolution,
    smtp: outside.smtp,
    ready: async () => {
      if (isDraining()) return ['draining']
      const answers = await timed(() => ping(database.connection))
      if (answers.status !== 'ok') return ['database']
      return (await database.isMigrated().catch(() => false)) ? [] : ['migrations']
    },
  }
}

/** Gauges are read when they are asked for. A question that fails leaves its gauge as it was, but for `up`. */
const collect = async (parts: {
  database: Database
  metrics: SparkOne['metrics']
  health: HealthChecks
}): Promise<void> => {
  const { database, metrics, health } = parts
  const checks = await Promise.all([health.database(), health.redis(), health.evolution(), health.smtp()])
  const names = ['database', 'redis', 'evolution', 'smtp'] as const
  for (const [index, name] of names.entries()) {
    const check = checks[index]
    if (check === undefined || check.status === 'disabled') continue
    metrics.gauges.dependency(name, check.status === 'ok', check.latencyMs / 1000)
  }
  if (checks[0].status !== 'ok') return
  const { pending, failed } = await database.storage.read((stores) => stores.notifications.counts())
  metrics.gauges.notifications(pending, failed)
  for (const queue of await database.runner.depth()) metrics.gauges.queue(queue)
}

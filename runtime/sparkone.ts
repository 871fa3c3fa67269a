import { readWebhook, stripSecrets } from '../adapters/evolution/index.ts'
import { createIds, systemClock } from '../adapters/memory/index.ts'
import type { Log } from '../adapters/pino/log.ts'
import { ping } from '../adapters/postgres/index.ts'
import { createMetrics, type Gauges } from '../adapters/prometheus/index.ts'
import type { Config } from '../config.ts'
import type { Accounts } from '../core/accounts/index.ts'
import { type Core, makeCore } from '../core/index.ts'
import { type AccessLine, createHttpApp, type HealthChecks } from '../handlers/http/index.ts'
import { isPlain, openAccounts } from './accounts.ts'
import { backupLogOf } from './backup-log.ts'
import { pairingOf } from './command-context.ts'
import { isForConsole, openConsole } from './console.ts'
import { type Database, openDatabase } from './database.ts'
import { docsAsset } from './docs-assets.ts'
import { type Interpreters, openInterpreters } from './interpreters.ts'
import { type Mirrors, notesIn, openMirrors, spendIn } from './mirrors.ts'
import { notionWebhook } from './notion-webhook.ts'
import { type Cache, type Outside, openCache, openOutside } from './outside.ts'
import { timed } from './probes.ts'
import { qrModules } from './qr.ts'
import { isSecureOf, sourceOf } from './source.ts'
import { COMMIT, VERSION } from './version.ts'
import { webAssets } from './web-assets.ts'
import { createWebhookGate } from './webhook-gate.ts'

/** One process's SparkOne: everything opened and wired, nothing served or worked yet. */
export interface SparkOne {
  readonly core: Core
  /** The API and the console. */
  readonly fetch: (request: Request, env: unknown) => Response | Promise<Response>
  readonly database: Database
  readonly metrics: ReturnType<typeof createMetrics>
  readonly interpreters: Interpreters
  /** Ways into the console; `accounts.authenticator` says who a browser is. */
  readonly accounts: Accounts
  /** The start is finished: from now on everything is answered. */
  open(): void
  /** From now on readiness fails, so that no new request is sent here. */
  drain(): void
  close(): Promise<void>
}

/** Opens what the configuration names and wires the core to it: the only place where adapters are chosen. */
export const openSparkOne = async (config: Config, log: Log): Promise<SparkOne> => {
  const metrics = createMetrics({ version: VERSION, commit: COMMIT })
  const { observer } = metrics
  const database = await openDatabase(config.database, {
    observer,
    onJobFailure: (error, { name }) => log.warn({ error, job: name }, 'a job failed'),
    onQueueTrouble: (error) => log.warn({ error }, 'the job queue has trouble'),
  })
  const cache = await openCache(config.redis, observer)
  const outside = openOutside(config)
  const interpreters = openInterpreters(config)
  const mirrors = await openMirrors(config, spendIn(database.storage), notesIn(database.storage, 'sheets'))
  const { records: accountRecords, accounts } = openAccounts(config, {
    connection: database.connection,
    storage: database.storage,
    observer,
    log,
  })
  if (config.environment !== 'production' && isPlain(config)) {
    log.warn({}, 'the console is reached over plain http: its sessions can be read on the way')
  }
  const ids = createIds()
  const core = makeCore({
    storage: database.storage,
    clock: systemClock,
    ids,
    settings: config.settings,
    channels: outside.channels,
    mirrors: mirrors.mirrors,
    ...(mirrors.intake === null ? {} : { intake: mirrors.intake }),
    interpreters: interpreters.chain,
    pseudonym: interpreters.pseudonym,
    rateLimit: database.budgets,
    accountRecords,
    jobDesk: database.runner,
    // Where the scripts leave their word is the scripts' to be told, by variables of their own.
    backupLog: backupLogOf(config, process.env),
  })

  let phase: 'starting' | 'open' | 'draining' = 'starting'
  const health = healthOf({ database, cache, outside, interpreters, mirrors, phase: () => phase })
  metrics.collectFrom(() => gaugesOf(database, health, core))

  // What the API and the console are both made from.
  const driving = {
    core,
    clock: systemClock,
    ids,
    observer,
    rateLimit: cache.rateLimit,
    health,
    sourceOf: sourceOf(config.trustedProxies),
    onAnswer: ({ requestId, method, route, status, seconds }: AccessLine) => {
      metrics.http.observe(method, route, status, seconds)
      log.info({ request_id: requestId, method, route, status, ms: Math.round(seconds * 1000) }, 'answered')
    },
    onError: (error: unknown, requestId: string) => log.error({ error, request_id: requestId }, 'a request failed'),
    isStarting: () => phase === 'starting',
    isDraining: () => phase === 'draining',
  }
  const pairing = pairingOf(config)
  const web = openConsole({
    ...driving,
    accounts,
    pairing,
    qr: qrModules,
    settings: {
      environment: config.environment,
      version: VERSION,
      commit: COMMIT,
      startedAt: systemClock.now(),
      publicUrl: config.publicUrl,
      locale: config.settings.locale,
      rateLimitPerMinute: config.rateLimitPerMinute,
    },
    assets: webAssets(),
    isSecure: isSecureOf(config.trustedProxies),
    feed: database.changes,
    after: (ms, work) => {
      const timer = setTimeout(work, ms).unref()
      return () => clearTimeout(timer)
    },
  })
  const app = createHttpApp({
    ...driving,
    settings: {
      environment: config.environment,
      version: VERSION,
      corsOrigins: config.corsOrigins,
      rateLimitPerMinute: config.rateLimitPerMinute,
      checkAnswers: config.environment === 'test',
    },
    webhook: webhookOf(config, core),
    notionWebhook,
    metrics: async () => ({ body: await metrics.render(), type: metrics.contentType }),
    asset: docsAsset,
  })

  return {
    core,
    fetch: (request, env) => (isForConsole(request) ? web.fetch(request, env) : app.fetch(request, env)),
    database,
    metrics,
    interpreters,
    accounts,
    open: () => {
      if (phase === 'starting') phase = 'open'
    },
    drain: () => {
      phase = 'draining'
      web.close()
    },
    close: async () => {
      await cache.close()
      await database.close()
    },
  }
}

const webhookOf = (config: Config, core: Core) => ({
  authenticate: createWebhookGate(config.webhookSecret, core.access),
  read: (body: unknown) => readWebhook(body, { instance: config.whatsappInstance, receivedAt: systemClock.now() }),
  strip: stripSecrets,
})

const healthOf = (parts: {
  database: Database
  cache: Cache
  outside: Outside
  interpreters: Interpreters
  mirrors: Mirrors
  phase: () => 'starting' | 'open' | 'draining'
}): HealthChecks => {
  const { database, cache, outside, interpreters, mirrors, phase } = parts
  return {
    database: async () => ({ ...(await timed(() => ping(database.connection))), name: database.connection.kind }),
    redis: cache.probe,
    evolution: outside.evolution,
    smtp: outside.smtp,
    notion: mirrors.notion,
    sheets: mirrors.sheets,
    agno: interpreters.agno,
    openai: interpreters.openai,
    ready: async () => {
      if (phase() === 'draining') return ['draining']
      const answers = await timed(() => ping(database.connection))
      if (answers.status !== 'ok') return ['database']
      if (!(await database.isMigrated().catch(() => false))) return ['migrations']
      return phase() === 'open' ? [] : ['starting']
    },
  }
}

/** Read at each scrape. With the database down only the checks are shown. */
const gaugesOf = async (database: Database, health: HealthChecks, { capture, sync }: Core): Promise<Gauges> => {
  // What mirrors do says how they are, without asking the outside at each scrape.
  const names = ['database', 'redis', 'evolution', 'smtp', 'agno', 'openai'] as const
  const checks = await Promise.all(names.map(async (name) => ({ name, check: await health[name]() })))
  const dependencies = checks
    .filter(({ check }) => check.status !== 'disabled')
    .map(({ name, check }) => ({ name, up: check.status === 'ok', seconds: check.latencyMs / 1000 }))
  const circuits = capture.circuits().map(({ name, state }) => ({ name: name === 'llm' ? 'openai' : name, state }))
  if (dependencies.some(({ name, up }) => name === 'database' && !up)) return { dependencies, circuits }
  const notifications = await database.storage.read((stores) => stores.notifications.counts())
  const mirrors = (await sync.status()).map(({ name, lagSeconds, pause }) => ({
    name,
    lagSeconds,
    pause: pause?.reason ?? null,
  }))
  return { dependencies, circuits, notifications, mirrors, queues: await database.runner.depth() }
}

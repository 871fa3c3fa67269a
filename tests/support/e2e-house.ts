import { cpSync } from 'node:fs'
import { inject } from 'vitest'
import { freshPostgres } from './databases.ts'
import {
  type Environment,
  runCommand,
  type Server,
  type ServerOptions,
  startServer,
  temporaryData,
} from './e2e-process.ts'
import { type EvolutionServer, startEvolutionServer } from './evolution-server.ts'
import { type SmtpServer, startSmtpServer } from './smtp-server.ts'
import { startUpstashServer } from './upstash-server.ts'

export const WEBHOOK_SECRET = 'canary-webhook-secret-5f1e'
export const GATEWAY_KEY = 'canary-gateway-key-77aa'
/** The operator's phone, as the gateway and as people write it. */
export const PHONE = '5511987650001'
export const JID = `${PHONE}@s.whatsapp.net`
export const EMAIL = 'canary.operator@sparkone.test'

export interface House {
  readonly env: Environment
  readonly evolution: EvolutionServer
  readonly smtp: SmtpServer
  /** Starts a process of it, and points the gateway's webhook there unless it is a worker. */
  start(options?: Omit<ServerOptions, 'env'> & { env?: Environment }): Promise<Server>
  close(): Promise<void>
}

export interface HouseOptions {
  readonly database: 'pglite' | 'postgres'
  readonly cache?: 'memory' | 'tcp' | 'upstash'
  readonly whatsapp?: boolean
  readonly email?: boolean
  readonly env?: Environment
}

interface Part {
  readonly env: Environment
  close(): Promise<void> | void
}

// Making an embedded database takes seconds, copying one milliseconds.
let template: Promise<string> | undefined

const migratedFolder = async (): Promise<string> => {
  const folder = temporaryData()
  process.once('exit', folder.remove)
  const path = `${folder.path}/data`
  const { code, stderr } = await runCommand(['migrate'], { DATABASE_URL: `pglite://${path}` })
  if (code !== 0) throw new Error(stderr)
  return path
}

/** Where the program keeps its data: a migrated folder, or a migrated database on the server of the tests. */
export const openData = async (kind: HouseOptions['database']): Promise<Part & { readonly url: string }> => {
  if (kind === 'postgres') {
    const { url, close } = await freshPostgres()
    return { url, env: { DATABASE_URL: url }, close }
  }
  template ??= migratedFolder()
  const folder = temporaryData()
  cpSync(await template, `${folder.path}/data`, { recursive: true })
  const url = `pglite://${folder.path}/data`
  return { url, env: { DATABASE_URL: url }, close: folder.remove }
}

const openCache = async (kind: HouseOptions['cache']): Promise<Part> => {
  const redisUrl = inject('redisUrl')
  if (kind === 'tcp') return { env: { REDIS_URL: redisUrl }, close: () => undefined }
  if (kind !== 'upstash') return { env: {}, close: () => undefined }
  const upstash = await startUpstashServer({ redisUrl })
  return {
    env: { UPSTASH_REDIS_REST_URL: upstash.url, UPSTASH_REDIS_REST_TOKEN: upstash.token },
    close: upstash.stop,
  }
}

const whatsappEnv = (url: string): Environment => ({
  EVOLUTION_API_BASE_URL: url,
  EVOLUTION_API_KEY: GATEWAY_KEY,
  EVOLUTION_API_TIMEOUT: '2',
})

const emailEnv = (port: number): Environment => ({
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: String(port),
  SMTP_SECURITY: 'none',
  SMTP_FROM: 'sparkone@sparkone.test',
  FALLBACK_EMAIL: EMAIL,
})

/** All that one installation talks to, and its environment. The channels that are off are not configured. */
export const openHouse = async (options: HouseOptions): Promise<House> => {
  const [data, cache, evolution, smtp] = await Promise.all([
    openData(options.database),
    openCache(options.cache),
    startEvolutionServer({ apiKey: GATEWAY_KEY }),
    startSmtpServer({ security: 'none' }),
  ])
  const env: Environment = {
    ...data.env,
    ...cache.env,
    ...(options.whatsapp ? whatsappEnv(evolution.url) : {}),
    ...(options.email ? emailEnv(smtp.port) : {}),
    EVOLUTION_WEBHOOK_SECRET: WEBHOOK_SECRET,
    WHATSAPP_NOTIFY_NUMBERS: `+${PHONE}`,
    // Whatever the time of day of the run.
    QUIET_HOURS: 'none',
    ...options.env,
  }
  const servers: Server[] = []
  return {
    env,
    evolution,
    smtp,
    start: async (start = {}) => {
      const server = await startServer({ ...start, env: { ...env, ...start.env } })
      servers.push(server)
      if (start.role !== 'work') {
        evolution.setWebhook({ url: `${server.url}/webhooks/whatsapp`, jwtKey: WEBHOOK_SECRET })
      }
      return server
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.kill()))
      await Promise.all([evolution.stop(), smtp.stop(), data.close(), cache.close()])
    },
  }
}

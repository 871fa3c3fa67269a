import { type ConsoleConfig, consoleOf } from './config/console.ts'
import { databaseOf, emailOf, redisOf, settingsOf, whatsappOf } from './config/integrations.ts'
import { localeOf } from './config/locale.ts'
import { mirrorsOf } from './config/mirrors.ts'
import { refuseInProduction } from './config/production.ts'
import { type Environment, type ReadFile, readVariables } from './config/read.ts'
import { understandingOf } from './config/understanding.ts'
import { type Problem, type Words, wordsIn } from './config/words.ts'
import type { Locale } from './core/people/index.ts'
import type { CoreSettings } from './core/settings.ts'
import type { CopyField } from './core/sync/ports.ts'
import type { Priority, TaskStatus } from './core/tasks/index.ts'

export interface Config {
  readonly environment: 'development' | 'staging' | 'production' | 'test'
  readonly port: number
  readonly host: string
  /** Without a trailing slash; null: not said. */
  readonly publicUrl: string | null
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly trustedProxies: readonly string[]
  readonly corsOrigins: readonly string[]
  readonly metrics: { readonly port: number; readonly host: string } | null
  readonly database: DatabaseConfig
  readonly redis: RedisConfig
  readonly apiKey: string | null
  readonly rateLimitPerMinute: number
  /** null: WhatsApp is not configured, its turn in every chain passes. */
  readonly whatsapp: WhatsAppConfig | null
  /** Inbound webhooks are refused while null. */
  readonly webhookSecret: string | null
  readonly whatsappInstance: string
  /** Digits with country code. */
  readonly operatorNumbers: readonly string[]
  readonly email: EmailConfig | null
  readonly console: ConsoleConfig
  /** An agent on AgentOS, and a server that speaks the API of OpenAI; null: that one is not asked. */
  readonly agno: AgnoConfig | null
  readonly llm: LlmConfig | null
  /** No start unless one of them is there and takes our credentials. */
  readonly requiresInterpreter: boolean
  /** Outside copies of the tasks; null: that one is not configured. */
  readonly notion: NotionConfig | null
  readonly sheets: SheetsConfig | null
  readonly settings: CoreSettings
}

export type DatabaseConfig =
  | { readonly kind: 'postgres'; readonly url: string; readonly poolMax: number }
  | { readonly kind: 'pglite'; readonly folder: string; readonly explicit: boolean }

export type RedisConfig =
  | { readonly kind: 'memory' }
  | { readonly kind: 'tcp'; readonly url: string }
  | { readonly kind: 'upstash'; readonly restUrl: string; readonly token: string }

export interface WhatsAppConfig {
  readonly baseUrl: string
  readonly apiKey: string
  readonly instance: string
  readonly timeoutMs: number
}

export interface EmailConfig {
  readonly host: string
  readonly port: number
  readonly username: string | null
  readonly password: string | null
  readonly from: string
  readonly security: 'starttls' | 'tls' | 'none'
}

export interface AgnoConfig {
  readonly baseUrl: string
  readonly agentId: string
  /** null: AgentOS asks for none. */
  readonly apiKey: string | null
}

export interface LlmConfig {
  readonly baseUrl: string
  readonly model: string
  /** null: the server asks for none. */
  readonly apiKey: string | null
}

export interface NotionConfig {
  readonly apiKey: string
  /** An id, with dashes or without, or an address. */
  readonly database: string
  readonly baseUrl: string | null
  readonly requestsPer10Seconds: number
  /** null: this field is left out; absent: found by usual names. */
  readonly properties: Partial<Record<CopyField | 'key', string | null>>
  readonly statusOptions: Partial<Record<TaskStatus, string>>
  readonly priorityOptions: Partial<Record<Priority, string>>
  /** A label gets the option that it lacks there; without it, their schema is never changed. */
  readonly createsLabels: boolean
}

export interface SheetsConfig {
  /** Of the service account. */
  readonly account: { readonly clientEmail: string; readonly privateKey: string }
  readonly spreadsheetId: string
  /** null: the first tab. */
  readonly range: string | null
  /** null: no rows become messages. */
  readonly intakeRange: string | null
  readonly apiRootUrl: string | null
  readonly tokenUrl: string | null
  readonly columns: Partial<Record<CopyField | 'time' | 'key', string | null>>
  readonly statusOptions: Partial<Record<TaskStatus, string>>
  readonly priorityOptions: Partial<Record<Priority, string>>
}

/** What is wrong with the environment, all of it at once: names and reasons, never values, in the operator's language. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  /** `misread`: variables that are there and could not be taken, which nothing else calls missing. */
  constructor(problems: readonly Problem[], locale: Locale, misread: ReadonlySet<string> = new Set()) {
    const words = wordsIn(locale)
    const told = problems.map((problem) => problem(quietAbout(misread, words))).filter((problem) => problem !== '')
    super([words.heading(told.length), ...told.map((problem) => `  - ${problem}`)].join('\n'))
    this.problems = told
  }
}

/** The words, but for those that say of one of `names` that it is missing. */
const quietAbout = (names: ReadonlySet<string>, words: Words): Words => {
  const unless = (name: string, said: string): string => (names.has(name) ? '' : said)
  return {
    ...words,
    missing: (name, needer) => unless(name, words.missing(name, needer)),
    noSender: (name) => unless(name, words.noSender(name)),
    noApiKey: (name) => unless(name, words.noApiKey(name)),
    noAuthSecret: (name) => unless(name, words.noAuthSecret(name)),
    chooseEmbedded: (name) => unless(name, words.chooseEmbedded(name)),
  }
}

/**
 * The whole configuration from an environment: pure but for `readFile`, which serves NAME_FILE variables. With an
 * empty environment SparkOne runs on an embedded database with the inbox alone. Throws ConfigError.
 */
export const loadConfig = (env: Environment, readFile: ReadFile): Config => {
  const problems: Problem[] = []
  const misread = new Set<string>()
  const values = readVariables(env, readFile, { problems, names: misread })
  const { process: own, api } = values
  const port = own.PORT ?? 8000

  const config: Config = {
    environment: own.ENVIRONMENT ?? 'development',
    port,
    host: own.HOST ?? '127.0.0.1',
    publicUrl: own.PUBLIC_URL ?? null,
    logLevel: own.LOG_LEVEL ?? 'info',
    trustedProxies: own.TRUSTED_PROXIES ?? [],
    corsOrigins: own.CORS_ORIGINS ?? [],
    metrics: own.METRICS_PORT === undefined ? null : { port: own.METRICS_PORT, host: own.METRICS_HOST ?? '127.0.0.1' },
    database: databaseOf(values),
    redis: redisOf(values, problems),
    apiKey: api.API_KEY ?? null,
    rateLimitPerMinute: api.RATE_LIMIT_PER_MINUTE ?? 600,
    ...whatsappOf(values, problems),
    email: emailOf(values, problems),
    ...consoleOf(values, problems),
    ...understandingOf(values, problems),
    ...mirrorsOf(values, readFile, problems),
    settings: settingsOf(values, problems),
  }
  if (config.environment === 'production') refuseInProduction(config, problems)
  if (problems.length > 0) throw new ConfigError(problems, localeOf(env), misread)
  return config
}

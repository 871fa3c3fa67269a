import type { Config } from '../config.ts'
import type { Problem } from './words.ts'

const PLACEHOLDER = /^(change[-_ ]?me|secret|password|example|placeholder|your[-_ ].*|x+|123.*|test.*|todo)$/i
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/

/** What is fit for trying SparkOne out is refused where it is meant to be relied on. */
export const refuseInProduction = (config: Config, problems: Problem[]): void => {
  if (config.apiKey === null) problems.push((words) => words.noApiKey('API_KEY'))
  if (config.console.authSecret === null) problems.push((words) => words.noAuthSecret('AUTH_SECRET'))
  const secrets = {
    API_KEY: config.apiKey,
    AUTH_SECRET: config.console.authSecret,
    WEB_ADMIN_PASSWORD: config.console.admin?.password ?? null,
    OIDC_CLIENT_SECRET: config.console.oidc?.clientSecret ?? null,
    EVOLUTION_API_KEY: config.whatsapp?.apiKey ?? null,
    EVOLUTION_WEBHOOK_SECRET: config.webhookSecret,
    AGNO_API_KEY: config.agno?.apiKey ?? null,
    LLM_API_KEY: config.llm?.apiKey ?? null,
    NOTION_API_KEY: config.notion?.apiKey ?? null,
    SMTP_PASSWORD: config.email?.password ?? null,
    UPSTASH_REDIS_REST_TOKEN: config.redis.kind === 'upstash' ? config.redis.token : null,
  }
  for (const [name, value] of Object.entries(secrets)) {
    if (value !== null && isPlaceholder(value)) problems.push((words) => words.placeholder(name))
  }
  if (config.database.kind === 'postgres' && isGuessable(new URL(config.database.url))) {
    problems.push((words) => words.guessable('DATABASE_URL'))
  }
  if (config.email !== null && config.email.security === 'none' && !LOOPBACK.test(config.email.host)) {
    problems.push((words) => words.plainMail)
  }
  if (config.database.kind === 'pglite' && !config.database.explicit) {
    problems.push((words) => words.chooseEmbedded('DATABASE_URL'))
  }
}

/** No password at all is left to the server, which may know us by a certificate or a socket. */
const isGuessable = ({ password, username, hostname }: URL): boolean =>
  password !== '' &&
  !LOOPBACK.test(hostname) &&
  (password === username || password === 'postgres' || isPlaceholder(decodeURIComponent(password)))

// Evolution API ships with a well-known default key.
const isPlaceholder = (secret: string): boolean =>
  PLACEHOLDER.test(secret) || secret === 'BQYHJGJHJ' || new Set(secret).size < 4 || /change[-_ ]?me/i.test(secret)

import type { Config, DatabaseConfig, EmailConfig, RedisConfig } from '../config.ts'
import { isTimeZone } from '../core/kernel/time.ts'
import { parseEmail } from '../core/people/email.ts'
import { parsePhone } from '../core/people/phone.ts'
import { type CoreSettings, DEFAULT_SETTINGS } from '../core/settings.ts'
import type { Values } from './read.ts'

const PGLITE = 'pglite://'

export const databaseOf = ({ database }: Values): DatabaseConfig => {
  const url = database.DATABASE_URL
  if (url === undefined) return { kind: 'pglite', folder: './data', explicit: false }
  if (url.startsWith(PGLITE)) return { kind: 'pglite', folder: url.slice(PGLITE.length), explicit: true }
  return { kind: 'postgres', url, poolMax: database.DATABASE_POOL_MAX ?? 10 }
}

export const redisOf = ({ redis }: Values, problems: string[]): RedisConfig => {
  const { REDIS_URL: url, UPSTASH_REDIS_REST_URL: restUrl, UPSTASH_REDIS_REST_TOKEN: token } = redis
  if (url !== undefined && restUrl !== undefined) {
    problems.push('REDIS_URL and UPSTASH_REDIS_REST_URL are both set: keep one.')
  }
  if (url !== undefined) return { kind: 'tcp', url }
  if (restUrl !== undefined && token !== undefined) return { kind: 'upstash', restUrl, token }
  if (restUrl !== undefined) problems.push('UPSTASH_REDIS_REST_TOKEN is missing: UPSTASH_REDIS_REST_URL needs it.')
  if (token !== undefined) problems.push('UPSTASH_REDIS_REST_URL is missing: UPSTASH_REDIS_REST_TOKEN needs it.')
  return { kind: 'memory' }
}

export const whatsappOf = (
  { whatsapp }: Values,
  problems: string[],
): Pick<Config, 'whatsapp' | 'webhookSecret' | 'whatsappInstance' | 'operatorNumbers'> => {
  const { EVOLUTION_API_BASE_URL: baseUrl, EVOLUTION_API_KEY: apiKey } = whatsapp
  const instance = whatsapp.EVOLUTION_INSTANCE ?? 'sparkone'
  if (baseUrl === undefined && apiKey !== undefined) {
    problems.push('EVOLUTION_API_BASE_URL is missing: EVOLUTION_API_KEY needs it.')
  }
  if (baseUrl !== undefined && apiKey === undefined) {
    problems.push('EVOLUTION_API_KEY is missing: EVOLUTION_API_BASE_URL needs it.')
  }
  const timeoutMs = (whatsapp.EVOLUTION_API_TIMEOUT ?? 60) * 1000
  return {
    whatsapp: baseUrl !== undefined && apiKey !== undefined ? { baseUrl, apiKey, instance, timeoutMs } : null,
    webhookSecret: whatsapp.EVOLUTION_WEBHOOK_SECRET ?? null,
    whatsappInstance: instance,
    operatorNumbers: numbersOf(whatsapp.WHATSAPP_NOTIFY_NUMBERS ?? [], problems),
  }
}

const numbersOf = (texts: readonly string[], problems: string[]): readonly string[] =>
  texts.flatMap((text, index) => {
    const number = parsePhone(text)
    if (number === null) {
      problems.push(`WHATSAPP_NOTIFY_NUMBERS: entry ${index + 1} is not a phone number with country and area code.`)
      return []
    }
    return [number]
  })

export const emailOf = ({ email }: Values, problems: string[]): EmailConfig | null => {
  const { SMTP_HOST: host, SMTP_USERNAME: username, SMTP_PASSWORD: password } = email
  if (host === undefined) {
    for (const name of ['FALLBACK_EMAIL', 'SMTP_USERNAME', 'SMTP_PASSWORD', 'SMTP_FROM'] as const) {
      if (email[name] !== undefined) problems.push(`SMTP_HOST is missing: ${name} needs it.`)
    }
    return null
  }
  if (username !== undefined && password === undefined) {
    problems.push('SMTP_PASSWORD is missing: SMTP_USERNAME needs it.')
  }
  if (username === undefined && password !== undefined) {
    problems.push('SMTP_USERNAME is missing: SMTP_PASSWORD needs it.')
  }
  const from = email.SMTP_FROM ?? (username !== undefined && parseEmail(username) !== null ? username : undefined)
  if (from === undefined) problems.push('SMTP_FROM is missing: mail needs a sender.')
  else if (parseEmail(from) === null) problems.push('SMTP_FROM must be one plain e-mail address.')
  const security = email.SMTP_SECURITY ?? 'starttls'
  return {
    host,
    port: email.SMTP_PORT ?? (security === 'tls' ? 465 : 587),
    username: username ?? null,
    password: password ?? null,
    from: from ?? '',
    security,
  }
}

export const settingsOf = (
  { process: own, whatsapp, email, chain, retention }: Values,
  problems: string[],
): CoreSettings => {
  const defaults = DEFAULT_SETTINGS
  const timeZone = own.TIMEZONE ?? defaults.timeZone
  if (!isTimeZone(timeZone)) problems.push('TIMEZONE must be an IANA time zone such as America/Sao_Paulo.')
  const fallback = email.FALLBACK_EMAIL
  const fallbackEmail = fallback === undefined ? null : parseEmail(fallback)
  if (fallback !== undefined && fallbackEmail === null)
    problems.push('FALLBACK_EMAIL must be one plain e-mail address.')
  return {
    timeZone,
    locale: own.LOCALE ?? defaults.locale,
    briefTime: chain.BRIEF_TIME ?? defaults.briefTime,
    quietHours: quietHoursOf(chain.QUIET_HOURS, problems),
    reminderLeadHours: chain.REMINDER_LEAD_HOURS ?? null,
    fallbackEmail,
    receiptDeadlineSeconds: {
      alert: chain.RECEIPT_DEADLINE_ALERT_SECONDS ?? defaults.receiptDeadlineSeconds.alert,
      reminder: chain.RECEIPT_DEADLINE_REMINDER_SECONDS ?? defaults.receiptDeadlineSeconds.reminder,
      brief: chain.RECEIPT_DEADLINE_BRIEF_SECONDS ?? defaults.receiptDeadlineSeconds.brief,
      reply: chain.RECEIPT_DEADLINE_REPLY_SECONDS ?? defaults.receiptDeadlineSeconds.reply,
    },
    expirySeconds: {
      alert: chain.EXPIRY_ALERT_SECONDS ?? defaults.expirySeconds.alert,
      reminder: chain.EXPIRY_REMINDER_SECONDS ?? defaults.expirySeconds.reminder,
      brief: chain.EXPIRY_BRIEF_SECONDS ?? defaults.expirySeconds.brief,
      reply: chain.EXPIRY_REPLY_SECONDS ?? defaults.expirySeconds.reply,
    },
    maxAttempts: chain.DELIVERY_MAX_ATTEMPTS ?? defaults.maxAttempts,
    whatsappHourlyCap: whatsapp.WHATSAPP_HOURLY_CAP ?? defaults.whatsappHourlyCap,
    retentionDays: {
      ...defaults.retentionDays,
      events: retention.RETENTION_EVENTS_DAYS ?? defaults.retentionDays.events,
      messages: retention.RETENTION_MESSAGES_DAYS ?? defaults.retentionDays.messages,
      notifications: retention.RETENTION_NOTIFICATIONS_DAYS ?? defaults.retentionDays.notifications,
    },
  }
}

const quietHoursOf = (text: string | undefined, problems: string[]): CoreSettings['quietHours'] => {
  if (text === undefined) return DEFAULT_SETTINGS.quietHours
  if (text === 'none') return null
  const [start = '', end = ''] = text.split('-')
  if (start === end) problems.push('QUIET_HOURS must start and end at different times; none turns them off.')
  return { start, end }
}

import type { Config, DatabaseConfig, EmailConfig, RedisConfig } from '../config.ts'
import { isTimeZone } from '../core/kernel/time.ts'
import { parseEmail } from '../core/people/email.ts'
import { parsePhone } from '../core/people/phone.ts'
import { type CoreSettings, DEFAULT_SETTINGS } from '../core/settings.ts'
import type { Values } from './read.ts'
import { interpreterSettingsOf } from './understanding.ts'
import type { Problem } from './words.ts'

const PGLITE = 'pglite://'

export const databaseOf = ({ database }: Values): DatabaseConfig => {
  const url = database.DATABASE_URL
  if (url === undefined) return { kind: 'pglite', folder: './data', explicit: false }
  if (url.startsWith(PGLITE)) return { kind: 'pglite', folder: url.slice(PGLITE.length), explicit: true }
  return { kind: 'postgres', url, poolMax: database.DATABASE_POOL_MAX ?? 10 }
}

export const redisOf = ({ redis }: Values, problems: Problem[]): RedisConfig => {
  const { REDIS_URL: url, UPSTASH_REDIS_REST_URL: restUrl, UPSTASH_REDIS_REST_TOKEN: token } = redis
  if (url !== undefined && restUrl !== undefined) {
    problems.push((words) => words.bothSet('REDIS_URL', 'UPSTASH_REDIS_REST_URL'))
  }
  if (url !== undefined) return { kind: 'tcp', url }
  if (restUrl !== undefined && token !== undefined) return { kind: 'upstash', restUrl, token }
  if (restUrl !== undefined)
    problems.push((words) => words.missing('UPSTASH_REDIS_REST_TOKEN', 'UPSTASH_REDIS_REST_URL'))
  if (token !== undefined) problems.push((words) => words.missing('UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN'))
  return { kind: 'memory' }
}

export const whatsappOf = (
  { whatsapp }: Values,
  problems: Problem[],
): Pick<Config, 'whatsapp' | 'webhookSecret' | 'whatsappInstance' | 'operatorNumbers'> => {
  const { EVOLUTION_API_BASE_URL: baseUrl, EVOLUTION_API_KEY: apiKey } = whatsapp
  const instance = whatsapp.EVOLUTION_INSTANCE ?? 'sparkone'
  if (baseUrl === undefined && apiKey !== undefined) {
    problems.push((words) => words.missing('EVOLUTION_API_BASE_URL', 'EVOLUTION_API_KEY'))
  }
  if (baseUrl !== undefined && apiKey === undefined) {
    problems.push((words) => words.missing('EVOLUTION_API_KEY', 'EVOLUTION_API_BASE_URL'))
  }
  const timeoutMs = (whatsapp.EVOLUTION_API_TIMEOUT ?? 60) * 1000
  return {
    whatsapp: baseUrl !== undefined && apiKey !== undefined ? { baseUrl, apiKey, instance, timeoutMs } : null,
    webhookSecret: whatsapp.EVOLUTION_WEBHOOK_SECRET ?? null,
    whatsappInstance: instance,
    operatorNumbers: numbersOf(whatsapp.WHATSAPP_NOTIFY_NUMBERS ?? [], problems),
  }
}

const numbersOf = (texts: readonly string[], problems: Problem[]): readonly string[] =>
  texts.flatMap((text, index) => {
    const number = parsePhone(text)
    if (number === null) {
      problems.push((words) => words.noPhone('WHATSAPP_NOTIFY_NUMBERS', index + 1))
      return []
    }
    return [number]
  })

export const emailOf = ({ email }: Values, problems: Problem[]): EmailConfig | null => {
  const { SMTP_HOST: host, SMTP_USERNAME: username, SMTP_PASSWORD: password } = email
  if (host === undefined) {
    for (const name of ['FALLBACK_EMAIL', 'SMTP_USERNAME', 'SMTP_PASSWORD', 'SMTP_FROM'] as const) {
      if (email[name] !== undefined) problems.push((words) => words.missing('SMTP_HOST', name))
    }
    return null
  }
  if (username !== undefined && password === undefined) {
    problems.push((words) => words.missing('SMTP_PASSWORD', 'SMTP_USERNAME'))
  }
  if (username === undefined && password !== undefined) {
    problems.push((words) => words.missing('SMTP_USERNAME', 'SMTP_PASSWORD'))
  }
  const from = email.SMTP_FROM ?? (username !== undefined && parseEmail(username) !== null ? username : undefined)
  if (from === undefined) problems.push((words) => words.noSender('SMTP_FROM'))
  else if (parseEmail(from) === null) problems.push((words) => words.noAddress('SMTP_FROM'))
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

export const settingsOf = (values: Values, problems: Problem[]): CoreSettings => {
  const { process: own, whatsapp, email, mirrors, chain, retention } = values
  const defaults = DEFAULT_SETTINGS
  const timeZone = own.TIMEZONE ?? defaults.timeZone
  if (!isTimeZone(timeZone)) problems.push((words) => words.noZone('TIMEZONE'))
  const fallback = email.FALLBACK_EMAIL
  const fallbackEmail = fallback === undefined ? null : parseEmail(fallback)
  if (fallback !== undefined && fallbackEmail === null) problems.push((words) => words.noAddress('FALLBACK_EMAIL'))
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
    interpreters: interpreterSettingsOf(values),
    mirrorPullSeconds: mirrors.MIRROR_PULL_SECONDS ?? defaults.mirrorPullSeconds,
    retentionDays: {
      ...defaults.retentionDays,
      events: retention.RETENTION_EVENTS_DAYS ?? defaults.retentionDays.events,
      messages: retention.RETENTION_MESSAGES_DAYS ?? defaults.retentionDays.messages,
      notifications: retention.RETENTION_NOTIFICATIONS_DAYS ?? defaults.retentionDays.notifications,
    },
  }
}

const quietHoursOf = (text: string | undefined, problems: Problem[]): CoreSettings['quietHours'] => {
  if (text === undefined) return DEFAULT_SETTINGS.quietHours
  if (text === 'none') return null
  const [start = '', end = ''] = text.split('-')
  if (start === end) problems.push((words) => words.sameEnds('QUIET_HOURS'))
  return { start, end }
}

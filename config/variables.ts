import { consoleVariables } from './console-variables.ts'
import {
  atLeast,
  clockTime,
  databaseUrl,
  hours,
  http,
  instance,
  list,
  networks,
  oneOf,
  port,
  seconds,
  text,
  url,
  wholeNumber,
} from './kinds.ts'
import { mirrorVariables } from './mirror-variables.ts'
import { understandingVariables } from './understanding-variables.ts'
import { variable } from './variable.ts'

/** All variables that exist, by group, in the order of `.env.example`. */
export const VARIABLES = {
  process: {
    ENVIRONMENT: variable(
      'ENVIRONMENT',
      'Where this runs. production refuses to start with what is only fit for trying out.',
      oneOf(['development', 'staging', 'production', 'test']),
      'development',
    ),
    PORT: variable('PORT', 'The port of the API.', port, '8000'),
    HOST: variable('HOST', 'The address the API listens on.', text, '127.0.0.1'),
    PUBLIC_URL: variable(
      'PUBLIC_URL',
      'Where SparkOne is reached from outside; whatsapp connect gives it to the gateway.',
      http,
      '',
    ),
    LOG_LEVEL: variable(
      'LOG_LEVEL',
      'trace, debug, info, warn, error or silent.',
      oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
      'info',
    ),
    TRUSTED_PROXIES: variable(
      'TRUSTED_PROXIES',
      'Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-For is believed, separated by commas.',
      networks,
      '',
    ),
    CORS_ORIGINS: variable('CORS_ORIGINS', 'Origins that may call the API from a browser; none by default.', list, ''),
    METRICS_PORT: variable(
      'METRICS_PORT',
      'Serves /metrics without a key on this port as well; off by default.',
      port,
      '',
    ),
    METRICS_HOST: variable('METRICS_HOST', 'The address of METRICS_PORT.', text, '127.0.0.1'),
    TIMEZONE: variable(
      'TIMEZONE',
      'The time zone of people who did not say theirs (IANA name).',
      text,
      'America/Sao_Paulo',
    ),
    LOCALE: variable('LOCALE', 'The language of people who did not say theirs.', oneOf(['pt-BR', 'en']), 'pt-BR'),
  },
  database: {
    DATABASE_URL: variable(
      'DATABASE_URL',
      'postgres://user:password@host:5432/name, or pglite://path for the embedded database.',
      databaseUrl,
      'pglite://./data',
      { secret: true },
    ),
    DATABASE_POOL_MAX: variable('DATABASE_POOL_MAX', 'Connections this process may open.', wholeNumber(2, 200), '10'),
  },
  redis: {
    REDIS_URL: variable(
      'REDIS_URL',
      'redis://… or rediss://… for rate limits shared by several processes; memory without it.',
      url(['redis:', 'rediss:']),
      '',
      { secret: true },
    ),
    UPSTASH_REDIS_REST_URL: variable(
      'UPSTASH_REDIS_REST_URL',
      'The same over Upstash REST; needs the token.',
      http,
      '',
    ),
    UPSTASH_REDIS_REST_TOKEN: variable('UPSTASH_REDIS_REST_TOKEN', 'The token of Upstash REST.', text, '', {
      secret: true,
    }),
  },
  api: {
    API_KEY: variable(
      'API_KEY',
      'A key with all scopes. Without it the first start makes one and prints it once.',
      atLeast(16),
      '',
      { secret: true },
    ),
    RATE_LIMIT_PER_MINUTE: variable(
      'RATE_LIMIT_PER_MINUTE',
      'Requests a minute for each key, and for each address without one.',
      wholeNumber(1, 1_000_000),
      '600',
    ),
  },
  whatsapp: {
    EVOLUTION_API_BASE_URL: variable('EVOLUTION_API_BASE_URL', 'Where Evolution API answers.', http, ''),
    EVOLUTION_API_KEY: variable(
      'EVOLUTION_API_KEY',
      'The global key of Evolution API (its AUTHENTICATION_API_KEY).',
      text,
      '',
      {
        secret: true,
      },
    ),
    EVOLUTION_INSTANCE: variable(
      'EVOLUTION_INSTANCE',
      'The instance that SparkOne speaks through: a WhatsApp number of its own.',
      instance,
      'sparkone',
    ),
    EVOLUTION_WEBHOOK_SECRET: variable(
      'EVOLUTION_WEBHOOK_SECRET',
      'The jwt_key of the webhook, or the value of its header X-SparkOne-Webhook-Secret. Inbound is refused without it.',
      atLeast(16),
      '',
      { secret: true },
    ),
    EVOLUTION_API_TIMEOUT: variable(
      'EVOLUTION_API_TIMEOUT',
      'Seconds to wait for one send.',
      wholeNumber(1, 300),
      '60',
    ),
    WHATSAPP_NOTIFY_NUMBERS: variable(
      'WHATSAPP_NOTIFY_NUMBERS',
      'The operators: phone numbers with country code, separated by commas. One taken out becomes a member.',
      list,
      '',
    ),
    WHATSAPP_HOURLY_CAP: variable(
      'WHATSAPP_HOURLY_CAP',
      'Messages an hour on WhatsApp, replies not counted; beyond it e-mail takes over, so that the number is not banned.',
      wholeNumber(1, 10_000),
      '20',
    ),
  },
  email: {
    FALLBACK_EMAIL: variable('FALLBACK_EMAIL', "Where the operators' e-mail goes when WhatsApp fails.", text, ''),
    SMTP_HOST: variable('SMTP_HOST', 'The server that takes outgoing mail.', text, ''),
    SMTP_PORT: variable('SMTP_PORT', 'The port of the mail server; 465 with tls.', port, '587'),
    SMTP_USERNAME: variable('SMTP_USERNAME', 'The account on the mail server, where it wants one.', text, ''),
    SMTP_PASSWORD: variable('SMTP_PASSWORD', 'The password of SMTP_USERNAME.', text, '', { secret: true }),
    SMTP_FROM: variable('SMTP_FROM', 'The sender of the mail; SMTP_USERNAME when that is an address.', text, ''),
    SMTP_SECURITY: variable('SMTP_SECURITY', 'starttls, tls or none.', oneOf(['starttls', 'tls', 'none']), 'starttls'),
  },
  console: consoleVariables,
  understanding: understandingVariables,
  ...mirrorVariables,
  chain: {
    RECEIPT_DEADLINE_ALERT_SECONDS: variable(
      'RECEIPT_DEADLINE_ALERT_SECONDS',
      'How long a channel has to confirm an alert before the next one is tried.',
      seconds,
      '60',
    ),
    RECEIPT_DEADLINE_REMINDER_SECONDS: variable(
      'RECEIPT_DEADLINE_REMINDER_SECONDS',
      'How long a channel has to confirm a reminder.',
      seconds,
      '180',
    ),
    RECEIPT_DEADLINE_BRIEF_SECONDS: variable(
      'RECEIPT_DEADLINE_BRIEF_SECONDS',
      'How long a channel has to confirm a brief.',
      seconds,
      '600',
    ),
    RECEIPT_DEADLINE_REPLY_SECONDS: variable(
      'RECEIPT_DEADLINE_REPLY_SECONDS',
      'How long a channel has to confirm a reply.',
      seconds,
      '120',
    ),
    EXPIRY_ALERT_SECONDS: variable('EXPIRY_ALERT_SECONDS', 'After this an alert is no longer sent.', seconds, '86400'),
    EXPIRY_REMINDER_SECONDS: variable(
      'EXPIRY_REMINDER_SECONDS',
      'After this a reminder is no longer sent.',
      seconds,
      '21600',
    ),
    EXPIRY_BRIEF_SECONDS: variable('EXPIRY_BRIEF_SECONDS', 'After this a brief is no longer sent.', seconds, '43200'),
    EXPIRY_REPLY_SECONDS: variable('EXPIRY_REPLY_SECONDS', 'After this a reply is no longer sent.', seconds, '86400'),
    DELIVERY_MAX_ATTEMPTS: variable(
      'DELIVERY_MAX_ATTEMPTS',
      'Attempts on one channel before the next.',
      wholeNumber(1, 20),
      '5',
    ),
    BRIEF_TIME: variable('BRIEF_TIME', "When the morning brief comes, in each person's zone.", clockTime, '07:30'),
    REMINDER_LEAD_HOURS: variable(
      'REMINDER_LEAD_HOURS',
      'Remind this many hours before the moment too; only at the moment without it.',
      wholeNumber(1, 168),
      '',
    ),
    QUIET_HOURS: variable('QUIET_HOURS', 'When reminders wait, as HH:MM-HH:MM, or none.', hours, '22:00-07:00'),
  },
  retention: {
    RETENTION_EVENTS_DAYS: variable('RETENTION_EVENTS_DAYS', 'Raw webhook events.', wholeNumber(1, 3650), '7'),
    RETENTION_MESSAGES_DAYS: variable('RETENTION_MESSAGES_DAYS', 'Inbound messages.', wholeNumber(1, 3650), '365'),
    RETENTION_NOTIFICATIONS_DAYS: variable(
      'RETENTION_NOTIFICATIONS_DAYS',
      'Notifications, with their deliveries and receipts.',
      wholeNumber(1, 3650),
      '90',
    ),
  },
} as const

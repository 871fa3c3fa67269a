import { createWhatsAppChannel } from '../adapters/evolution/index.ts'
import { createMemoryRateLimit, systemClock } from '../adapters/memory/index.ts'
import { createRedisRateLimit, openRedis } from '../adapters/redis/index.ts'
import { createEmailChannel } from '../adapters/smtp/index.ts'
import type { Config } from '../config.ts'
import type { Observer } from '../core/kernel/observer.ts'
import type { RateLimit } from '../core/kernel/rate-limit.ts'
import type { Channel } from '../core/notify/index.ts'
import type { Probe } from '../handlers/http/index.ts'
import { cachedProbe, disabled, timed } from './probes.ts'

export interface Outside {
  readonly channels: { readonly whatsapp?: Channel; readonly email?: Channel }
  readonly evolution: () => Promise<Probe>
  readonly smtp: () => Promise<Probe>
}

/** The channels that the configuration asks for; each SDK loads with its first use. */
export const openOutside = (config: Config): Outside => {
  const { whatsapp: gateway, email: mail } = config
  const whatsapp = gateway === null ? null : createWhatsAppChannel(gateway)
  const email =
    mail === null
      ? null
      : createEmailChannel({
          host: mail.host,
          port: mail.port,
          from: mail.from,
          security: mail.security,
          ...(mail.username === null || mail.password === null
            ? {}
            : { username: mail.username, password: mail.password }),
        })
  return {
    channels: { ...(whatsapp === null ? {} : { whatsapp }), ...(email === null ? {} : { email }) },
    evolution: whatsapp === null ? disabled('WhatsApp is not configured') : cachedProbe(() => whatsapp.probe()),
    smtp: email === null ? disabled('E-mail is not configured') : cachedProbe(() => email.probe()),
  }
}

export interface Cache {
  readonly rateLimit: RateLimit
  readonly probe: () => Promise<Probe & { readonly name: string }>
  close(): Promise<void>
}

/** Shared counters where Redis is configured, this process's own otherwise and whenever Redis fails. */
export const openCache = async (config: Config['redis'], observer: Observer): Promise<Cache> => {
  const memory = createMemoryRateLimit({ clock: systemClock })
  if (config.kind === 'memory') {
    const fine = { status: 'ok' as const, detail: 'in memory', latencyMs: 0, name: 'memory' }
    return { rateLimit: memory, probe: async () => fine, close: async () => undefined }
  }
  const redis = await openRedis(
    config.kind === 'tcp' ? { url: config.url } : { restUrl: config.restUrl, token: config.token },
  )
  return {
    rateLimit: createRedisRateLimit(redis.client, { fallback: memory, observer, clock: systemClock }),
    probe: async () => ({ ...(await timed(() => redis.ping())), name: redis.kind }),
    close: () => redis.close(),
  }
}

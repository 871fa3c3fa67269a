import type { InboundEvent } from '../../core/capture/index.ts'
import type { Core } from '../../core/index.ts'
import type { Clock } from '../../core/kernel/clock.ts'
import type { Observer } from '../../core/kernel/observer.ts'
import type { RateLimit } from '../../core/kernel/rate-limit.ts'

export interface HttpSettings {
  readonly environment: string
  readonly version: string
  /** Where clients reach us; https there turns HSTS on. */
  readonly publicUrl: string
  /** Origins that may call from a browser; empty: none. */
  readonly corsOrigins: readonly string[]
  /** Addresses or CIDR blocks whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
  /** For each key, and for each source address without one. */
  readonly rateLimitPerMinute: number
}

/** Asks a dependency a real question; rejects when it gives no good answer. */
export interface Ping {
  /** What it is, e.g. `postgresql`, `pglite`, `redis`, `upstash`, `memory`. */
  readonly kind: string
  ping(): Promise<{ readonly latencyMs: number }>
}

export interface ProbeResult {
  readonly status: 'ok' | 'unavailable'
  /** A word of a bounded vocabulary. */
  readonly detail: string
}

export interface HealthProbes {
  readonly database: Ping
  readonly redis: Ping
  /** Whether the database has every migration. */
  migrated(): Promise<boolean>
  /** null: not configured. */
  readonly evolution: (() => Promise<ProbeResult>) | null
  readonly smtp: (() => Promise<ProbeResult>) | null
}

/** How the WhatsApp gateway's webhooks are read; main.ts puts an adapter behind it. */
export interface WhatsAppWebhook {
  /** null: none is configured, and webhooks are refused. */
  secret(): Promise<string | null> | string | null
  verify(
    credentials: { readonly authorization: string | null; readonly secretHeader: string | null },
    secret: string,
    now: Date,
  ): Promise<{ readonly ok: boolean; readonly reason?: string }>
  /** Never empty, never throws. */
  read(body: unknown, receivedAt: Date): readonly InboundEvent[]
  /** The body as it may be kept. */
  strip(body: unknown): unknown
}

/** One answered request, for the access log and the metrics. `route` is the pattern, never the path. */
export interface RequestRecord {
  readonly requestId: string
  readonly method: string
  readonly route: string
  readonly status: number
  readonly seconds: number
  readonly keyId: string | null
}

/** All that the HTTP side is made from. Nothing in it is of one runtime. */
export interface HttpDeps {
  readonly core: Core
  readonly clock: Clock
  readonly settings: HttpSettings
  readonly rateLimit: RateLimit
  readonly observer: Observer
  readonly health: HealthProbes
  readonly whatsapp: WhatsAppWebhook
  /** The Prometheus text and its media type. */
  metrics(): Promise<{ readonly body: string; readonly contentType: string }>
  /** The script of the documentation page; null where it is not installed. */
  loadDocsScript(): Promise<Uint8Array | null>
  onRequest(record: RequestRecord): void
  /** An error nobody foresaw: the client learns the request id and nothing else. */
  onFailure(failure: { readonly requestId: string; readonly route: string; readonly error: unknown }): void
  /** The peer's address, from what the runtime handed to `fetch` beside the request; null when it is not known. */
  remoteAddress(env: unknown): string | null
  /** Shutting down: answers ask the client to close the connection, and readiness fails. */
  isDraining(): boolean
  /** Compares every answer with its contract; for tests. */
  readonly checkResponses?: boolean
}

import type { InboundEvent } from '../../core/capture/index.ts'
import type { Core } from '../../core/index.ts'
import type { Clock } from '../../core/kernel/clock.ts'
import type { Ids } from '../../core/kernel/ids.ts'
import type { Observer } from '../../core/kernel/observer.ts'
import type { RateLimit } from '../../core/kernel/rate-limit.ts'
import type { AccessLine } from '../observed.ts'

/** What a check of something we depend on found. */
export interface Probe {
  readonly status: 'ok' | 'unavailable' | 'disabled'
  /** For people: bounded, without secrets. */
  readonly detail: string
  readonly latencyMs: number
}

export interface HealthChecks {
  /** `name` says what answers: postgres or pglite. */
  database(): Promise<Probe & { readonly name: string }>
  redis(): Promise<Probe & { readonly name: string }>
  evolution(): Promise<Probe>
  smtp(): Promise<Probe>
  notion(): Promise<Probe>
  sheets(): Promise<Probe>
  agno(): Promise<Probe>
  /** The model provider. */
  openai(): Promise<Probe>
  /** Database answering, migrated, start finished, and not draining. The reasons it is not, by name. */
  ready(): Promise<readonly string[]>
}

/** The gateway's webhook, as its adapter reads it. */
export interface WhatsAppWebhook {
  authenticate(headers: {
    readonly authorization: string | null
    readonly secretHeader: string | null
  }): Promise<'ok' | 'refused' | 'not_configured'>
  read(body: unknown): readonly InboundEvent[]
  /** The body without credentials, as it may be stored. */
  strip(body: unknown): unknown
}

/** Notion's webhook, as its adapter reads it. Never throws. */
export interface NotionWebhook {
  /** The token of a first request, which nobody signed; null: it is none. */
  readHandshake(body: unknown): Promise<string | null>
  /** Whether these very bytes were signed with the secret. */
  verify(body: Uint8Array, signature: string | null, secret: string): Promise<boolean>
  /** `isOurs`: about something that a mirror shows. null: no event. */
  readEvent(
    body: unknown,
  ): Promise<{ readonly id: string; readonly isOurs: boolean; readonly pageId?: string | null } | null>
}

export interface HttpSettings {
  readonly environment: string
  readonly version: string
  readonly corsOrigins: readonly string[]
  readonly rateLimitPerMinute: number
  /** In tests: a body that the contract does not describe is an error. */
  readonly checkAnswers: boolean
}

/** All that the HTTP side is made from. Nothing in it is Node's: the app runs wherever `fetch` does. */
export interface HttpDeps {
  readonly core: Core
  readonly clock: Clock
  readonly ids: Ids
  readonly observer: Observer
  readonly rateLimit: RateLimit
  readonly settings: HttpSettings
  readonly health: HealthChecks
  readonly webhook: WhatsAppWebhook
  /** Absent: nobody gets in by it. */
  readonly notionWebhook?: NotionWebhook
  /** Where a request came from, as far as the runtime can tell; `unknown` otherwise. */
  readonly sourceOf: (request: Request, env: unknown) => string
  readonly metrics: () => Promise<{ readonly body: string; readonly type: string }>
  readonly onAnswer: (line: AccessLine) => void
  readonly onError: (error: unknown, requestId: string) => void
  /** Operators and keys may not be there yet: only open routes are answered, lest an operator pass for a stranger. */
  readonly isStarting?: () => boolean
  /** Shutting down: every answer asks the client to close its connection. */
  readonly isDraining?: () => boolean
  /** A file of the docs page by name; null when there is none. */
  readonly asset: (name: string) => Promise<string | null>
}

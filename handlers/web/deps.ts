import type { Accounts } from '../../core/accounts/index.ts'
import type { Core } from '../../core/index.ts'
import type { ChangeFeed } from '../../core/kernel/changes.ts'
import type { Clock } from '../../core/kernel/clock.ts'
import type { Ids } from '../../core/kernel/ids.ts'
import type { Observer } from '../../core/kernel/observer.ts'
import type { RateLimit } from '../../core/kernel/rate-limit.ts'
import type { Locale } from '../../core/people/index.ts'
import type { Pairing } from '../cli/pairing.ts'
import type { HealthChecks } from '../http/index.ts'
import type { AccessLine } from '../observed.ts'
import type { After } from './live/index.ts'

export interface WebSettings {
  readonly environment: string
  readonly version: string
  /** What it was built from; absent: not known. */
  readonly commit?: string
  /** When this process began; absent: not known. */
  readonly startedAt?: Date
  /** Scheme and host by which people reach SparkOne; null: as each request says. */
  readonly publicUrl: string | null
  /** For whoever has not signed in and whose browser says nothing. */
  readonly locale: Locale
  /** Requests a minute and session, or a minute and address before there is one. */
  readonly rateLimitPerMinute: number
}

/** A file the console's pages ask for. */
export interface WebAsset {
  readonly body: string | Uint8Array<ArrayBuffer>
  readonly type: string
}

export interface WebAssets {
  /** Names the contents of all of them: it changes when one does, so that browsers keep them for good. */
  version(): Promise<string>
  /** null: there is none of that name. */
  find(name: string): Promise<WebAsset | null>
}

/** What linking a phone takes beside the core. */
export type WebPairing = Pick<Pairing, 'instance' | 'webhookUrl' | 'webhookSecret'>

/** The modules of a QR code, row by row and without a margin; true is dark. */
export type QrModules = readonly (readonly boolean[])[]

/** All that the console is made from. Nothing in it is Node's. */
export interface WebDeps {
  readonly core: Core
  readonly accounts: Accounts
  readonly clock: Clock
  readonly ids: Ids
  readonly observer: Observer
  readonly rateLimit: RateLimit
  readonly health: HealthChecks
  /** null or absent: WhatsApp is not configured. */
  readonly pairing?: WebPairing | null
  readonly qr: (text: string) => Promise<QrModules>
  readonly settings: WebSettings
  readonly assets: WebAssets
  /** What changed, for pages that keep themselves fresh. */
  readonly feed: ChangeFeed
  readonly after: After
  /** Where a request came from, as far as the runtime can tell; `unknown` otherwise. */
  readonly sourceOf: (request: Request, env: unknown) => string
  /** Whether the request reached the outermost proxy, or us, over TLS. */
  readonly isSecure: (request: Request, env: unknown) => boolean
  readonly onAnswer: (line: AccessLine) => void
  readonly onError: (error: unknown, requestId: string) => void
  /** Operators and accounts may not be there yet. */
  readonly isStarting?: () => boolean
  /** Shutting down: every answer asks the browser to close its connection. */
  readonly isDraining?: () => boolean
}

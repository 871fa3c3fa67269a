/** Why the gateway did not do what it was asked. */
export type GatewayRefusal = 'unauthorized' | 'licence' | 'unreachable' | 'instance_missing' | 'unexpected_answer'

type Told<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: GatewayRefusal }

/** The gateway's side of one WhatsApp number, as far as linking a phone needs it. Repeating a call is harmless. */
export interface GatewayInstance {
  readonly name: string
  ensure(): Promise<Told<'created' | 'existed'>>
  setWebhook(webhook: { readonly url: string; readonly secret: string }): Promise<Told<null>>
  webhook(): Promise<Told<{ readonly secret: string | null } | null>>
  /** `code` is what the QR code holds, null while there is none; it changes when it has expired. */
  link(): Promise<Told<{ readonly state: 'open' } | { readonly state: 'waiting'; readonly code: string | null }>>
  owner(): Promise<Told<string | null>>
}

/** What linking a phone takes beside the core. */
export interface Pairing {
  readonly instance: GatewayInstance
  /** Where the gateway finds us, as the configuration has it; null when it does not say. */
  readonly webhookUrl: string | null
  /** EVOLUTION_WEBHOOK_SECRET; null when it is left to us. */
  readonly webhookSecret: string | null
  /** A code as characters that a phone can scan from a terminal. */
  readonly drawQr: (code: string) => Promise<string>
  /** Whether SparkOne answers at this address, asked from here. */
  readonly answers: (url: string) => Promise<boolean>
}

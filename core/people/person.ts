import type { Role } from '../kernel/actor.ts'
import type { LocalTime } from '../kernel/time.ts'

export type Locale = 'pt-BR' | 'en'
/** The outside channels a chain is made of, in its usual order; the inbox is always last and is never listed. */
export const CHANNEL_NAMES = ['whatsapp', 'email'] as const
export type ChannelName = (typeof CHANNEL_NAMES)[number]
export const ALIAS_CHANNELS = [...CHANNEL_NAMES, 'web', 'sheets'] as const
export type AliasChannel = (typeof ALIAS_CHANNELS)[number]

/** An address by which a person is known on a channel. `key` is what two spellings of one address share. */
export interface Alias {
  readonly id: string
  readonly personId: string
  readonly channel: AliasChannel
  /** As given or first seen: digits of a phone, `…@lid`, an e-mail address, a web user. */
  readonly address: string
  readonly key: string
  readonly createdAt: Date
}

export interface QuietHours {
  readonly start: LocalTime
  readonly end: LocalTime
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** Operator because the configuration lists their number; false for operators made by hand. */
  readonly isConfigured: boolean
  readonly locale: Locale
  readonly timeZone: string
  /** null: never quiet. */
  readonly quietHours: QuietHours | null
  /** When the morning brief comes, in the person's zone; null: no scheduled brief. */
  readonly briefTime: LocalTime | null
  /** Which outside channels, in order; null: WhatsApp, then e-mail. Those without an address are passed over. */
  readonly chain: readonly ChannelName[] | null
  readonly aliases: readonly Alias[]
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
}

/** Someone who wrote and is nobody we serve: never their text, only that they wrote. */
export interface UnknownSender {
  readonly id: string
  readonly channel: AliasChannel
  readonly address: string
  readonly key: string
  /** The other address seen in the same message (LID beside phone), so that admitting admits both. */
  readonly otherAddress: string | null
  readonly displayName: string | null
  readonly messages: number
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
}

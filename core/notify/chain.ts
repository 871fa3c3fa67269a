import type { Message } from '../capture/message.ts'
import { aliasOn, emailKey } from '../people/index.ts'
import { CHANNEL_NAMES, type ChannelName, type Person } from '../people/person.ts'
import type { CoreSettings } from '../settings.ts'
import type { NotificationKind } from './notification.ts'

/** Where a channel leads for one notification; `ref` names the address without holding it. */
export interface Route {
  readonly address: string
  readonly ref: string
}

export interface Recipient {
  readonly person: Person
  readonly kind: NotificationKind
  /** The inbound message answered, if any. */
  readonly message: Message | null
}

/** Null when the channel does not lead to this person. */
export const routeOn = (
  channel: ChannelName,
  recipient: Recipient,
  settings: Pick<CoreSettings, 'fallbackEmail'>,
): Route | null => ROUTES[channel](recipient, settings)

/** The outside channels to try, in order. Empty: the inbox is the whole chain. */
export const planChain = (
  recipient: Recipient,
  settings: Pick<CoreSettings, 'fallbackEmail'>,
): readonly ChannelName[] => {
  const { person, message } = recipient
  // Asked by API or in the console, answered there: the reply is read where the question was put.
  if (message?.channel === 'web' || message?.channel === 'sheets') return []
  const own = person.chain ?? CHANNEL_NAMES
  const wanted: readonly ChannelName[] = replyJid(message) === null ? own : ['whatsapp', ...own]
  return [...new Set(wanted)].filter((channel) => routeOn(channel, recipient, settings) !== null)
}

const replyJid = (message: Message | null): string | null => (message?.channel === 'whatsapp' ? message.replyTo : null)

const whatsappRoute = ({ person, message }: Recipient): Route | null => {
  const jid = replyJid(message)
  if (jid !== null) return { address: jid, ref: 'reply' }
  const alias = aliasOn('whatsapp', person)
  return alias === null ? null : { address: alias.address, ref: alias.id }
}

const emailRoute = (
  { person, kind }: Recipient,
  { fallbackEmail }: Pick<CoreSettings, 'fallbackEmail'>,
): Route | null => {
  const alias = aliasOn('email', person)
  // One name for one address, however it was reached: so a group's e-mail is known to have gone there already.
  const isFallback = alias !== null && fallbackEmail !== null && emailKey(alias.address) === emailKey(fallbackEmail)
  if (alias !== null) return { address: alias.address, ref: isFallback ? 'fallback' : alias.id }
  const mayFallBack = person.role === 'operator' && kind !== 'reply'
  return mayFallBack && fallbackEmail !== null ? { address: fallbackEmail, ref: 'fallback' } : null
}

/** A new channel does not compile until it says where it leads. */
const ROUTES = { whatsapp: whatsappRoute, email: emailRoute } as const satisfies Record<ChannelName, unknown>

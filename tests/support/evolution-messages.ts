/** One message that really left the gateway. */
export interface Sent {
  readonly id: string
  /** As the request named the addressee. */
  readonly address: string
  /** As the gateway calls them. */
  readonly jid: string
  readonly text: string
  /** Unix seconds. */
  readonly at: number
  /** Whether it reached the gateway's own table. */
  readonly kept: boolean
}

/** How the gateway makes a JID of a number, the ninth digit of Brazilian mobiles included. */
export const createJid = (number: string): string => {
  if (number.includes('@')) return number
  const digits = number.replace(/\D/g, '')
  const parts = /^55(\d{2})9(\d{8})$/.exec(digits)
  if (parts === null) return `${digits}@s.whatsapp.net`
  const [, area = '', line = ''] = parts
  return Number(area) < 31 || Number(line[0]) < 7 ? `${digits}@s.whatsapp.net` : `55${area}${line}@s.whatsapp.net`
}

const INSTANCE_ID = '5eb421de-e216-4dad-8a17-f8f3675e4eba'

export const sentBody = ({ id, jid, text, at }: Sent) => ({
  key: { remoteJid: jid, fromMe: true, id },
  pushName: 'Você',
  status: 'PENDING',
  message: { conversation: text },
  contextInfo: {
    mentionedJid: [],
    groupMentions: [],
    ephemeralSettingTimestamp: { low: at - 172_800, high: 0, unsigned: false },
    disappearingMode: { initiator: 0 },
  },
  messageType: 'conversation',
  messageTimestamp: at,
  instanceId: INSTANCE_ID,
  source: 'web',
})

export const storedRecord = ({ id, jid, text, at }: Sent) => ({
  id: `cm${id.toLowerCase()}`,
  key: { id, fromMe: true, remoteJid: jid },
  pushName: 'Você',
  messageType: 'conversation',
  message: { conversation: text },
  messageTimestamp: at,
  instanceId: INSTANCE_ID,
  source: 'web',
  contextInfo: null,
  MessageUpdate: [],
})

export const upsertData = (from: Inbound) => ({
  key: {
    remoteJid: from.jid,
    ...(from.alt === undefined ? {} : { remoteJidAlt: from.alt }),
    fromMe: from.fromMe ?? false,
    id: from.id,
    addressingMode: from.jid.endsWith('@lid') ? 'lid' : 'pn',
  },
  pushName: from.name ?? 'Ana',
  status: 'DELIVERY_ACK',
  message: from.message ?? { conversation: from.text ?? '' },
  messageType: 'conversation',
  messageTimestamp: from.at ?? Math.floor(Date.now() / 1000),
  instanceId: INSTANCE_ID,
  source: 'ios',
})

/** What a person writes to the number of the instance. */
export interface Inbound {
  readonly jid: string
  readonly id: string
  readonly text?: string
  /** Instead of a plain text. */
  readonly message?: unknown
  readonly alt?: string
  readonly name?: string
  readonly fromMe?: boolean
  /** Unix seconds; now by default. */
  readonly at?: number
}

export const updateData = (id: string, jid: string, status: string) => ({
  keyId: id,
  remoteJid: jid,
  fromMe: true,
  status,
  instanceId: INSTANCE_ID,
  messageId: `cm${id.toLowerCase()}`,
})

import type { InboundSender } from '../../core/capture/ports.ts'
import { cleanText, type Fields, wordOf } from './values.ts'

const PHONE = /^(\d{5,20})(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/
const LID = /^(\d{5,20})(?::\d+)?@lid$/

/** Whose chat this is, or why nobody is to be answered there. */
export const chatOf = (key: Fields): { jid: string } | { not: 'group' | 'broadcast' } | null => {
  const jid = wordOf(key.remoteJid)
  if (jid === null) return null
  if (jid.endsWith('@g.us')) return { not: 'group' }
  if (jid.endsWith('@broadcast') || jid.endsWith('@newsletter')) return { not: 'broadcast' }
  return PHONE.test(jid) || LID.test(jid) ? { jid } : null
}

/** The sender of a direct message. Versions differ in where they put the phone of someone addressed by LID. */
export const senderOf = (key: Fields, pushName: unknown): InboundSender => {
  const seen = [key.remoteJid, key.remoteJidAlt, key.senderPn, key.senderLid].map((value) => wordOf(value) ?? '')
  const first = (pattern: RegExp): string | null =>
    seen.map((value) => pattern.exec(value)?.[1]).find((digits) => digits !== undefined) ?? null
  const lid = first(LID)
  return { phone: first(PHONE), lid: lid === null ? null : `${lid}@lid`, displayName: nameOf(pushName) }
}

const nameOf = (value: unknown): string | null => {
  if (typeof value !== 'string') return null
  const name = cleanText(value.replace(/\s+/g, ' ').trim(), 100)
  return name === '' ? null : name
}

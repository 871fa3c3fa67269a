const LID = /^(\d{5,20})(?::\d+)?@lid$/
const JID = /^(\d{5,20})(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/
const DECORATION = /[\s().\-\u00a0\u2010-\u2015]/g

/** Two-digit area code, then nine digits of a mobile or eight of an older line. */
const BRAZILIAN = /^55[1-9][1-9](?:9\d{8}|[1-9]\d{7})$/
const NATIONAL = /^[1-9][1-9](?:9\d{8}|[2-9]\d{7})$/

/** The digits with their country code, or null when the text is no phone number. */
const digitsOf = (text: string): string | null => {
  const trimmed = text.trim().toLowerCase()
  const jid = JID.exec(trimmed)?.[1]
  if (jid !== undefined) return jid
  const bare = trimmed.replace(DECORATION, '')
  if (!/^\+?\d+$/.test(bare)) return null
  if (bare.startsWith('+')) return bare.slice(1)
  if (bare.startsWith('00')) return bare.slice(2)
  // The trunk zero people write before the area code.
  const national = bare.startsWith('0') ? bare.slice(1) : bare
  return NATIONAL.test(national) ? `55${national}` : bare
}

// WhatsApp knows one line by two spellings. A ninth digit before 2 to 5 tells a mobile from somebody's landline, so
// there it stays; such mobiles never had eight digits.
const spelling = (digits: string): string => {
  if (/^55\d{2}9[016-9]\d{7}$/.test(digits)) return digits.slice(0, 4) + digits.slice(5)
  if (/^521\d{10}$/.test(digits) || /^549\d{10}$/.test(digits)) return digits.slice(0, 2) + digits.slice(3)
  return digits
}

/**
 * What all spellings of one WhatsApp address share: digits with country code (Brazilian ones without the ninth digit,
 * Mexican and Argentine ones without their mobile digit), or `…@lid`. Takes a JID, a LID or a phone as people write
 * it; a national Brazilian number needs its area code. A text that is neither comes back trimmed, in lower case.
 */
export const phoneKey = (text: string): string => {
  const lid = LID.exec(text.trim().toLowerCase())?.[1]
  if (lid !== undefined) return `${lid}@lid`
  const digits = digitsOf(text)
  return digits === null ? text.trim().toLowerCase() : spelling(digits)
}

/**
 * The key of an address as we store it and as gateways name it: digits with country code, a JID or a LID. Never taken
 * for a national number, which ten digits of another country look like.
 */
export const addressKey = (address: string): string => phoneKey(/^\d+$/.test(address) ? `+${address}` : address)

/** The digits to store, with country code and as dialled; null when it is no phone number with area code. */
export const parsePhone = (text: string): string | null => {
  const digits = digitsOf(text)
  if (digits === null || !/^[1-9]\d{7,14}$/.test(digits)) return null
  if (digits.startsWith('55')) return BRAZILIAN.test(digits) ? digits : null
  // Without a plus, a short number is somebody's line without its area code.
  return digits.length >= 10 || /^\s*(?:\+|00)/.test(text) ? digits : null
}

/** A phone's digits, or a LID as `…@lid`: what a WhatsApp alias may hold. Null for anything else. */
export const parseWhatsAppAddress = (text: string): string | null => {
  const key = phoneKey(text)
  return key.endsWith('@lid') && LID.test(key) ? key : parsePhone(text)
}

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i

/** What two spellings of one e-mail address share. */
export const emailKey = (text: string): string => text.trim().toLowerCase()

/**
 * One plain address, trimmed, its domain in lower case; null for anything else: display names, lists, quotes, control
 * characters, addresses beyond ASCII, a domain without a dot other than localhost.
 */
export const parseEmail = (text: string): string | null => {
  const trimmed = text.trim()
  const at = trimmed.lastIndexOf('@')
  const local = trimmed.slice(0, at)
  const domain = trimmed.slice(at + 1).toLowerCase()
  if (at < 1 || trimmed.length > 254 || local.length > 64 || !LOCAL.test(local)) return null
  const labels = domain.split('.')
  if (!labels.every((label) => LABEL.test(label))) return null
  return labels.length > 1 || domain === 'localhost' ? `${local}@${domain}` : null
}

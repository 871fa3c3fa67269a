import { cleanText } from './values.ts'

/** Credentials, and blobs that are worth nothing later: never stored, at any depth. */
const DROPPED = new Set([
  'apikey',
  'api_key',
  'token',
  'hash',
  'jwt_key',
  'qrcode',
  'pairingcode',
  'base64',
  'mediakey',
  'messagesecret',
  'jpegthumbnail',
  'waveform',
  'filesha256',
  'fileencsha256',
])
const DEEPEST = 20

/**
 * The body as it may be kept: without the instance token, QR codes, media keys and media. A QR code's event keeps
 * nothing of its data. Strings are made fit for a database. The body itself is left as it was.
 */
export const stripSecrets = (body: unknown): unknown => {
  const stripped = strip(body, 0)
  if (!isObject(stripped)) return stripped
  const event = typeof stripped.event === 'string' ? stripped.event.toLowerCase() : ''
  return /^qrcode[._]updated$/.test(event) ? { ...stripped, data: null } : stripped
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const strip = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEEPEST) return null
  if (Array.isArray(value)) return value.map((member) => strip(member, depth + 1))
  const kept = Object.entries(value).filter(([name]) => !DROPPED.has(name.toLowerCase()))
  return Object.fromEntries(kept.map(([name, member]) => [cleanText(name), strip(member, depth + 1)]))
}

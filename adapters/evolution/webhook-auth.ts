import { fieldsOf } from './values.ts'

/** Evolution makes one token an event and uses it for all its retries, some 20 minutes after it expired. */
const LEEWAY_SECONDS = 40 * 60
const CLOCK_SKEW_SECONDS = 5 * 60
const LONGEST_HEADER = 4096

export type WebhookAuth =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly reason:
        | 'missing'
        | 'wrong_secret'
        | 'malformed'
        | 'algorithm'
        | 'signature'
        | 'expired'
        | 'not_yet_valid'
    }

export interface WebhookCredentials {
  /** The header `Authorization`, as received. */
  readonly authorization: string | null | undefined
  /** The header `X-SparkOne-Webhook-Secret`, as received. */
  readonly secretHeader: string | null | undefined
}

const refused = (reason: Extract<WebhookAuth, { ok: false }>['reason']): WebhookAuth => ({ ok: false, reason })
const utf8 = (text: string) => new TextEncoder().encode(text)

/**
 * Whether a webhook knows the secret: either by an HS256 token made with it (what Evolution's `jwt_key` gives) or by
 * the secret itself in the static header. Compares in constant time; an empty secret lets nobody in.
 */
export const verifyWebhookAuth = async (
  { authorization, secretHeader }: WebhookCredentials,
  secret: string,
  now: Date,
): Promise<WebhookAuth> => {
  if (secret === '' || (!authorization && !secretHeader)) return refused('missing')
  if (secretHeader && secretHeader.length <= LONGEST_HEADER && (await same(secretHeader, secret))) return { ok: true }
  if (!authorization) return refused('wrong_secret')
  if (authorization.length > LONGEST_HEADER) return refused('malformed')
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(authorization)?.[1]
  return token === undefined ? refused('malformed') : verifyToken(token, secret, now)
}

const same = async (given: string, wanted: string): Promise<boolean> => {
  const [left, right] = await Promise.all([given, wanted].map((text) => crypto.subtle.digest('SHA-256', utf8(text))))
  const a = new Uint8Array(left ?? [])
  const b = new Uint8Array(right ?? [])
  let difference = a.length ^ b.length
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0)
  return difference === 0
}

const verifyToken = async (token: string, secret: string, now: Date): Promise<WebhookAuth> => {
  const [head = '', payload = '', signature = ''] = token.split('.')
  const header = decodeJson(head)
  const claims = decodeJson(payload)
  const mark = decode(signature)
  if (header === null || claims === null || mark === null) return refused('malformed')
  // The token does not get to choose how it is checked.
  if (header.alg !== 'HS256') return refused('algorithm')
  const key = await crypto.subtle.importKey('raw', utf8(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  if (!(await crypto.subtle.verify('HMAC', key, mark, utf8(`${head}.${payload}`)))) return refused('signature')
  const { iat, exp } = claims
  if (typeof iat !== 'number' || typeof exp !== 'number' || exp < iat) return refused('malformed')
  const seconds = now.getTime() / 1000
  if (iat > seconds + CLOCK_SKEW_SECONDS) return refused('not_yet_valid')
  return seconds > exp + LEEWAY_SECONDS ? refused('expired') : { ok: true }
}

const decode = (part: string): Uint8Array<ArrayBuffer> | null => {
  try {
    return Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
  } catch {
    return null
  }
}

const decodeJson = (part: string) => {
  const bytes = decode(part)
  if (bytes === null) return null
  try {
    return fieldsOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return null
  }
}

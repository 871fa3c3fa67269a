import { createPrivateKey } from 'node:crypto'
import { z } from 'zod'

export interface ServiceAccount {
  /** Whom a person shares the spreadsheet with. */
  readonly clientEmail: string
  /** PEM, PKCS #8. */
  readonly privateKey: string
}

export type ServiceAccountRead =
  | { readonly account: ServiceAccount }
  /** Never repeats anything of the text. */
  | { readonly problem: 'not_json' | 'not_a_service_account' | 'bad_private_key' }

const Key = z.object({
  type: z.literal('service_account').optional(),
  client_email: z.email(),
  private_key: z.string(),
})

/**
 * Reads the key of a service account as Google hands it out: JSON, or that in base64. Line breaks of the private key
 * that became `\n` on their way through an environment file are mended. Reads no file: a path is the caller's matter.
 */
export const readServiceAccount = (text: string): ServiceAccountRead => {
  const parsed = parse(text) ?? parse(Buffer.from(text, 'base64').toString('utf8'))
  if (parsed === null) return { problem: 'not_json' }
  const read = Key.safeParse(parsed)
  if (!read.success) return { problem: 'not_a_service_account' }
  const privateKey = `${read.data.private_key.replaceAll('\\n', '\n').trim()}\n`
  return isPrivateKey(privateKey)
    ? { account: { clientEmail: read.data.client_email, privateKey } }
    : { problem: 'bad_private_key' }
}

const parse = (text: string): object | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}

const isPrivateKey = (pem: string): boolean => {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

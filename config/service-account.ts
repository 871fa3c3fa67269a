import { z } from 'zod'
import type { SheetsConfig } from '../config.ts'

const Account = z.object({
  client_email: z.email(),
  // Through environments that spell its line ends out.
  private_key: z
    .string()
    .transform((pem) => pem.replaceAll('\\n', '\n'))
    .refine((pem) => /^-----BEGIN [A-Z ]*PRIVATE KEY-----\n[\s\S]+-----END [A-Z ]*PRIVATE KEY-----\s*$/.test(pem)),
})

/** A service account from its JSON, also in base64; null when the text is no such thing. */
export const readServiceAccount = (text: string): SheetsConfig['account'] | null => {
  const read = Account.safeParse(parsed(text) ?? parsed(atobOrEmpty(text)))
  return read.success ? { clientEmail: read.data.client_email, privateKey: read.data.private_key } : null
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const atobOrEmpty = (text: string): string => {
  try {
    return atob(text.replaceAll(/\s/g, ''))
  } catch {
    return ''
  }
}

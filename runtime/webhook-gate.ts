import { verifyWebhookAuth } from '../adapters/evolution/index.ts'
import { systemClock } from '../adapters/memory/index.ts'
import type { Access } from '../core/access/index.ts'

interface Credentials {
  readonly authorization: string | null
  readonly secretHeader: string | null
}

/**
 * Who may bring WhatsApp's events in: whoever knows the configured secret, or holds a key with the scope `ingest`, as
 * `whatsapp connect` makes one, in the header X-SparkOne-Webhook-Secret.
 */
export const createWebhookGate =
  (secret: string | null, access: Pick<Access, 'authenticate' | 'list'>) =>
  async (credentials: Credentials): Promise<'ok' | 'refused' | 'not_configured'> => {
    if (secret !== null && (await verifyWebhookAuth(credentials, secret, systemClock.now())).ok) return 'ok'
    const { secretHeader } = credentials
    const principal = secretHeader === null ? null : await access.authenticate(secretHeader)
    if (principal?.scopes.has('ingest')) return 'ok'
    return (await hasWebhookSecret(secret, access)) ? 'refused' : 'not_configured'
  }

/** Whether anybody could get in: by the configuration, or by a key that was made for the webhook and nothing else. */
export const hasWebhookSecret = async (secret: string | null, access: Pick<Access, 'list'>): Promise<boolean> =>
  secret !== null || (await access.list()).some(({ scopes }) => scopes.length === 1 && scopes.includes('ingest'))

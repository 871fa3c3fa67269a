import type { Core } from '../../core/index.ts'
import type { Pairing } from './pairing.ts'

/** The name of the key that is the webhook's secret, as `keys list` shows it. */
const NAME = 'webhook whatsapp'

export interface WebhookSecret {
  readonly value: string
  readonly isNew: boolean
  /** Once the gateway has it: takes back those it had before. */
  settle(): Promise<void>
}

/**
 * The secret of the gateway's webhook: the configured one; else the one the gateway has, while it still opens; else a
 * new API key that may do nothing but bring messages in. We keep its digest, the gateway keeps the key.
 */
export const ensureSecret = async (
  core: Core,
  { webhookSecret }: Pick<Pairing, 'webhookSecret'>,
  present: string | null,
): Promise<WebhookSecret> => {
  const settle = async (): Promise<void> => undefined
  if (webhookSecret !== null) return { value: webhookSecret, isNew: false, settle }
  const principal = present === null ? null : await core.access.authenticate(present)
  if (present !== null && principal?.scopes.has('ingest')) return { value: present, isNew: false, settle }
  const { key, secret } = await core.access.issue({ name: NAME, scopes: ['ingest'] })
  return {
    value: secret,
    isNew: true,
    settle: async () => {
      for (const { id, name } of await core.access.list()) {
        if (name === NAME && id !== key.id) await core.access.revoke(id)
      }
    },
  }
}

import { describe, expect, it } from 'vitest'
import { createWebhookGate } from '../../../runtime/webhook-gate.ts'
import { createTestCore } from '../../support/core.ts'
import { webhookToken } from '../../support/evolution-webhooks.ts'

const CONFIGURED = 'a-secret-of-the-configuration'

const open = async (secret: string | null) => {
  const { core } = await createTestCore()
  const gate = createWebhookGate(secret, core.access)
  const made = async (...scopes: ('ingest' | 'tasks:read')[]) => (await core.access.issue({ name: 'x', scopes })).secret
  const knock = (secretHeader: string | null, authorization: string | null = null) =>
    gate({ secretHeader, authorization })
  return { core, knock, made }
}

describe('the gate of the webhook', () => {
  it('lets in the configured secret, as header and as token', async () => {
    const { knock } = await open(CONFIGURED)
    expect(await knock(CONFIGURED)).toBe('ok')
    expect(await knock(null, `Bearer ${webhookToken(CONFIGURED)}`)).toBe('ok')
    expect(await knock('another')).toBe('refused')
    expect(await knock(null)).toBe('refused')
  })

  it('lets in a key that may bring messages in, until it is taken back, and no other key', async () => {
    const { core, knock, made } = await open(null)
    const key = await made('ingest')
    expect(await knock(key)).toBe('ok')
    expect(await knock(await made('tasks:read'))).toBe('refused')
    const [first] = await core.access.list()
    await core.access.revoke(first?.id ?? '')
    expect(await knock(key)).not.toBe('ok')
  })

  it('takes no key in the place of a token', async () => {
    const { knock, made } = await open(null)
    expect(await knock(null, `Bearer ${await made('ingest')}`)).toBe('refused')
  })

  it('says that nothing is configured while nobody could get in', async () => {
    const { core, knock } = await open(null)
    expect(await knock('anything')).toBe('not_configured')
    await core.access.issue({ name: 'panel', scopes: ['tasks:read', 'ingest'] })
    expect(await knock('anything')).toBe('not_configured')
  })
})

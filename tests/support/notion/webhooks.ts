import { createHmac } from 'node:crypto'

/** What a connection's subscription sends: https://developers.notion.com/reference/webhooks-events-delivery */
export interface HookEvent {
  readonly id: string
  readonly timestamp: string
  readonly type: string
  readonly attempt_number: number
  readonly api_version: '2026-03-11'
  readonly entity: { readonly id: string; readonly type: string }
  readonly authors: readonly { readonly id: string; readonly type: 'person' | 'bot' }[]
  readonly [field: string]: unknown
}

export const hookEvent = (type: string, entity: HookEvent['entity'], attempt = 1): HookEvent => ({
  id: crypto.randomUUID(),
  timestamp: new Date().toISOString(),
  workspace_id: crypto.randomUUID(),
  workspace_name: 'Casa',
  subscription_id: crypto.randomUUID(),
  integration_id: crypto.randomUUID(),
  type,
  authors: [{ id: crypto.randomUUID(), type: 'person' }],
  attempt_number: attempt,
  api_version: '2026-03-11',
  entity,
  data: { parent: { id: crypto.randomUUID(), type: 'database' }, updated_properties: ['title'] },
})

/** The header of a delivery: HMAC-SHA256 of the raw body under the verification token. */
export const signHook = (body: string, token: string): string =>
  `sha256=${createHmac('sha256', token).update(body).digest('hex')}`

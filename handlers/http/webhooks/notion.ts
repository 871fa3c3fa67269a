import { bind } from '../binding/bind.ts'
import type { Delivery } from '../binding/delivery.ts'
import * as contract from './contract.ts'

const NEVER_PAIRED = 'Deliveries are refused until the webhook is paired: sparkone mirror pair notion.'
const NOT_PAIRING = 'Nobody is pairing at the moment: sparkone mirror pair notion.'

/** Where the binder forgot what came, nobody may come in. */
const given = (delivery: Delivery | null): Delivery => {
  if (delivery === null) throw new Error('A signed route without its delivery.')
  return delivery
}

/** A hint that something changed, and never more: what changed is read from Notion itself. */
export const notionWebhook = bind(contract.notionWebhook, async ({ core, deps, body, ...rest }) => {
  const delivery = given(rest.delivery)
  const { bytes, signature } = delivery
  const reader = deps.notionWebhook
  if (reader === undefined) return delivery.refuse('not_configured', NEVER_PAIRED)
  const secret = await core.hooks.secret('notion')
  if (signature === null) {
    const token = await reader.readHandshake(body)
    if (token === null) return delivery.refuse('refused', 'The delivery carries no signature.')
    const outcome = await core.hooks.greet('notion', token)
    return outcome === 'paired' ? [200, { status: 'paired' }] : delivery.refuse('not_configured', NOT_PAIRING)
  }
  if (secret === null) return delivery.refuse('not_configured', NEVER_PAIRED)
  if (!(await reader.verify(bytes, signature, secret))) {
    return delivery.refuse('refused', 'The signature is not of the webhook that was paired.')
  }
  const event = await reader.readEvent(body)
  if (event === null || !event.isOurs) return [200, { status: 'ignored' }]
  return [200, { status: await core.hooks.receive('notion', event.id, event.pageId) }]
})

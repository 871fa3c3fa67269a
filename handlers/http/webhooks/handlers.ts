import type { Core } from '../../../core/index.ts'
import type { Answer } from '../binding/answer.ts'
import { bind } from '../binding/bind.ts'
import type { HttpDeps } from '../deps.ts'
import * as contract from './contract.ts'
import { notionWebhook } from './notion.ts'
import { storable } from './storable.ts'

const receive = async ({ core, deps, body }: { core: Core; deps: HttpDeps; body: unknown }): Promise<Answer> => {
  const clean = storable(deps.webhook.strip(body))
  const statuses = new Set<string>()
  // Almost always one; a batch is stored event by event, each in a unit of work of its own.
  for (const event of deps.webhook.read(storable(body))) statuses.add(await core.capture.receiveEvent(event, clean))
  const status = ['accepted', 'duplicate', 'unknown_sender'].find((one) => statuses.has(one)) ?? 'ignored'
  return [200, { status }]
}

export const webhookRoutes = [
  bind(contract.whatsappWebhook, receive),
  bind(contract.whatsappEventWebhook, receive),
  notionWebhook,
]

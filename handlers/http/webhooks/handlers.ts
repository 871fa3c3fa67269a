import type { Core } from '../../../core/index.ts'
import type { Answer } from '../binding/answer.ts'
import { bind } from '../binding/bind.ts'
import { HttpProblem } from '../binding/problem.ts'
import type { HttpDeps } from '../deps.ts'
import * as contract from './contract.ts'
import { storable } from './storable.ts'

const receive = async ({
  core,
  deps,
  headers,
  body,
}: {
  core: Core
  deps: HttpDeps
  headers: Headers
  body: unknown
}): Promise<Answer> => {
  await authenticate(deps, headers)
  const clean = storable(deps.webhook.strip(body))
  const statuses = new Set<string>()
  // Almost always one; a batch is stored event by event, each in a unit of work of its own.
  for (const event of deps.webhook.read(storable(body))) statuses.add(await core.capture.receiveEvent(event, clean))
  const status = ['accepted', 'duplicate', 'unknown_sender'].find((one) => statuses.has(one)) ?? 'ignored'
  return [200, { status }]
}

const authenticate = async (deps: HttpDeps, headers: Headers): Promise<void> => {
  const outcome = await deps.webhook.authenticate({
    authorization: headers.get('authorization'),
    secretHeader: headers.get('x-sparkone-webhook-secret'),
  })
  if (outcome === 'ok') return
  deps.observer.observe({ type: 'auth_failure', surface: 'whatsapp_webhook', reason: outcome })
  const detail =
    outcome === 'not_configured'
      ? 'Inbound webhooks are refused until EVOLUTION_WEBHOOK_SECRET is set.'
      : 'The webhook carries neither a valid token nor the shared secret.'
  throw new HttpProblem(401, 'unauthenticated', detail, { headers: { 'WWW-Authenticate': 'Bearer realm="webhooks"' } })
}

export const webhookRoutes = [bind(contract.whatsappWebhook, receive), bind(contract.whatsappEventWebhook, receive)]

import { z } from 'zod'
import { route } from '../binding/route.ts'
import { named } from '../schemas.ts'

/** A gateway with base64 media on sends up to 16 MB of it, a third more in this spelling. */
const LIMIT_BYTES = 30 * 1024 * 1024

const WhatsAppAnswer = named(
  'WebhookAnswer',
  z.strictObject({ status: z.enum(['accepted', 'duplicate', 'ignored', 'unknown_sender']) }),
)

const shared = {
  method: 'post' as const,
  tag: 'Webhooks',
  scope: null,
  vendor: true,
  body: z.unknown(),
  bodyLimitBytes: LIMIT_BYTES,
  answers: { 200: { description: 'Stored or passed over', schema: WhatsAppAnswer } },
}

export const whatsappWebhook = route({
  ...shared,
  path: '/webhooks/whatsapp',
  operationId: 'whatsappWebhook',
  summary: 'Events of Evolution API',
})

export const notionWebhook = route({
  method: 'post',
  path: '/webhooks/notion',
  operationId: 'notionWebhook',
  summary: 'Hints of Notion that something changed; its handshake, only while somebody pairs',
  tag: 'Webhooks',
  scope: null,
  signed: true,
  body: z.unknown(),
  answers: {
    200: {
      description: 'Noted, known already, passed over, or paired',
      schema: z.strictObject({ status: z.enum(['accepted', 'duplicate', 'ignored', 'paired']) }),
    },
  },
})

export const whatsappEventWebhook = route({
  ...shared,
  path: '/webhooks/whatsapp/{event}',
  operationId: 'whatsappEventWebhook',
  summary: 'Events of Evolution API, when it posts each to a path of its own',
  params: z.strictObject({ event: z.string().max(100) }),
})

import { z } from 'zod'
import { route } from '../binding/route.ts'
import { named } from '../schemas.ts'

const words = z.record(z.string().max(1000), z.string().max(100_000))

/** Version 4 of Alertmanager's webhook; what it adds later is passed over. */
export const AlertmanagerBody = named(
  'AlertmanagerWebhook',
  z.object({
    version: z.string().max(20).optional(),
    groupKey: z.string().min(1).max(10_000),
    status: z.enum(['firing', 'resolved']),
    truncatedAlerts: z.int().min(0).optional(),
    externalURL: z.string().max(2000).optional(),
    alerts: z
      .array(
        z.object({
          status: z.enum(['firing', 'resolved']),
          labels: words,
          annotations: words.optional(),
          startsAt: z.iso.datetime({ offset: true }),
          endsAt: z.iso.datetime({ offset: true }).optional(),
          fingerprint: z.string().min(1).max(200),
        }),
      )
      .min(1)
      .max(10_000),
  }),
)

export const alertmanagerWebhook = route({
  method: 'post',
  path: '/alerts/alertmanager',
  operationId: 'alertmanagerWebhook',
  summary: 'Alerts from Alertmanager (webhook version 4)',
  tag: 'Webhooks',
  scope: 'alerts',
  lenient: true,
  body: AlertmanagerBody,
  bodyLimitBytes: 10 * 1024 * 1024,
  answers: {
    202: {
      description: 'Told to the operators, or told before',
      schema: z.strictObject({ status: z.enum(['accepted', 'duplicate']) }),
    },
  },
})

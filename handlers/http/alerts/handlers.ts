import type { z } from 'zod'
import type { Alert } from '../../../core/alerts/index.ts'
import { bind } from '../binding/bind.ts'
import { validated } from '../binding/validate.ts'
import { storable } from '../webhooks/storable.ts'
import * as contract from './contract.ts'

type Incoming = z.infer<typeof contract.AlertmanagerBody>['alerts'][number]

/** Alertmanager writes "no end yet" as the year 1. */
const endOf = ({ status, endsAt }: Incoming): Date | null => {
  if (status === 'firing' || endsAt === undefined || endsAt.startsWith('0001-')) return null
  return new Date(endsAt)
}

const alertOf = (alert: Incoming): Alert => ({
  fingerprint: alert.fingerprint,
  status: alert.status,
  labels: alert.labels,
  annotations: alert.annotations ?? {},
  startsAt: new Date(alert.startsAt),
  endsAt: endOf(alert),
})

export const alertRoutes = [
  bind(contract.alertmanagerWebhook, async ({ core, body }) => {
    // Without characters that no database takes, a name may be left empty.
    const clean = validated(contract.AlertmanagerBody, storable(body), 'body')
    const outcome = await core.alerts.receive({
      groupKey: clean.groupKey,
      status: clean.status,
      truncated: clean.truncatedAlerts ?? 0,
      externalUrl: clean.externalURL ?? null,
      alerts: clean.alerts.map(alertOf),
    })
    return [202, { status: outcome === 'notified' ? 'accepted' : 'duplicate' }]
  }),
]

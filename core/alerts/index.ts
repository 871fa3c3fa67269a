import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { type AlertGroupPage, type AlertGroupView, makeAlertGroup, makeAlertGroups } from './groups.ts'
import type { Alert, AlertQuery } from './ports.ts'
import { makeReceiveAlerts } from './receive.ts'

export type { AlertGroupPage, AlertGroupView, AlertTold } from './groups.ts'
export { heardSince } from './heard.ts'
export type { Alert, AlertGroup, AlertQuery } from './ports.ts'

/** What Alertmanager's webhook version 4 says, as far as it matters. */
export interface IncomingAlerts {
  readonly groupKey: string
  readonly status: 'firing' | 'resolved'
  /** Alerts left out by the sender's `max_alerts`. */
  readonly truncated: number
  readonly externalUrl: string | null
  readonly alerts: readonly Alert[]
}

export interface Alerts {
  /** Tells the operators, unless the same set in the same status was told before (`duplicate`). */
  receive(incoming: IncomingAlerts): Promise<'notified' | 'duplicate'>
  /** Last heard of first, each with whom its last news was told. For operators. */
  groups(actor: Actor, query: AlertQuery): Promise<AlertGroupPage>
  /** By the id that `groups` gives; `alert_group_not_found`. For operators. */
  group(actor: Actor, id: string): Promise<AlertGroupView>
}

export const makeAlerts = (deps: CoreDeps): Alerts => ({
  receive: makeReceiveAlerts(deps),
  groups: makeAlertGroups(deps),
  group: makeAlertGroup(deps),
})

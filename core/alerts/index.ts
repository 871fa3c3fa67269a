import type { CoreDeps } from '../deps.ts'
import type { Alert } from './ports.ts'
import { makeReceiveAlerts } from './receive.ts'

export { heardSince } from './heard.ts'
export type { Alert, AlertGroup } from './ports.ts'

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
}

export const makeAlerts = (deps: CoreDeps): Alerts => ({ receive: makeReceiveAlerts(deps) })

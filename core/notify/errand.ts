import type { Route } from './chain.ts'
import type { Situation } from './decide.ts'
import { whatsappBefore } from './facts.ts'
import { mailSubject } from './mail-subject.ts'
import type { Delivery } from './notification.ts'
import type { Channel, Outgoing } from './ports.ts'
import type { NotifyDeps } from './stores.ts'

/** What has to be done outside, between two units of work. */
export interface Errand {
  readonly do: 'send' | 'lookUp'
  readonly channel: Channel
  readonly delivery: Delivery
  readonly message: Outgoing
}

/** The message as the channel gets it: the same for every attempt and lookup, but for the attempt's id. */
export const outgoing = (deps: NotifyDeps, situation: Situation, route: Route, delivery: Delivery): Outgoing => {
  const { notification, deliveries, person } = situation
  const locale = person?.locale ?? 'pt-BR'
  const waited = deps.settings.receiptDeadlineSeconds[notification.kind]
  const subject =
    delivery.channel === 'email'
      ? mailSubject(notification, locale, whatsappBefore(notification, deliveries), waited)
      : notification.subject
  return {
    id: delivery.id,
    notificationId: notification.id,
    address: route.address,
    kind: notification.kind,
    subject,
    body: notification.body,
    locale,
  }
}

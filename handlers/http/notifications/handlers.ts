import type { z } from 'zod'
import { type Actor, type Core, DomainError } from '../../../core/index.ts'
import { invalid } from '../../../core/kernel/errors.ts'
import type { Notification, NotificationDetail, NotificationQuery, Pause } from '../../../core/notify/index.ts'
import { bind, known } from '../binding/bind.ts'
import { endOf, startOf } from '../paging.ts'
import * as contract from './contract.ts'

const at = (date: Date | null): string | null => date?.toISOString() ?? null

/** A client's key is about one person: the same word for another is another notification. */
const ownPrefix = (personId: string): string => `api:${personId}:`

const notificationOut = (notification: Notification): z.infer<typeof contract.NotificationShape> => ({
  id: notification.id,
  person_id: notification.personId,
  kind: notification.kind,
  subject: notification.subject,
  body: notification.body,
  dedupe_key: notification.dedupeKey?.replace(ownPrefix(notification.personId), '') ?? null,
  chain: [...notification.chain],
  status: notification.status,
  reason: notification.reason,
  not_before: at(notification.notBefore),
  expires_at: notification.expiresAt.toISOString(),
  created_at: notification.createdAt.toISOString(),
  updated_at: notification.updatedAt.toISOString(),
  settled_at: at(notification.settledAt),
})

const deliveryOut = (delivery: NotificationDetail['deliveries'][number]): z.infer<typeof contract.DeliveryShape> => ({
  id: delivery.id,
  channel: delivery.channel,
  round: delivery.round,
  attempt: delivery.attempt,
  state: delivery.state,
  reason: delivery.reason,
  external_id: delivery.externalId,
  started_at: delivery.startedAt.toISOString(),
  deadline_at: delivery.deadlineAt.toISOString(),
  next_attempt_at: at(delivery.nextAttemptAt),
  settled_at: at(delivery.settledAt),
  receipts: delivery.receipts.map((receipt) => ({ kind: receipt.kind, at: receipt.at.toISOString() })),
})

const pausesOut = (pauses: readonly Pause[]) => ({
  paused: pauses.map(({ channel, since }) => ({ channel, since: since.toISOString() })),
})

/** Who is to be told: by id, by one of their addresses, or, with neither, the key's own person. */
const recipientOf = async (
  core: Core,
  actor: Actor,
  body: { person_id?: string | undefined; to?: string | undefined },
): Promise<string> => {
  const id = body.to === undefined ? (body.person_id ?? actor.personId) : await personAt(core, body.to)
  // Said before anything else, so that a member does not learn who has an address.
  if (actor.role !== 'operator' && id !== actor.personId) {
    throw new DomainError('forbidden', 'A member may only notify themselves.')
  }
  if (id === null) throw invalid('/to', 'Nobody has this address. Add them to people first.')
  return id
}

const personAt = async (core: Core, address: string): Promise<string | null> => {
  const channel = address.includes('@') && !/@(lid|s\.whatsapp\.net)$/.test(address) ? 'email' : 'whatsapp'
  return (await core.people.resolve(channel, address))?.id ?? null
}

const LIST = 'notifications'

export const notificationRoutes = [
  bind(contract.sendNotification, async ({ core, deps, principal, body }) => {
    const { actor } = known(principal)
    const personId = await recipientOf(core, actor, body)
    if (body.expires_at !== undefined && new Date(body.expires_at) <= deps.clock.now()) {
      throw invalid('/expires_at', 'Must be in the future.')
    }
    const { notification } = await core.notify.notify({
      personId,
      kind: body.kind,
      subject: body.subject ?? null,
      body: body.body,
      dedupeKey: body.dedupe_key === undefined ? null : `${ownPrefix(personId)}${body.dedupe_key}`,
      notBefore: body.not_before === undefined ? null : new Date(body.not_before),
      expiresAt: body.expires_at === undefined ? null : new Date(body.expires_at),
    })
    return [202, notificationOut(notification), { location: `/notifications/${notification.id}` }]
  }),

  bind(contract.listNotifications, async ({ core, principal, query }) => {
    const search: NotificationQuery = {
      ...startOf(LIST, query),
      ...(query.status === undefined ? {} : { status: query.status }),
      ...(query.kind === undefined ? {} : { kind: query.kind }),
      ...(query.person_id === undefined ? {} : { personId: query.person_id }),
    }
    const page = await core.notify.list(known(principal).actor, search)
    const { fields, extras } = endOf(LIST, query, page)
    return [200, { notifications: page.notifications.map(notificationOut), ...fields }, extras]
  }),

  bind(contract.pauseNotifications, async ({ core, principal, body }) => [
    200,
    pausesOut(await core.notify.pause(known(principal).actor, body.channel)),
  ]),

  bind(contract.resumeNotifications, async ({ core, principal, body }) => [
    200,
    pausesOut(await core.notify.resume(known(principal).actor, body.channel)),
  ]),

  bind(contract.getNotification, async ({ core, principal, params }) => {
    const { notification, deliveries } = await core.notify.get(known(principal).actor, params.id)
    return [200, { ...notificationOut(notification), deliveries: deliveries.map(deliveryOut) }]
  }),

  bind(contract.retryNotification, async ({ core, principal, params }) => [
    202,
    notificationOut(await core.notify.retry(known(principal).actor, params.id)),
  ]),

  bind(contract.cancelNotification, async ({ core, principal, params }) => [
    202,
    notificationOut(await core.notify.cancel(known(principal).actor, params.id)),
  ]),
]

import { z } from 'zod'
import { invalid } from '../../../core/kernel/errors.ts'
import { NOTIFICATION_KINDS, NOTIFICATION_STATUSES } from '../../../core/notify/index.ts'
import { CHANNEL_NAMES } from '../../../core/people/index.ts'
import { route } from '../binding/route.ts'
import { givenInstant, id, instant, judgedWhole, line, named, pageFields, paging } from '../schemas.ts'

const channel = z.enum(CHANNEL_NAMES)
const paused = z.enum([...CHANNEL_NAMES, 'all'])
const kind = z.enum(NOTIFICATION_KINDS)
const status = z.enum(NOTIFICATION_STATUSES)

export const NotificationShape = named(
  'Notification',
  z.strictObject({
    id: id(),
    person_id: id(),
    kind,
    subject: z.string().nullable(),
    body: z.string(),
    dedupe_key: z.string().nullable(),
    chain: z.array(channel),
    status,
    reason: z.string().nullable(),
    not_before: instant().nullable(),
    expires_at: instant(),
    created_at: instant(),
    updated_at: instant(),
    settled_at: instant().nullable(),
  }),
)

export const DeliveryShape = named(
  'Delivery',
  z.strictObject({
    id: id(),
    channel,
    round: z.int(),
    attempt: z.int(),
    state: z.enum(['sending', 'accepted', 'delivered', 'failed', 'retrying', 'ambiguous', 'skipped', 'cancelled']),
    reason: z.string().nullable(),
    external_id: z.string().nullable(),
    started_at: instant(),
    deadline_at: instant(),
    next_attempt_at: instant().nullable(),
    settled_at: instant().nullable(),
    receipts: z.array(
      z.strictObject({ kind: z.enum(['accepted', 'server', 'delivered', 'read', 'failed']), at: instant() }),
    ),
  }),
)

export const DetailShape = named(
  'NotificationDetail',
  z.strictObject({ ...NotificationShape.shape, deliveries: z.array(DeliveryShape) }),
)

/** One recipient, and an end after the beginning; that the end is still to come only the clock can say. */
const fitTogether = ({
  person_id,
  to,
  expires_at: end,
  not_before: start,
}: Readonly<Record<string, unknown>>): void => {
  if (person_id !== undefined && to !== undefined) throw invalid('/to', 'Give person_id or to, not both.')
  if (typeof end !== 'string' || typeof start !== 'string') return
  if (Date.parse(end) <= Date.parse(start)) throw invalid('/expires_at', 'Must be after not_before.')
}

const params = z.strictObject({ id: id() })
const tag = 'Notifications'
const scope = 'notify:write'

export const sendNotification = route({
  method: 'post',
  path: '/notifications',
  operationId: 'sendNotification',
  summary: 'Tell a person something, through their chain',
  tag,
  scope,
  body: judgedWhole(
    z.strictObject({
      person_id: id().optional(),
      to: line(254, 3).optional().describe('A phone or e-mail address of a person, instead of person_id'),
      kind,
      subject: line(200, 1).nullable().optional(),
      body: z.string().min(1).max(10_000),
      dedupe_key: line(200, 1).optional(),
      expires_at: givenInstant().optional(),
      not_before: givenInstant().optional(),
    }),
    fitTogether,
  ),
  idempotent: true,
  answers: { 202: { description: 'In the inbox and on its chain', schema: NotificationShape, headers: ['Location'] } },
  problems: [403, 404],
})

export const listNotifications = route({
  method: 'get',
  path: '/notifications',
  operationId: 'listNotifications',
  summary: 'The inbox, newest first; status=failed are the dead letters',
  tag,
  scope,
  query: z.strictObject({
    status: status.optional(),
    kind: kind.optional(),
    person_id: id().optional(),
    ...paging,
  }),
  answers: {
    200: {
      description: 'A page of notifications',
      schema: z.strictObject({ notifications: z.array(NotificationShape), ...pageFields }),
    },
  },
})

export const getNotification = route({
  method: 'get',
  path: '/notifications/{id}',
  operationId: 'getNotification',
  summary: 'A notification with every attempt and receipt',
  tag,
  scope,
  params,
  conditional: 'read',
  answers: { 200: { description: 'The notification', schema: DetailShape } },
})

export const retryNotification = route({
  method: 'post',
  path: '/notifications/{id}/retry',
  operationId: 'retryNotification',
  summary: 'Start the chain of a failed one anew',
  tag,
  scope,
  params,
  idempotent: true,
  answers: { 202: { description: 'On its chain again', schema: NotificationShape } },
  problems: [409],
})

export const cancelNotification = route({
  method: 'post',
  path: '/notifications/{id}/cancel',
  operationId: 'cancelNotification',
  summary: 'Stop a waiting one',
  tag,
  scope,
  params,
  idempotent: true,
  answers: { 202: { description: 'Stopped', schema: NotificationShape } },
  problems: [409],
})

const PauseBody = z.strictObject({ channel: paused.default('all') })
const Pauses = named(
  'Pauses',
  z.strictObject({
    paused: z.array(z.strictObject({ channel: paused, since: instant() })),
  }),
)
const switching = {
  method: 'post' as const,
  tag,
  scope: 'notify:write' as const,
  body: PauseBody,
  bodyOptional: true,
  idempotent: true,
  answers: { 200: { description: 'What stands still now', schema: Pauses } },
  problems: [403],
}

export const pauseNotifications = route({
  ...switching,
  path: '/notifications/pause',
  operationId: 'pauseNotifications',
  summary: 'The kill switch: nothing leaves on a channel, or at all',
})

export const resumeNotifications = route({
  ...switching,
  path: '/notifications/resume',
  operationId: 'resumeNotifications',
  summary: 'Let a channel, or all, go on',
})

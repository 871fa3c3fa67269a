import { z } from 'zod'
import { BRIEF_KINDS } from '../../../core/briefs/index.ts'
import { route } from '../binding/route.ts'
import { givenDate, id, instant, localDate, named } from '../schemas.ts'
import { TaskShape } from '../tasks/shape.ts'

const which = {
  person_id: id().optional(),
  date: givenDate().optional(),
  kind: z.enum(BRIEF_KINDS).optional(),
}

export const BriefShape = named(
  'Brief',
  z.strictObject({
    generated_at: instant(),
    kind: z.enum(BRIEF_KINDS),
    person_id: id(),
    time_zone: z.string(),
    date: localDate(),
    summary: z.strictObject({
      pending_tasks: z.int(),
      overdue_tasks: z.int(),
      due_today: z.int(),
      completed_yesterday: z.int(),
      recent_messages: z.int(),
      open_alerts: z.int(),
    }),
    tasks: z.array(
      z.strictObject({ ...TaskShape.shape, section: z.enum(['overdue', 'today', 'upcoming', 'done_yesterday']) }),
    ),
    conversations: z.array(z.strictObject({ at: instant(), channel: z.string(), content: z.string() })),
    alerts: z.array(z.strictObject({ group_key: z.string(), summary: z.string(), since: instant() })),
    operations: z.strictObject({
      failed_deliveries: z.int(),
      sync_lag_seconds: z.int().nullable().describe('Of mirrors; null: there is none, or the person is no operator'),
    }),
    insights: z.array(z.string()),
  }),
)

const tag = 'Briefs'

export const structuredBrief = route({
  method: 'get',
  path: '/brief/structured',
  operationId: 'structuredBrief',
  summary: "A person's brief as data",
  tag,
  scope: 'briefs:read',
  query: z.strictObject(which),
  answers: { 200: { description: 'The brief', schema: BriefShape } },
  problems: [404],
})

export const textBrief = route({
  method: 'get',
  path: '/brief/text',
  operationId: 'textBrief',
  summary: "A person's brief as they would read it",
  tag,
  scope: 'briefs:read',
  query: z.strictObject(which),
  answers: { 200: { description: 'The brief', type: 'text/plain; charset=utf-8' } },
  problems: [404],
})

export const sendBrief = route({
  method: 'post',
  path: '/brief/send',
  operationId: 'sendBrief',
  summary: 'Compose a brief and deliver it now through the chain',
  tag,
  scope: 'notify:write',
  body: z.strictObject(which),
  bodyOptional: true,
  idempotent: true,
  answers: { 202: { description: 'On its way', schema: z.strictObject({ notification_id: id() }) } },
  problems: [404],
})

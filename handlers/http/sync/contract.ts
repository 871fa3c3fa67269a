import { z } from 'zod'
import { COPY_FIELDS, MIRROR_NAMES, SYNC_MODES } from '../../../core/sync/index.ts'
import { route } from '../binding/route.ts'
import { flag, id, instant, named, pageFields, paging, taskId } from '../schemas.ts'

const mirror = z.enum(MIRROR_NAMES)
const params = z.strictObject({ mirror })
const tag = 'Mirrors'
const scope = 'sync' as const

export const MirrorShape = named(
  'Mirror',
  z.strictObject({
    name: mirror,
    state: z.enum(['ok', 'failing', 'paused']),
    message: z.string().nullable().describe('What is wrong and what to do, in plain words; null: nothing is'),
    pause: z.strictObject({ reason: z.enum(['trouble', 'operator', 'restore']), since: instant() }).nullable(),
    failing_since: instant().nullable(),
    resume_at: instant().nullable().describe('Not before: the outside asked for patience'),
    lag_seconds: z.number().describe('Age of the oldest change it does not show yet'),
    tasks: z
      .strictObject({ linked: z.int(), waiting: z.int(), troubled: z.int(), removed: z.int() })
      .describe('Each counted to 100,000 and no further'),
    backfill: z.strictObject({ after_task_id: z.int() }).nullable().describe('Copying all there is, under way'),
    sweeping: z.boolean().describe('Comparing all there is, under way'),
    fields: z.array(z.enum(COPY_FIELDS)).describe('Those it has a property or a column for'),
    url: z.string().nullable(),
    pulled_at: instant().nullable(),
    pushed_at: instant().nullable(),
    swept_at: instant().nullable(),
    checked_at: instant().nullable(),
  }),
)

export const listMirrors = route({
  method: 'get',
  path: '/sync',
  operationId: 'listMirrors',
  summary: 'The state of each mirror that is configured',
  tag,
  scope,
  answers: { 200: { description: 'All of them', schema: z.strictObject({ mirrors: z.array(MirrorShape) }) } },
})

const Plan = named(
  'SyncPlan',
  z.strictObject({
    mirror,
    mode: z.enum(SYNC_MODES),
    task_id: z.int().nullable(),
    tasks: z.int(),
    requests: z.int().describe('To the outside, at most'),
    estimated_seconds: z.number().describe('As the budget of the mirror allows them'),
    message: z.string().nullable().describe('What holds it up, in plain words; null: nothing does'),
  }),
)

export const syncMirror = route({
  method: 'post',
  path: '/sync/{mirror}',
  operationId: 'syncMirror',
  summary: 'Sync now: push what waits, pull what changed, or both and compare all there is; one task alone if you like',
  tag,
  scope,
  params,
  body: z.strictObject({ mode: z.enum(SYNC_MODES).default('both'), task_id: taskId().optional() }),
  bodyOptional: true,
  idempotent: true,
  answers: {
    202: { description: 'It will be done soon, or when the mirror goes on again, and what it takes', schema: Plan },
  },
})

const switching = {
  method: 'post' as const,
  tag,
  scope,
  params,
  idempotent: true,
  answers: { 200: { description: 'The mirror as it is now', schema: MirrorShape } },
}

export const pauseMirror = route({
  ...switching,
  path: '/sync/{mirror}/pause',
  operationId: 'pauseMirror',
  summary: 'Nothing is read or written there until it is resumed',
})

export const resumeMirror = route({
  ...switching,
  path: '/sync/{mirror}/resume',
  operationId: 'resumeMirror',
  summary: 'Let it go on, whatever it was paused for; it stands still again if the trouble is still there',
})

export const pairNotion = route({
  method: 'post',
  path: '/sync/notion/pair',
  operationId: 'pairNotion',
  summary: "Take Notion's webhook handshake for 15 minutes; asked again once it came, its token, that one time",
  tag,
  scope,
  idempotent: true,
  answers: {
    200: {
      description: 'The door is open, or the handshake came',
      schema: z.strictObject({
        state: z.enum(['open', 'received']),
        until: instant().nullable(),
        verification_token: z.string().nullable().describe("To be pasted into Notion's page of the subscription"),
      }),
    },
  },
  problems: [404],
})

export const ConflictShape = named(
  'Conflict',
  z.strictObject({
    id: id(),
    task_id: z.int(),
    mirror,
    field: z.enum([...COPY_FIELDS, 'deleted']),
    ours: z.unknown().describe("SparkOne's value of that moment"),
    theirs: z.unknown(),
    winner: z.enum(['ours', 'theirs']),
    at: instant(),
    person_id: id().nullable().describe('Who was told'),
    resolved_at: instant().nullable(),
    resolution: z.enum(['kept', 'swapped']).nullable(),
  }),
)

export const listConflicts = route({
  method: 'get',
  path: '/sync/conflicts',
  operationId: 'listConflicts',
  summary: 'Fields that both sides had changed, newest first, with both values; a member names the task',
  tag,
  scope,
  query: z.strictObject({ open: flag().optional(), task_id: taskId().optional(), ...paging }),
  answers: {
    200: {
      description: 'A page of conflicts',
      schema: z.strictObject({ conflicts: z.array(ConflictShape), ...pageFields }),
    },
  },
})

export const resolveConflict = route({
  method: 'post',
  path: '/sync/conflicts/{id}/resolve',
  operationId: 'resolveConflict',
  summary: 'Pick a value; the one that did not stay becomes an ordinary change of the task',
  tag,
  scope,
  params: z.strictObject({ id: id() }),
  body: z.strictObject({ pick: z.enum(['ours', 'theirs']) }),
  idempotent: true,
  answers: { 200: { description: 'The conflict as it is now', schema: ConflictShape } },
  problems: [409],
})

import { z } from 'zod'
import { checkKeyName, KEY_NAME_MAX, SCOPES } from '../../../core/access/index.ts'
import { route } from '../binding/route.ts'
import { givenInstant, id, instant, judged, line, named, pageFields, paging } from '../schemas.ts'

export const KeyShape = named(
  'ApiKey',
  z.strictObject({
    id: id(),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    person_id: id().nullable(),
    created_at: instant(),
    expires_at: instant().nullable(),
    last_used_at: instant().nullable(),
  }),
)

const secret = z
  .string()
  .nullable()
  .describe('Shown this once and kept nowhere: null in a replay for the same Idempotency-Key.')
const tag = 'Keys'
const scope = 'admin'

export const listKeys = route({
  method: 'get',
  path: '/keys',
  operationId: 'listKeys',
  summary: 'List API keys, never their secrets',
  tag,
  scope,
  query: z.strictObject(paging),
  answers: {
    200: {
      description: 'A page of keys, oldest first',
      schema: z.strictObject({ keys: z.array(KeyShape), ...pageFields }),
    },
  },
})

export const issueKey = route({
  method: 'post',
  path: '/keys',
  operationId: 'issueKey',
  summary: 'Issue an API key; its secret is shown once, and is null when the answer is replayed',
  tag,
  scope,
  body: z.strictObject({
    name: judged(line(KEY_NAME_MAX, 1), checkKeyName),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
    person_id: id().nullable().optional(),
    expires_at: givenInstant().nullable().optional(),
  }),
  idempotent: true,
  answers: {
    201: { description: 'The key with its secret', schema: z.strictObject({ ...KeyShape.shape, secret }) },
  },
})

export const revokeKey = route({
  method: 'delete',
  path: '/keys/{id}',
  operationId: 'revokeKey',
  summary: 'Take an API key back, at once',
  tag,
  scope,
  params: z.strictObject({ id: id() }),
  answers: { 204: { description: 'Revoked' } },
})

import { z } from 'zod'
import { CONTENT_MAX, SENDER_MAX } from '../../../core/capture/index.ts'
import { ALIAS_CHANNELS } from '../../../core/people/index.ts'
import { route } from '../binding/route.ts'
import { givenInstant, id, instant, line, named, text } from '../schemas.ts'
import { channelShapes } from './channels.ts'

const CHANNELS = ['whatsapp', 'web', 'sheets'] as const

export const AcceptedMessage = named(
  'AcceptedMessage',
  z.strictObject({
    status: z.literal('accepted'),
    channel: z.enum(CHANNELS),
    message_id: id(),
  }),
)

export const MessageShape = named(
  'Message',
  z.strictObject({
    id: id(),
    channel: z.enum(ALIAS_CHANNELS),
    person_id: id().nullable(),
    status: z.enum(['received', 'processed', 'failed', 'ignored']),
    content: z.string().nullable(),
    intent: z.string().nullable(),
    task_id: z.int().nullable(),
    notification_id: id().nullable(),
    reply: z.string().nullable(),
    sent_at: instant(),
    received_at: instant(),
    processed_at: instant().nullable(),
  }),
)

const isWritten = (words: string): boolean => words.trim() !== ''
const EMPTY = 'Must not be empty.'

const tag = 'Messages'

export const ingest = route({
  method: 'post',
  path: '/ingest',
  operationId: 'ingestMessage',
  summary: 'Hand over a message of a sender',
  tag,
  scope: 'ingest',
  body: z.strictObject({
    channel: z.enum(CHANNELS),
    sender: line(SENDER_MAX, 1)
      .refine(isWritten, EMPTY)
      .optional()
      .describe("Their address on the channel. Absent: the key's person, else the first operator"),
    content: text(CONTENT_MAX, 1).refine(isWritten, EMPTY).describe('What they wrote'),
    timestamp: givenInstant().optional(),
    metadata: z
      .record(z.string().max(100), z.unknown())
      .optional()
      .describe('Accepted for compatible clients; not kept'),
  }),
  idempotent: true,
  answers: { 202: { description: 'Stored, to be interpreted', schema: AcceptedMessage } },
})

export const ingestChannel = route({
  method: 'post',
  path: '/channels/{channel}',
  operationId: 'ingestChannel',
  summary: "Hand over a channel's raw payload",
  tag,
  scope: 'ingest',
  params: z.strictObject({ channel: z.string().max(50) }),
  body: z.record(z.string(), z.unknown()).describe(`Bare or in \`payload\`. ${channelShapes}`),
  idempotent: true,
  answers: { 202: { description: 'Stored, to be interpreted', schema: AcceptedMessage } },
})

export const getMessage = route({
  method: 'get',
  path: '/messages/{id}',
  operationId: 'getMessage',
  summary: 'What became of a message',
  tag,
  scope: 'tasks:read',
  params: z.strictObject({ id: id() }),
  conditional: 'read',
  answers: { 200: { description: 'The message', schema: MessageShape } },
})

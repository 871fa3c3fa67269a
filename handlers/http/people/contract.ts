import { z } from 'zod'
import {
  ALIAS_CHANNELS,
  ALIASES_MAX,
  CHANNEL_NAMES,
  checkAlias,
  checkChain,
  checkPersonName,
  checkQuietHours,
  PERSON_NAME_MAX,
} from '../../../core/people/index.ts'
import { route } from '../binding/route.ts'
import { clockTime, id, instant, judged, line, named, pageFields, paging, timeZone } from '../schemas.ts'

const locale = z.enum(['pt-BR', 'en'])
const role = z.enum(['operator', 'member'])
const quietHours = z.strictObject({ start: clockTime(), end: clockTime() }).nullable()
const chain = z.array(z.enum(CHANNEL_NAMES)).max(2).nullable()
const AliasShape = z.strictObject({ channel: z.enum(ALIAS_CHANNELS), address: line(254) })

export const PersonShape = named(
  'Person',
  z.strictObject({
    id: id(),
    name: z.string(),
    role,
    locale,
    time_zone: z.string(),
    quiet_hours: quietHours,
    brief_time: clockTime().nullable(),
    chain,
    aliases: z.array(AliasShape),
    created_at: instant(),
    updated_at: instant(),
    version: z.int(),
  }),
)

export const SenderShape = named(
  'UnknownSender',
  z.strictObject({
    id: id(),
    channel: z.enum(ALIAS_CHANNELS),
    address: z.string(),
    other_address: z.string().nullable(),
    display_name: z.string().nullable(),
    messages: z.int(),
    first_seen_at: instant(),
    last_seen_at: instant(),
  }),
)

const fields = {
  role: role.optional(),
  locale: locale.optional(),
  time_zone: timeZone().optional(),
  quiet_hours: judged(quietHours, checkQuietHours).optional(),
  brief_time: clockTime().nullable().optional().describe('null: no scheduled brief'),
  chain: judged(chain, checkChain).optional().describe('null: WhatsApp, then e-mail'),
}
const name = judged(line(PERSON_NAME_MAX, 1), checkPersonName)
const aliases = z.array(judged(AliasShape, (alias) => checkAlias(alias), 'address')).max(ALIASES_MAX)
export const AddPersonBody = named('AddPerson', z.strictObject({ name, ...fields, aliases: aliases.optional() }))
export const PatchPersonBody = named(
  'PatchPerson',
  z.strictObject({
    name: name.optional(),
    ...fields,
    quiet_hours: z.strictObject({ start: clockTime().optional(), end: clockTime().optional() }).nullable().optional(),
    aliases: aliases.nullable().optional().describe('Replaces them all'),
  }),
)

const params = z.strictObject({ id: id() })
const tag = 'People'
const scope = 'people'

export const listPeople = route({
  method: 'get',
  path: '/people',
  operationId: 'listPeople',
  summary: 'List people',
  tag,
  scope,
  query: z.strictObject(paging),
  answers: {
    200: { description: 'A page of people', schema: z.strictObject({ people: z.array(PersonShape), ...pageFields }) },
  },
})

export const addPerson = route({
  method: 'post',
  path: '/people',
  operationId: 'addPerson',
  summary: 'Add a person; without a phone they get e-mail and the inbox',
  tag,
  scope,
  body: AddPersonBody,
  idempotent: true,
  answers: { 201: { description: 'The person', schema: PersonShape, headers: ['ETag', 'Location'] } },
  problems: [409],
})

export const getPerson = route({
  method: 'get',
  path: '/people/{id}',
  operationId: 'getPerson',
  summary: 'Read a person',
  tag,
  scope,
  params,
  conditional: 'read',
  answers: { 200: { description: 'The person', schema: PersonShape } },
})

export const patchPerson = route({
  method: 'patch',
  path: '/people/{id}',
  operationId: 'patchPerson',
  summary: 'Change a person; aliases are replaced as a whole',
  tag,
  scope,
  params,
  body: PatchPersonBody,
  bodyTypes: ['application/json', 'application/merge-patch+json'],
  conditional: 'write',
  answers: { 200: { description: 'The person as they are now', schema: PersonShape } },
  problems: [409],
})

export const removePerson = route({
  method: 'delete',
  path: '/people/{id}',
  operationId: 'removePerson',
  summary: 'Remove a person; their addresses are free again',
  tag,
  scope,
  params,
  conditional: 'write',
  answers: { 204: { description: 'Removed' } },
  problems: [409],
})

export const listSenders = route({
  method: 'get',
  path: '/people/unknown-senders',
  operationId: 'listUnknownSenders',
  summary: 'Who wrote and is nobody yet, last seen first; never what they wrote',
  tag,
  scope,
  query: z.strictObject(paging),
  answers: {
    200: { description: 'A page of senders', schema: z.strictObject({ senders: z.array(SenderShape), ...pageFields }) },
  },
})

export const AdmitBody = named(
  'AdmitSender',
  z.union([z.strictObject({ name, role: role.optional() }), z.strictObject({ person_id: id() })]),
)

export const admitSender = route({
  method: 'post',
  path: '/people/unknown-senders/{id}/admit',
  operationId: 'admitSender',
  summary: 'Make a sender a new person, or one more address of one',
  tag,
  scope,
  params,
  body: AdmitBody,
  idempotent: true,
  answers: { 201: { description: 'The person', schema: PersonShape, headers: ['ETag', 'Location'] } },
  problems: [409],
})

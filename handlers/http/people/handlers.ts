import { z } from 'zod'
import type { PatchPerson, Person, UnknownSender } from '../../../core/people/index.ts'
import { bind } from '../binding/bind.ts'
import { oneStart, pageOut, readCursor, writeCursor } from '../paging.ts'
import * as contract from './contract.ts'

const personOut = (person: Person): z.infer<typeof contract.PersonShape> => ({
  id: person.id,
  name: person.name,
  role: person.role,
  locale: person.locale,
  time_zone: person.timeZone,
  quiet_hours: person.quietHours === null ? null : { ...person.quietHours },
  brief_time: person.briefTime,
  chain: person.chain === null ? null : [...person.chain],
  aliases: person.aliases.map(({ channel, address }) => ({ channel, address })),
  created_at: person.createdAt.toISOString(),
  updated_at: person.updatedAt.toISOString(),
  version: person.version,
})

const senderOut = (sender: UnknownSender): z.infer<typeof contract.SenderShape> => ({
  id: sender.id,
  channel: sender.channel,
  address: sender.address,
  other_address: sender.otherAddress,
  display_name: sender.displayName,
  messages: sender.messages,
  first_seen_at: sender.firstSeenAt.toISOString(),
  last_seen_at: sender.lastSeenAt.toISOString(),
})

const patchOf = (body: z.infer<typeof contract.PatchPersonBody>): PatchPerson => ({
  ...(body.name === undefined ? {} : { name: body.name }),
  ...(body.role === undefined ? {} : { role: body.role }),
  ...(body.locale === undefined ? {} : { locale: body.locale }),
  ...(body.time_zone === undefined ? {} : { timeZone: body.time_zone }),
  ...(body.quiet_hours === undefined ? {} : { quietHours: body.quiet_hours }),
  ...(body.brief_time === undefined ? {} : { briefTime: body.brief_time }),
  ...(body.chain === undefined ? {} : { chain: body.chain }),
  ...(body.aliases === undefined ? {} : { aliases: body.aliases }),
})

const LIST = 'people'

export const peopleRoutes = [
  bind(contract.listPeople, async ({ core, query }) => {
    oneStart(query)
    const page = await core.people.list({
      limit: query.limit,
      ...(query.cursor === undefined ? {} : { after: readCursor(LIST, z.string(), query.cursor) }),
      ...(query.offset === undefined ? {} : { offset: query.offset }),
    })
    const { fields, extras } = pageOut(query, page.next === null ? null : writeCursor(LIST, page.next), page.total)
    return [200, { people: page.people.map(personOut), ...fields }, extras]
  }),

  bind(contract.addPerson, async ({ core, body }) => {
    const person = await core.people.add({ ...patchOf(body), name: body.name })
    return [201, personOut(person), { location: `/people/${person.id}`, version: person.version }]
  }),

  bind(contract.listSenders, async ({ core }) => [200, { senders: (await core.people.senders()).map(senderOut) }]),

  bind(contract.admitSender, async ({ core, params, body }) => {
    const as =
      'person_id' in body
        ? { personId: body.person_id }
        : { name: body.name, ...(body.role === undefined ? {} : { role: body.role }) }
    const person = await core.people.admit(params.id, as)
    return [201, personOut(person), { location: `/people/${person.id}`, version: person.version }]
  }),

  bind(contract.getPerson, async ({ core, params }) => {
    const person = await core.people.get(params.id)
    return [200, personOut(person), { version: person.version }]
  }),

  bind(contract.patchPerson, async ({ core, params, body, expect }) => {
    const person = await core.people.patch(params.id, patchOf(body), expect)
    return [200, personOut(person), { version: person.version }]
  }),

  bind(contract.removePerson, async ({ core, params, expect }) => {
    await core.people.remove(params.id, expect)
    return [204, undefined]
  }),
]

import type { z } from 'zod'
import { type Actor, DomainError } from '../../../core/index.ts'
import { invalid } from '../../../core/kernel/errors.ts'
import type { AddPerson, PatchPerson, Person, UnknownSender } from '../../../core/people/index.ts'
import { bind, known } from '../binding/bind.ts'
import { operatorOnly } from '../operator.ts'
import { endOf, pageOut, startOf } from '../paging.ts'
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

/** To a member everybody else is nobody. */
const within = (actor: Actor, id: string): string => {
  if (actor.role === 'operator' || actor.personId === id) return id
  throw new DomainError('person_not_found', 'There is no such person.')
}

const fieldsOf = (
  body: Omit<z.infer<typeof contract.AddPersonBody>, 'name' | 'aliases' | 'quiet_hours'>,
): Omit<AddPerson, 'name'> => ({
  ...(body.role === undefined ? {} : { role: body.role }),
  ...(body.locale === undefined ? {} : { locale: body.locale }),
  ...(body.time_zone === undefined ? {} : { timeZone: body.time_zone }),
  ...(body.brief_time === undefined ? {} : { briefTime: body.brief_time }),
  ...(body.chain === undefined ? {} : { chain: body.chain }),
})

const addOf = (body: z.infer<typeof contract.AddPersonBody>): AddPerson => ({
  name: body.name,
  ...fieldsOf(body),
  ...(body.quiet_hours === undefined ? {} : { quietHours: body.quiet_hours }),
  ...(body.aliases === undefined ? {} : { aliases: body.aliases }),
})

const patchOf = (current: Person, body: z.infer<typeof contract.PatchPersonBody>): PatchPerson => ({
  ...fieldsOf(body),
  ...(body.name === undefined ? {} : { name: body.name }),
  ...(body.quiet_hours === undefined ? {} : { quietHours: quietHoursOf(current, body.quiet_hours) }),
  ...(body.aliases === undefined ? {} : { aliases: body.aliases ?? [] }),
})

/** Merge patch reaches into quiet hours too: one end changes and the other stays. */
const quietHoursOf = (
  current: Person,
  patch: { start?: string | undefined; end?: string | undefined } | null,
): { start: string; end: string } | null => {
  if (patch === null) return null
  const { start = current.quietHours?.start, end = current.quietHours?.end } = patch
  if (start !== undefined && end !== undefined) return { start, end }
  throw invalid(`/quiet_hours/${start === undefined ? 'start' : 'end'}`, 'Is missing: there are no quiet hours yet.')
}

const LIST = 'people'
const SENDERS = 'senders'

export const peopleRoutes = [
  bind(contract.listPeople, async ({ core, principal, query }) => {
    const start = startOf(LIST, query)
    const { actor } = known(principal)
    if (actor.role !== 'operator') {
      const own = query.offset === undefined || query.offset === 0 ? [await core.people.get(actor.personId)] : []
      const { fields } = pageOut(query, null, query.offset === undefined ? null : 1)
      return [200, { people: own.map(personOut), ...fields }]
    }
    const page = await core.people.list(start)
    const { fields, extras } = endOf(LIST, query, page)
    return [200, { people: page.people.map(personOut), ...fields }, extras]
  }),

  bind(contract.addPerson, async ({ core, principal, body }) => {
    operatorOnly(known(principal).actor)
    const person = await core.people.add(addOf(body))
    return [201, personOut(person), { location: `/people/${person.id}`, version: person.version }]
  }),

  bind(contract.listSenders, async ({ core, principal, query }) => {
    operatorOnly(known(principal).actor)
    const page = await core.people.senderPage(startOf(SENDERS, query))
    const { fields, extras } = endOf(SENDERS, query, page)
    return [200, { senders: page.senders.map(senderOut), ...fields }, extras]
  }),

  bind(contract.admitSender, async ({ core, principal, params, body }) => {
    operatorOnly(known(principal).actor)
    const as =
      'person_id' in body
        ? { personId: body.person_id }
        : { name: body.name, ...(body.role === undefined ? {} : { role: body.role }) }
    const person = await core.people.admit(params.id, as)
    return [201, personOut(person), { location: `/people/${person.id}`, version: person.version }]
  }),

  bind(contract.getPerson, async ({ core, principal, params }) => {
    const person = await core.people.get(within(known(principal).actor, params.id))
    return [200, personOut(person), { version: person.version }]
  }),

  bind(contract.patchPerson, async ({ core, principal, params, body, expect }) => {
    const { actor } = known(principal)
    const id = within(actor, params.id)
    // A role decides what someone may do, and an address who a sender is.
    if (body.role !== undefined || body.aliases !== undefined) operatorOnly(actor)
    const person = await core.atomically(async (joined) =>
      joined.people.patch(id, patchOf(await joined.people.get(id), body), expect),
    )
    return [200, personOut(person), { version: person.version }]
  }),

  bind(contract.removePerson, async ({ core, principal, params, expect }) => {
    operatorOnly(known(principal).actor)
    await core.people.remove(params.id, expect)
    return [204, undefined]
  }),
]

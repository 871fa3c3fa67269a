import { describe, expect, it } from 'vitest'
import { planChain, routeOn } from '../../../core/notify/chain.ts'
import type { NotificationKind } from '../../../core/notify/index.ts'
import type { Person } from '../../../core/people/person.ts'
import { aMessage, anAlias, aPerson, minutesLater } from '../../contracts/samples.ts'

const WITH = { fallbackEmail: 'ops@example.com' }
const NONE = { fallbackEmail: null }
const phone = { address: '5511987654321', key: '551187654321' }
const lid = { address: '12345678@lid', key: '12345678@lid' }
const mail = { channel: 'email', address: 'ana@example.com', key: 'ana@example.com' } as const

const someone = (aliases: readonly Parameters<typeof anAlias>[1][], given: Partial<Person> = {}): Person => {
  const person = aPerson(given)
  return { ...person, aliases: aliases.map((alias) => anAlias(person.id, alias)) }
}
const plan = (person: Person, kind: NotificationKind = 'alert', settings: { fallbackEmail: string | null } = NONE) =>
  planChain({ person, kind, message: null }, settings)

describe('the chain a notification is given', () => {
  it('is WhatsApp, then e-mail, of those that lead to the person', () => {
    expect(plan(someone([phone, mail]))).toEqual(['whatsapp', 'email'])
    expect(plan(someone([phone]))).toEqual(['whatsapp'])
    expect(plan(someone([mail]))).toEqual(['email'])
    expect(plan(someone([]))).toEqual([])
  })

  it('is the one the person wants', () => {
    expect(plan(someone([phone, mail], { chain: ['email', 'whatsapp'] }))).toEqual(['email', 'whatsapp'])
    expect(plan(someone([phone, mail], { chain: ['email', 'email'] }))).toEqual(['email'])
    expect(plan(someone([phone, mail], { chain: [] }))).toEqual([])
  })

  it('reaches operators without e-mail at the fallback address, but for replies', () => {
    expect(plan(someone([phone]), 'alert', WITH)).toEqual(['whatsapp', 'email'])
    expect(plan(someone([phone]), 'reply', WITH)).toEqual(['whatsapp'])
    expect(plan(someone([phone], { role: 'member' }), 'alert', WITH)).toEqual(['whatsapp'])
  })

  it('of an answer starts where the question came from', () => {
    const person = someone([mail], { chain: ['email'] })
    const message = aMessage(person.id, { replyTo: '9911@lid' })
    expect(planChain({ person, kind: 'reply', message }, NONE)).toEqual(['whatsapp', 'email'])
    expect(routeOn('whatsapp', { person, kind: 'reply', message }, NONE)).toEqual({ address: '9911@lid', ref: 'reply' })
  })

  it('of an answer to the console or the API is the inbox alone', () => {
    const person = someone([phone, mail])
    for (const channel of ['web', 'sheets'] as const) {
      const message = aMessage(person.id, { channel, replyTo: null })
      expect(planChain({ person, kind: 'reply', message }, WITH)).toEqual([])
    }
  })

  it("of an answer without a JID is the person's own", () => {
    const person = someone([phone, mail])
    const message = aMessage(person.id, { replyTo: null })
    expect(planChain({ person, kind: 'reply', message }, NONE)).toEqual(['whatsapp', 'email'])
  })
})

describe('where a channel leads', () => {
  const route = (channel: 'whatsapp' | 'email', person: Person, settings = WITH) =>
    routeOn(channel, { person, kind: 'alert', message: null }, settings)

  it('a phone before a LID, the oldest of several', () => {
    const person = someone([lid, { ...phone, createdAt: minutesLater(5) }, { address: '5511900000001', key: 'x' }])
    expect(route('whatsapp', person)?.address).toBe('5511900000001')
    expect(route('whatsapp', someone([lid]))?.address).toBe('12345678@lid')
  })

  it("names the address by its alias, and the fallback address by its own name even when it is the person's", () => {
    const person = someone([mail])
    expect(route('email', person)).toEqual({ address: 'ana@example.com', ref: person.aliases[0]?.id })
    expect(route('email', someone([]))).toEqual({ address: 'ops@example.com', ref: 'fallback' })
    const same = someone([{ ...mail, address: 'Ops@example.com' }])
    expect(route('email', same)).toEqual({ address: 'Ops@example.com', ref: 'fallback' })
  })
})

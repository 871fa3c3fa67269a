import { beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../../core/people/person.ts'
import { createWorld, secondsIn, type World } from './world.ts'

const BUSY = { outcome: 'transient', reason: 'unreachable', retryAfterMs: null } as const

describe('the chain on e-mail', () => {
  let world: World
  let ana: Person
  beforeEach(async () => {
    world = createWorld()
    ana = await world.addPerson({ chain: ['email'] })
  })

  it('ends when the server took the message for this recipient', async () => {
    const id = await world.tell(ana)
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['delivered', 'email delivered'])
    expect(world.email.sent[0]?.message).toMatchObject({ address: 'ana@example.com', subject: 'Alerta: DatabaseDown' })
  })

  it('as the last channel tries on well beyond the deadline of its kind', async () => {
    world.email.script(BUSY, BUSY, BUSY)
    const id = await world.tell(ana)
    await world.untilQuiet()
    expect((await world.story(id)).at(-1)).toBe('email delivered')
    const waits = world.email.sent.map(({ at }, index) =>
      index === 0 ? 0 : (at.getTime() - (world.email.sent[index - 1]?.at.getTime() ?? 0)) / 1000,
    )
    for (const [index, [least, most]] of [[15, 30] as const, [60, 120] as const, [300, 600] as const].entries()) {
      expect(waits[index + 1]).toBeGreaterThanOrEqual(least)
      expect(waits[index + 1]).toBeLessThanOrEqual(most)
    }
  })

  it('retry ceiling: fails after the last attempt allowed', async () => {
    world.email.always(BUSY)
    const id = await world.tell(ana)
    await world.untilQuiet()
    expect(world.email.sent).toHaveLength(world.settings.maxAttempts)
    expect((await world.story(id))[0]).toBe('failed unreachable')
  })

  it('as the first of two leaves in time for the second', async () => {
    ana = await world.addPerson({ chain: ['email', 'whatsapp'] }, ['5511900000001', 'bia@example.com'])
    world.email.always({ ...BUSY, retryAfterMs: 45_000 })
    await world.tell(ana)
    await world.until(secondsIn(50))
    expect(world.whatsapp.sent.map(({ at }) => at)).toEqual([secondsIn(45)])
  })

  it('whose gateway only accepts waits for the receipt like any other', async () => {
    world.email.always({ outcome: 'accepted', externalId: 'queued-1' })
    const id = await world.tell(ana)
    await world.drain()
    expect(await world.story(id)).toEqual(['pending', 'email accepted'])
    await world.notify.receive({ channel: 'email', externalId: 'queued-1', kind: 'delivered', at: world.clock.now() })
    expect(await world.story(id)).toEqual(['delivered', 'email delivered'])
  })

  it.each(['delivered', 'failed'] as const)(
    'that stood in for WhatsApp counts as sent once, %s or not',
    async (kind) => {
      world.whatsapp.script({ outcome: 'rejected', reason: 'rejected' })
      world.email.always({ outcome: 'accepted', externalId: 'queued-1' })
      await world.tell(await world.addPerson({}, ['5511900000001', 'bia@example.com']))
      await world.drain()
      await world.notify.receive({ channel: 'email', externalId: 'queued-1', kind, at: world.clock.now() })
      await world.untilQuiet()
      expect(world.facts('fallback')).toEqual([{ type: 'fallback', status: 'sent', reason: 'error' }])
    },
  )

  it('gives no reason in the subject when WhatsApp is no part of the chain', async () => {
    await world.tell(ana)
    await world.drain()
    expect(world.email.sent[0]?.message.subject).toBe('Alerta: DatabaseDown')
  })

  it('says why it came by e-mail in the language of the reader, and nothing technical in the text', async () => {
    const bob = await world.addPerson({ locale: 'en' }, ['5511900000002', 'bob@example.com'])
    await world.tell(bob, { subject: 'Alert: DatabaseDown', body: 'The database is down.' })
    await world.untilQuiet()
    expect(world.email.sent[0]?.message).toMatchObject({
      subject: 'Alert: DatabaseDown · by e-mail because WhatsApp did not confirm within 60 s',
      body: 'The database is down.',
      locale: 'en',
    })
  })
})

describe('one e-mail for a group and an address', () => {
  let world: World
  let operators: readonly Person[]
  const numbers = ['5511900000001', '5511900000002', '5511900000003']
  const tellAll = (groupKey: string | null = 'alert:g1') =>
    Promise.all(operators.map((person) => world.tell(person, { groupKey })))
  beforeEach(async () => {
    world = createWorld({ without: ['whatsapp'] })
    operators = await Promise.all(numbers.map((number) => world.addPerson({ name: number }, [number])))
  })

  it('one e-mail a person, not a number: three operators behind one fallback address get one', async () => {
    const ids = await tellAll()
    await world.untilQuiet()
    expect(world.email.sent.map(({ message }) => message.address)).toEqual(['ops@example.com'])
    const stories = await Promise.all(ids.map(world.story))
    expect(stories.map(([status]) => status)).toEqual(['delivered', 'delivered', 'delivered'])
    expect(stories.flat().filter((line) => line === 'email skipped same_address')).toHaveLength(2)
  })

  it('a person whose own address is the fallback address counts as it', async () => {
    const [number] = numbers
    operators = [...operators, await world.addPerson({}, ['5511900000009', 'OPS@example.com'])]
    expect(number).toBeDefined()
    await tellAll()
    await world.untilQuiet()
    expect(world.email.sent).toHaveLength(1)
  })

  it('people with addresses of their own get their own', async () => {
    operators = [
      ...operators,
      await world.addPerson({}, ['bia@example.com']),
      await world.addPerson({}, ['caio@example.com']),
    ]
    await tellAll()
    await world.untilQuiet()
    expect(world.email.sent.map(({ message }) => message.address).toSorted()).toEqual([
      'bia@example.com',
      'caio@example.com',
      'ops@example.com',
    ])
  })

  it('another group gets another, and so does what belongs to no group', async () => {
    await tellAll('alert:g1')
    await tellAll('alert:g2')
    await tellAll(null)
    await world.untilQuiet()
    expect(world.email.sent).toHaveLength(2 + 3)
  })

  it('the first one fails: another of the group tries, and all are delivered or failed as they really were', async () => {
    world.email.script({ outcome: 'rejected', reason: 'refused' })
    const ids = await tellAll()
    await world.untilQuiet()
    expect(world.email.sent).toHaveLength(2)
    const stories = await Promise.all(ids.map(world.story))
    expect(stories.map(([status]) => status).toSorted()).toEqual(['delivered', 'delivered', 'failed refused'])
  })

  it('the first one must try again: whoever is first to arrive arrives for all', async () => {
    world.email.script(BUSY)
    const ids = await tellAll()
    await world.untilQuiet()
    expect(world.email.sent).toHaveLength(2)
    for (const id of ids) expect((await world.story(id))[0]).toBe('delivered')
  })

  it('the others wait while one is being sent', async () => {
    const slow = Promise.withResolvers<{ outcome: 'delivered'; externalId: null }>()
    world.email.script(() => slow.promise)
    const ids = await tellAll()
    const draining = world.drain()
    await expect.poll(() => world.email.sent.length).toBe(1)
    await Promise.all(ids.map((id) => world.notify.advance(id)))
    expect(world.email.sent).toHaveLength(1)
    slow.resolve({ outcome: 'delivered', externalId: null })
    await draining
    await world.untilQuiet()
    expect(world.email.sent).toHaveLength(1)
    for (const id of ids) expect((await world.story(id))[0]).toBe('delivered')
  })
})

describe('who gets e-mail', () => {
  it('never a reply at the fallback address', async () => {
    const world = createWorld({ without: ['whatsapp'] })
    const ana = await world.addPerson({}, ['5511987654321'])
    const message = await world.addMessage(ana)
    const id = await world.tell(ana, { kind: 'reply', messageId: message.id })
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['failed not_configured', 'whatsapp skipped not_configured'])
    expect(world.email.sent).toEqual([])
  })

  it('never a member at the fallback address', async () => {
    const world = createWorld({ without: ['whatsapp'] })
    await world.tell(await world.addPerson({ role: 'member' }, ['5511987654321']))
    await world.untilQuiet()
    expect(world.email.sent).toEqual([])
  })
})

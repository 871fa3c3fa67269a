import { beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../../core/people/person.ts'
import { createWorld, memberOf, OPERATOR, secondsIn, type World } from './world.ts'

describe('pauses', () => {
  let world: World
  let ana: Person
  beforeEach(async () => {
    world = createWorld()
    ana = await world.addPerson()
  })
  const sends = () => [...world.whatsapp.sent, ...world.email.sent].length

  it('the kill switch: nothing leaves until resume, then everything pending does', async () => {
    await world.notify.pause(OPERATOR, 'all')
    const ids = [await world.tell(ana), await world.tell(ana, { kind: 'reply' })]
    await world.elapse(3_600)
    expect(sends()).toBe(0)
    await world.notify.resume(OPERATOR, 'all')
    await world.drain()
    await world.elapse(5)
    expect(world.whatsapp.sent).toHaveLength(2)
    for (const id of ids) expect(await world.story(id)).toEqual(['pending', 'whatsapp accepted'])
  })

  describe('the reply to whoever works the kill switch by message', () => {
    const answered = async (intent: string, whom: Partial<Person>): Promise<string> => {
      const person = await world.addPerson(whom, ['5511900000002'])
      const message = await world.addMessage(person, { intent, replyTo: '5511900000002@s.whatsapp.net' })
      const id = await world.tell(person, { kind: 'reply', messageId: message.id })
      await world.elapse(10)
      return id
    }
    beforeEach(() => world.notify.pause(OPERATOR, 'all'))

    it.each(['pause', 'resume'])('leaves while paused: an operator sees that "%s" was heard', async (intent) => {
      const id = await answered(intent, { role: 'operator' })
      expect(await world.story(id)).toEqual(['pending', 'whatsapp accepted'])
    })

    it('leaves for good: it is tried again while paused, and its receipt confirms it', async () => {
      world.whatsapp.script({ outcome: 'transient', reason: 'unreachable', retryAfterMs: null })
      const id = await answered('pause', { role: 'operator' })
      await world.receipt('server')
      expect((await world.story(id))[0]).toBe('delivered')
      expect(world.whatsapp.sent).toHaveLength(2)
    })

    it.each([
      ['what an operator asks besides is held', 'list_tasks', 'operator'],
      ['a member, who may not pause, waits like everyone', 'pause', 'member'],
    ] as const)('alone leaves: %s', async (_, intent, role) => {
      expect(await world.story(await answered(intent, { role }))).toEqual(['pending'])
    })

    it('does not leave on a channel that is paused itself', async () => {
      await world.notify.pause(OPERATOR, 'whatsapp')
      expect(await world.story(await answered('pause', { role: 'operator' }))).toEqual(['pending'])
    })
  })

  it('a paused channel holds what comes to it, without moving on', async () => {
    await world.notify.pause(OPERATOR, 'whatsapp')
    const id = await world.tell(ana)
    await world.elapse(3_600)
    expect(await world.story(id)).toEqual(['pending'])
    expect(sends()).toBe(0)
  })

  it('held until it expires: fails as expired, unsent', async () => {
    await world.notify.pause(OPERATOR, 'all')
    const id = await world.tell(ana)
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['failed expired', 'whatsapp skipped expired'])
    expect(sends()).toBe(0)
  })

  it('the deadline of a first attempt runs on: then the chain moves on to a channel that is not paused', async () => {
    world.whatsapp.script({ outcome: 'transient', reason: 'unreachable', retryAfterMs: null })
    const id = await world.tell(ana)
    await world.drain()
    await world.notify.pause(OPERATOR, 'whatsapp')
    await world.until(secondsIn(61))
    expect(world.whatsapp.sent).toHaveLength(1)
    expect(world.email.sent.map(({ at }) => at)).toEqual([secondsIn(60)])
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp cancelled no_receipt', 'email delivered'])
  })

  it('receipts count while paused', async () => {
    const id = await world.tell(ana)
    await world.drain()
    await world.notify.pause(OPERATOR, 'all')
    await world.receipt('delivered')
    expect((await world.story(id))[0]).toBe('delivered')
  })

  it('a channel that is not configured is passed over, paused or not', async () => {
    world = createWorld({ without: ['whatsapp'] })
    ana = await world.addPerson()
    await world.notify.pause(OPERATOR, 'whatsapp')
    const id = await world.tell(ana)
    await world.drain()
    expect((await world.story(id))[0]).toBe('delivered')
  })

  it('say who and since when, and pausing again keeps the first', async () => {
    await world.notify.pause({ ...OPERATOR, personId: ana.id }, 'whatsapp')
    await world.elapse(60)
    const pauses = await world.notify.pause(OPERATOR, 'whatsapp')
    expect(pauses).toEqual([{ channel: 'whatsapp', since: secondsIn(0), byPersonId: ana.id }])
    expect(await world.notify.pauses()).toEqual(pauses)
    expect(await world.notify.resume(OPERATOR, 'whatsapp')).toEqual([])
  })

  it('are not for members', async () => {
    await expect(world.notify.pause(memberOf(ana), 'all')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(world.notify.resume(memberOf(ana), 'all')).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world.notify.pauses()).toEqual([])
  })
})

describe('one send at a time on WhatsApp, with an hourly cap', () => {
  it('a second worker waits for its turn', async () => {
    const world = createWorld()
    const [ana, bia] = [await world.addPerson(), await world.addPerson({}, ['5511900000001'])]
    const slow = Promise.withResolvers<{ outcome: 'accepted'; externalId: string }>()
    world.whatsapp.script(() => slow.promise)
    const first = await world.tell(ana)
    const second = await world.tell(bia)
    const sending = world.notify.advance(first)
    await expect.poll(() => world.whatsapp.sent.length).toBe(1)
    await world.notify.advance(second)
    expect(world.whatsapp.sent).toHaveLength(1)
    slow.resolve({ outcome: 'accepted', externalId: 'BAE5' })
    await sending
    await world.elapse(2)
    expect(world.whatsapp.sent).toHaveLength(2)
  })

  it('two workers on one notification send once', async () => {
    const world = createWorld()
    const id = await world.tell(await world.addPerson())
    await Promise.all([world.notify.advance(id), world.notify.advance(id), world.notify.advance(id)])
    await world.drain()
    expect(world.whatsapp.sent).toHaveLength(1)
  })

  it('an alert storm: what is over the cap goes by e-mail at once, saying why; replies always pass', async () => {
    const world = createWorld({ settings: { whatsappHourlyCap: 3 } })
    const ana = await world.addPerson()
    const ids: string[] = []
    for (let n = 0; n < 5; n += 1) ids.push(await world.tell(ana))
    ids.push(await world.tell(ana, { kind: 'reply' }))
    await world.elapse(10)
    expect(world.whatsapp.sent).toHaveLength(4)
    expect(world.whatsapp.sent.at(-1)?.message.kind).toBe('reply')
    expect(world.email.sent.map(({ message }) => message.subject)).toEqual(
      Array(2).fill('Alerta: DatabaseDown · por e-mail porque o limite de mensagens por hora foi atingido'),
    )
    expect(await world.story(ids[4] ?? '')).toEqual(['delivered', 'whatsapp skipped throttled', 'email delivered'])
    expect(world.facts('fallback')).toEqual(Array(2).fill({ type: 'fallback', status: 'sent', reason: 'throttled' }))
  })

  it('over the cap with nothing else to try: waits for the hour to pass', async () => {
    const world = createWorld({ settings: { whatsappHourlyCap: 1, fallbackEmail: null } })
    const ana = await world.addPerson({}, ['5511987654321'])
    await world.tell(ana)
    const id = await world.tell(ana)
    await world.drain()
    await world.receipt('delivered')
    await world.elapse(3_590)
    expect(await world.story(id)).toEqual(['pending'])
    await world.elapse(320)
    expect(world.whatsapp.sent).toHaveLength(2)
  })
})

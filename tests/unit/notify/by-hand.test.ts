import { beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../../core/people/person.ts'
import { createWorld, memberOf, OPERATOR, secondsIn, type World } from './world.ts'

describe('telling someone', () => {
  let world: World
  let ana: Person
  beforeEach(async () => {
    world = createWorld()
    ana = await world.addPerson()
  })

  it('the same thing twice is told once: the second request gets the first notification', async () => {
    const request = { personId: ana.id, kind: 'alert', body: 'x', dedupeKey: 'k' } as const
    const first = await world.notify.notify(request)
    const second = await world.notify.notify({ ...request, body: 'y' })
    expect([first.created, second.created]).toEqual([true, false])
    expect(second.notification).toEqual(first.notification)
    await world.drain()
    expect(world.whatsapp.sent).toHaveLength(1)
  })

  it('nobody who is not there', async () => {
    await expect(world.notify.notify({ personId: 'nobody', kind: 'alert', body: 'x' })).rejects.toMatchObject({
      code: 'person_not_found',
    })
  })

  it('is in the inbox from the start', async () => {
    const id = await world.tell(ana)
    const { notifications } = await world.notify.list(memberOf(ana), { limit: 10 })
    expect(notifications).toMatchObject([{ id, status: 'pending', chain: ['whatsapp', 'email'] }])
  })

  it('a member sees their own only', async () => {
    const bia = await world.addPerson({}, ['5511900000001'])
    const id = await world.tell(ana)
    const missing = { code: 'notification_not_found' }
    await expect(world.notify.get(memberOf(bia), id)).rejects.toMatchObject(missing)
    await expect(world.notify.cancel(memberOf(bia), id)).rejects.toMatchObject(missing)
    await expect(world.notify.retry(memberOf(bia), id)).rejects.toMatchObject(missing)
    await expect(world.notify.get(OPERATOR, 'none')).rejects.toMatchObject(missing)
    expect((await world.notify.list(memberOf(bia), { limit: 10 })).notifications).toEqual([])
    const others = world.notify.list(memberOf(bia), { limit: 10, personId: ana.id })
    await expect(others).rejects.toMatchObject({ code: 'forbidden' })
    expect((await world.notify.get(memberOf(ana), id)).notification.id).toBe(id)
  })
})

describe('retry by hand', () => {
  let world: World
  let ana: Person
  let id: string
  beforeEach(async () => {
    world = createWorld()
    ana = await world.addPerson()
    world.whatsapp.script({ outcome: 'unavailable', reason: 'logged_out' })
    world.email.script({ outcome: 'rejected', reason: 'refused' })
    id = await world.tell(ana)
    await world.until(secondsIn(100))
  })

  it('starts the chain anew with a new expiry, and keeps the earlier attempts on record', async () => {
    const again = await world.notify.retry(memberOf(ana), id)
    expect(again).toMatchObject({ status: 'pending', step: 0, round: 2, reason: null, settledAt: null })
    expect(again.expiresAt).toEqual(secondsIn(100 + 86_400))
    await world.drain()
    await world.receipt('delivered')
    expect(await world.story(id)).toEqual([
      'delivered',
      'whatsapp failed logged_out',
      'email failed refused',
      'whatsapp delivered',
    ])
  })

  it('gives every channel all its attempts again', async () => {
    await world.notify.retry(OPERATOR, id)
    world.whatsapp.always({ outcome: 'transient', reason: 'unreachable', retryAfterMs: null })
    await world.elapse(20)
    expect(world.whatsapp.sent).toHaveLength(1 + world.settings.maxAttempts)
  })

  it('finds the addresses a person has by now', async () => {
    await world.storage.run(({ people }) => people.update({ ...ana, aliases: [], version: 2 }, 1))
    const again = await world.notify.retry(OPERATOR, id)
    expect(again.chain).toEqual(['email'])
  })

  it('is for failed ones only', async () => {
    const pending = await world.tell(ana)
    await expect(world.notify.retry(OPERATOR, pending)).rejects.toMatchObject({ code: 'not_retryable' })
    await world.notify.cancel(OPERATOR, pending)
    await expect(world.notify.retry(OPERATOR, pending)).rejects.toMatchObject({ code: 'not_retryable' })
  })
})

describe('cancel', () => {
  let world: World
  let ana: Person
  beforeEach(async () => {
    world = createWorld()
    ana = await world.addPerson()
  })

  it('before the first attempt: nothing is ever sent', async () => {
    const id = await world.tell(ana)
    expect(await world.notify.cancel(memberOf(ana), id)).toMatchObject({ status: 'cancelled', reason: null })
    await world.untilQuiet()
    expect([...world.whatsapp.sent, ...world.email.sent]).toEqual([])
    expect(await world.story(id)).toEqual(['cancelled'])
  })

  it('between two attempts: the waiting one is cancelled', async () => {
    world.whatsapp.script({ outcome: 'transient', reason: 'unreachable', retryAfterMs: null })
    const id = await world.tell(ana)
    await world.drain()
    await world.notify.cancel(OPERATOR, id)
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['cancelled', 'whatsapp cancelled unreachable'])
    expect(world.whatsapp.sent).toHaveLength(1)
  })

  it.each([
    { outcome: { outcome: 'accepted', externalId: 'BAE5' }, attempt: 'whatsapp accepted' },
    {
      outcome: { outcome: 'transient', reason: 'unreachable', retryAfterMs: null },
      attempt: 'whatsapp failed unreachable',
    },
    { outcome: { outcome: 'rejected', reason: 'rejected' }, attempt: 'whatsapp failed rejected' },
    { outcome: { outcome: 'ambiguous', reason: 'timeout' }, attempt: 'whatsapp ambiguous timeout' },
  ] as const)('while sending, $outcome.outcome: its end is written down and nothing follows', async (one) => {
    const slow = Promise.withResolvers<typeof one.outcome>()
    world.whatsapp.script(() => slow.promise)
    const id = await world.tell(ana)
    const draining = world.drain()
    await expect.poll(() => world.whatsapp.sent.length).toBe(1)
    await world.notify.cancel(OPERATOR, id)
    slow.resolve(one.outcome)
    await draining
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['cancelled', one.attempt])
    expect(world.whatsapp.sent).toHaveLength(1)
    expect(world.email.sent).toEqual([])
  })

  it('is for pending ones only', async () => {
    const id = await world.tell(ana)
    await world.notify.cancel(OPERATOR, id)
    await expect(world.notify.cancel(OPERATOR, id)).rejects.toMatchObject({ code: 'not_cancellable' })
  })
})

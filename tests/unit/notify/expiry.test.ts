import { beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../../core/people/person.ts'
import { createPower } from './power.ts'
import { createWorld, secondsIn, type World } from './world.ts'

const HOUR = 3_600
const NIGHT = { start: '22:00', end: '07:00' }
/** In São Paulo, where the tests' people live. */
const at = (local: string): Date => new Date(`${local}-03:00`)

describe('expiry', () => {
  let world: World
  let ana: Person
  beforeEach(async () => {
    world = createWorld()
    ana = await world.addPerson()
  })

  it('expiry: nothing is sent from then on, and the notification is a dead letter', async () => {
    world.email.always({ outcome: 'transient', reason: 'unreachable', retryAfterMs: null })
    world.whatsapp.always({ outcome: 'rejected', reason: 'rejected' })
    const id = await world.tell(ana, { expiresAt: secondsIn(100) })
    await world.untilQuiet()
    expect(await world.story(id)).toEqual([
      'failed unreachable',
      'whatsapp failed rejected',
      'email retrying unreachable',
      'email failed unreachable',
    ])
    expect(world.email.sent.every((sent) => sent.at < secondsIn(100))).toBe(true)
  })

  it('expiry while a receipt is awaited: stops the chain', async () => {
    const id = await world.tell(ana, { expiresAt: secondsIn(30) })
    await world.untilQuiet()
    expect(world.clock.now()).toEqual(secondsIn(30))
    expect(await world.story(id)).toEqual(['failed expired', 'whatsapp failed expired'])
    expect(world.email.sent).toEqual([])
  })

  it('expired before its time came: never sent', async () => {
    const id = await world.tell(ana, { notBefore: secondsIn(60), expiresAt: secondsIn(60) })
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['failed expired', 'whatsapp skipped expired'])
    expect([...world.whatsapp.sent, ...world.email.sent]).toEqual([])
  })

  it('a receipt that came before it counts, even when it is looked at afterwards', async () => {
    const id = await world.tell(ana, { expiresAt: secondsIn(30) })
    await world.drain()
    await world.storage.run(({ notifications }) =>
      notifications.insertReceipt({
        channel: 'whatsapp',
        externalId: world.whatsapp.externalIds[0] ?? '',
        kind: 'delivered',
        at: secondsIn(10),
      }),
    )
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp delivered'])
  })

  it('comes even when every other job was lost: nothing stays pending for ever', async () => {
    const power = createPower()
    world = createWorld({ power })
    const id = await world.tell(await world.addPerson(), { expiresAt: secondsIn(7_200) })
    power.cut()
    await world.until(secondsIn(7_000))
    expect(world.jobs.dead().map(({ name }) => name)).toEqual(['notify.whatsapp'])
    power.restore()
    await world.until(secondsIn(7_200))
    expect(await world.story(id)).toEqual(['failed expired', 'whatsapp skipped expired'])
  })

  it('is that of its kind, counted from when it may start', async () => {
    const plain = await world.tell(ana, { kind: 'brief' })
    const later = await world.tell(ana, { kind: 'brief', notBefore: secondsIn(HOUR) })
    expect((await world.read(plain)).notification.expiresAt).toEqual(secondsIn(12 * HOUR))
    expect((await world.read(later)).notification.expiresAt).toEqual(secondsIn(13 * HOUR))
  })

  it('not before its time: sent then', async () => {
    await world.tell(ana, { notBefore: secondsIn(90) })
    await world.until(secondsIn(89))
    expect(world.whatsapp.sent).toEqual([])
    await world.until(secondsIn(90))
    expect(world.whatsapp.sent.map((sent) => sent.at)).toEqual([secondsIn(90)])
  })
})

describe('quiet hours', () => {
  const evening = (local: string) => createWorld({ start: at(local) })

  it('hold a reminder until they end, and its expiry counts from then', async () => {
    const world = evening('2026-01-05T23:00:00')
    const ana = await world.addPerson({ quietHours: NIGHT })
    const id = await world.tell(ana, { kind: 'reminder' })
    expect((await world.read(id)).notification.expiresAt).toEqual(at('2026-01-06T13:00:00'))
    await world.until(at('2026-01-06T06:59:59'))
    expect(world.whatsapp.sent).toEqual([])
    await world.until(at('2026-01-06T07:00:00'))
    expect(world.whatsapp.sent).toHaveLength(1)
    expect(world.email.sent).toEqual([])
  })

  it('hold its e-mail too when they begin in between, and it does not expire meanwhile', async () => {
    const world = evening('2026-01-05T21:59:00')
    const ana = await world.addPerson({ quietHours: NIGHT })
    const id = await world.tell(ana, { kind: 'reminder' })
    await world.until(at('2026-01-06T06:59:59'))
    expect(world.email.sent).toEqual([])
    await world.until(at('2026-01-06T07:00:00'))
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp failed no_receipt', 'email delivered'])
  })

  it.each(['alert', 'reply', 'brief'] as const)('never hold a %s', async (kind) => {
    const world = evening('2026-01-05T23:00:00')
    await world.tell(await world.addPerson({ quietHours: NIGHT }), { kind })
    await world.drain()
    expect(world.whatsapp.sent).toHaveLength(1)
  })

  it('never extend an expiry that was asked for', async () => {
    const world = evening('2026-01-05T23:00:00')
    const ana = await world.addPerson({ quietHours: NIGHT })
    const id = await world.tell(ana, { kind: 'reminder', expiresAt: at('2026-01-06T00:00:00') })
    await world.untilQuiet()
    expect((await world.story(id))[0]).toBe('failed expired')
    expect([...world.whatsapp.sent, ...world.email.sent]).toEqual([])
  })
})

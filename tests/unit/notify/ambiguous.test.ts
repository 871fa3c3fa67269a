import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Person } from '../../../core/people/person.ts'
import { createPower } from './power.ts'
import { createWorld, secondsIn, type World } from './world.ts'

const TIMED_OUT = { outcome: 'ambiguous', reason: 'timeout' } as const

describe('a send whose answer never came', () => {
  let world: World
  let ana: Person
  beforeEach(async () => {
    world = createWorld()
    ana = await world.addPerson()
    world.whatsapp.script(TIMED_OUT)
  })

  it('ambiguous timeout, found: nothing is sent again and its receipts count', async () => {
    world.whatsapp.scriptLookup({ outcome: 'found', externalId: 'BAE5' })
    const id = await world.tell(ana)
    await world.elapse(5)
    expect(await world.story(id)).toEqual(['pending', 'whatsapp accepted'])
    expect(world.whatsapp.lookups[0]).toMatchObject({ since: secondsIn(0), message: { address: '5511987654321' } })
    await world.receipt('delivered', 'BAE5')
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp delivered'])
    expect(world.whatsapp.sent).toHaveLength(1)
  })

  it('ambiguous timeout, found after its receipt had come: delivered at once', async () => {
    world.whatsapp.scriptLookup({ outcome: 'found', externalId: 'BAE5' })
    const id = await world.tell(ana)
    await world.drain()
    await world.receipt('delivered', 'BAE5')
    expect(await world.story(id)).toEqual(['pending', 'whatsapp ambiguous timeout'])
    await world.elapse(5)
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp delivered'])
  })

  it('ambiguous timeout, absent: sent again, as one more attempt', async () => {
    const id = await world.tell(ana)
    await world.elapse(5)
    expect(await world.story(id)).toEqual(['pending', 'whatsapp retrying timeout', 'whatsapp accepted'])
    expect(world.whatsapp.sent).toHaveLength(2)
  })

  it('ambiguous timeout, unknown: never a second WhatsApp text; asked again, then e-mail at the deadline', async () => {
    world.whatsapp.scriptLookup(...Array.from({ length: 20 }, () => ({ outcome: 'unknown' }) as const))
    const id = await world.tell(ana)
    await world.untilQuiet()
    expect(world.whatsapp.sent).toHaveLength(1)
    expect(world.whatsapp.lookups.length).toBeGreaterThan(2)
    expect(world.whatsapp.lookups.length).toBeLessThan(10)
    expect(world.email.sent.map(({ at }) => at)).toEqual([secondsIn(60)])
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp ambiguous no_receipt', 'email delivered'])
  })

  it('ambiguous timeout, unknown and then found: its receipt spares the e-mail', async () => {
    world.whatsapp.scriptLookup({ outcome: 'unknown' }, { outcome: 'found', externalId: 'BAE5' })
    const id = await world.tell(ana)
    await world.elapse(20)
    await world.receipt('delivered', 'BAE5')
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp delivered'])
    expect(world.email.sent).toEqual([])
  })

  it('what the sender learns while the gateway is asked wins: absent then sends nothing', async () => {
    const slow = Promise.withResolvers<{ outcome: 'absent' }>()
    world.whatsapp.scriptLookup(() => slow.promise, { outcome: 'found', externalId: 'BAE5' })
    const id = await world.tell(ana)
    await world.drain()
    world.clock.advance(2_000)
    const asking = world.drain()
    await vi.waitFor(() => expect(world.whatsapp.lookups).toHaveLength(1))
    world.clock.advance(25_000)
    await world.drain()
    expect(await world.story(id)).toEqual(['pending', 'whatsapp accepted'])
    slow.resolve({ outcome: 'absent' })
    await asking
    await world.elapse(10)
    expect(await world.story(id)).toEqual(['pending', 'whatsapp accepted'])
    expect(world.whatsapp.sent).toHaveLength(1)
  })

  it('a gateway that cannot be asked leaves it unknown', async () => {
    world.whatsapp.scriptLookup(() => Promise.reject(new Error('broken adapter')))
    const id = await world.tell(ana)
    await world.elapse(3)
    expect(await world.story(id)).toEqual(['pending', 'whatsapp ambiguous timeout'])
    expect(world.failures).toEqual([])
  })

  it('a channel that throws may have sent all the same', async () => {
    world = createWorld()
    world.whatsapp.script(() => Promise.reject(new Error('broken adapter')))
    world.whatsapp.scriptLookup({ outcome: 'found', externalId: 'BAE5' })
    const id = await world.tell(await world.addPerson())
    await world.elapse(5)
    expect(await world.story(id)).toEqual(['pending', 'whatsapp accepted'])
    expect(world.whatsapp.sent).toHaveLength(1)
  })
})

describe('an e-mail whose answer never came', () => {
  let world: World
  let ana: Person
  beforeEach(async () => {
    world = createWorld()
    ana = await world.addPerson({ chain: ['email'] })
    world.email.script(TIMED_OUT)
  })

  it('is sent once more, under the same notification, of which its Message-ID is made', async () => {
    world.email.scriptLookup({ outcome: 'unknown' })
    const id = await world.tell(ana)
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['delivered', 'email retrying ambiguous', 'email delivered'])
    expect(world.email.sent.map(({ message }) => message.notificationId)).toEqual([id, id])
  })

  it('is not sent a third time', async () => {
    world.email.always(TIMED_OUT)
    world.email.scriptLookup({ outcome: 'unknown' }, { outcome: 'unknown' })
    const id = await world.tell(ana)
    await world.untilQuiet()
    expect(world.email.sent).toHaveLength(2)
    expect(await world.story(id)).toEqual(['failed timeout', 'email retrying ambiguous', 'email failed timeout'])
  })
})

describe('an e-mail whose sender stopped', () => {
  it('is sent after all, however long nobody works in between', async () => {
    const power = createPower()
    const world = createWorld({ power })
    const id = await world.tell(await world.addPerson({ chain: ['email'] }))
    world.email.script(() => {
      power.cut()
      return { outcome: 'transient', reason: 'unreachable', retryAfterMs: null }
    })
    world.email.scriptLookup({ outcome: 'unknown' })
    await world.drain()
    power.restore()
    await world.until(secondsIn(26))
    expect(await world.story(id)).toEqual(['pending', 'email ambiguous interrupted'])
    world.clock.advance(7_200_000)
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['delivered', 'email retrying interrupted', 'email delivered'])
  })

  it('and lives after all: its success is the end, and nothing is sent again', async () => {
    const world = createWorld()
    const slow = Promise.withResolvers<{ outcome: 'delivered'; externalId: null }>()
    world.email.script(() => slow.promise)
    world.email.scriptLookup({ outcome: 'unknown' })
    const id = await world.tell(await world.addPerson({ chain: ['email'] }))
    const draining = world.drain()
    await vi.waitFor(() => expect(world.email.sent).toHaveLength(1))
    for (const seconds of [25, 28]) {
      world.clock.set(secondsIn(seconds))
      await world.drain()
    }
    expect(await world.story(id)).toEqual(['pending', 'email retrying interrupted'])
    slow.resolve({ outcome: 'delivered', externalId: null })
    await draining
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['delivered', 'email delivered'])
    expect(world.email.sent).toHaveLength(1)
  })
})

describe('a sender that died', () => {
  /** Cut off while its request is on its way. */
  const dying = async () => {
    const power = createPower()
    const world = createWorld({ power })
    const id = await world.tell(await world.addPerson())
    world.whatsapp.script(() => {
      power.cut()
      return { outcome: 'accepted', externalId: 'BAE5' }
    })
    await world.drain()
    power.restore()
    return { world, id }
  }

  it('is noticed when its lease is over, and the gateway is asked before anything is sent again', async () => {
    const { world, id } = await dying()
    world.whatsapp.scriptLookup({ outcome: 'found', externalId: 'BAE5' })
    await world.until(secondsIn(24.9))
    expect(await world.story(id)).toEqual(['pending', 'whatsapp sending'])
    await world.until(secondsIn(25))
    expect(await world.story(id)).toEqual(['pending', 'whatsapp ambiguous interrupted'])
    await world.elapse(5)
    expect(await world.story(id)).toEqual(['pending', 'whatsapp accepted'])
    expect(world.whatsapp.sent).toHaveLength(1)
  })

  it('left a job that looks again, committed with the claim: of a send as of a question', async () => {
    const world = createWorld()
    const planned: Date[] = []
    const plan = () => planned.push(...world.jobs.waiting().map(({ runAt }) => runAt))
    world.whatsapp.script(() => {
      plan()
      return { outcome: 'ambiguous', reason: 'timeout' }
    })
    world.whatsapp.scriptLookup(() => {
      plan()
      return { outcome: 'found', externalId: 'BAE5' }
    })
    const expiresAt = secondsIn(86_400)
    await world.tell(await world.addPerson())
    await world.elapse(3)
    expect(planned).toEqual([secondsIn(25), expiresAt, secondsIn(25), secondsIn(27), expiresAt])
  })

  it('is noticed at once by the next start of the only process', async () => {
    const { world, id } = await dying()
    world.whatsapp.scriptLookup({ outcome: 'found', externalId: 'BAE5' })
    await world.notify.recover()
    await world.elapse(3)
    expect(await world.story(id)).toEqual(['pending', 'whatsapp accepted'])
    expect(world.whatsapp.sent).toHaveLength(1)
  })

  it('may have left a request at work: absent counts only once no send can last that long', async () => {
    const { world } = await dying()
    await world.notify.recover()
    await world.until(secondsIn(9))
    expect([world.whatsapp.lookups.length, world.whatsapp.sent.length]).toEqual([1, 1])
    await world.until(secondsIn(12))
    expect([world.whatsapp.lookups.length, world.whatsapp.sent.length]).toEqual([2, 2])
  })

  it('frees the lane for others when it is noticed', async () => {
    const { world } = await dying()
    world.whatsapp.scriptLookup({ outcome: 'unknown' }, { outcome: 'unknown' }, { outcome: 'unknown' })
    await world.notify.recover()
    await world.drain()
    const bia = await world.addPerson({ name: 'Bia' }, ['5511912345678'])
    await world.tell(bia, { kind: 'reply' })
    await world.drain()
    expect(world.whatsapp.sent.map(({ message }) => message.address)).toEqual(['5511987654321', '5511912345678'])
  })

  it('and lives after all: what it knows is better than what was concluded', async () => {
    const world = createWorld()
    const slow = Promise.withResolvers<{ outcome: 'accepted'; externalId: string }>()
    world.whatsapp.script(() => slow.promise)
    const id = await world.tell(await world.addPerson())
    const draining = world.drain()
    await vi.waitFor(() => expect(world.whatsapp.sent).toHaveLength(1))
    world.clock.advance(25_000)
    await world.notify.advance(id)
    slow.resolve({ outcome: 'accepted', externalId: 'BAE5' })
    await draining
    expect(await world.story(id)).toEqual(['pending', 'whatsapp accepted'])
    await world.receipt('delivered', 'BAE5')
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp delivered'])
  })
})

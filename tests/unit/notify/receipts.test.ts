import { beforeEach, describe, expect, it } from 'vitest'
import type { ReceiptKind } from '../../../core/notify/index.ts'
import type { Person } from '../../../core/people/person.ts'
import { createWorld, OPERATOR, secondsIn, type World } from './world.ts'

describe('receipts', () => {
  let world: World
  let ana: Person
  beforeEach(async () => {
    world = createWorld()
    ana = await world.addPerson()
  })
  const kindsOf = async (id: string): Promise<readonly ReceiptKind[]> => {
    const { deliveries } = await world.read(id)
    return deliveries.flatMap(({ receipts }) => receipts.map(({ kind }) => kind))
  }

  it('late receipt: is on record, sends nothing and changes nothing', async () => {
    const id = await world.tell(ana)
    await world.until(secondsIn(61))
    const before = await world.story(id)
    await world.receipt('delivered')
    await world.receipt('read')
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(before)
    expect(before).toEqual(['delivered', 'whatsapp failed no_receipt', 'email delivered'])
    expect(await kindsOf(id)).toEqual(['delivered', 'read'])
    expect(world.whatsapp.sent).toHaveLength(1)
    expect(world.email.sent).toHaveLength(1)
  })

  it('late receipt, while the e-mail is still being tried: the e-mail goes all the same', async () => {
    world.email.script({ outcome: 'transient', reason: 'unreachable', retryAfterMs: null })
    const id = await world.tell(ana)
    await world.until(secondsIn(61))
    await world.receipt('delivered')
    await world.untilQuiet()
    expect((await world.story(id))[0]).toBe('delivered')
    expect(world.email.sent).toHaveLength(2)
  })

  it('duplicate receipt: counts once', async () => {
    const id = await world.tell(ana)
    await world.drain()
    await world.receipt('delivered')
    await world.receipt('delivered')
    expect(await kindsOf(id)).toEqual(['delivered'])
    expect(world.facts('receipt')).toEqual([{ type: 'receipt', channel: 'whatsapp', receipt: 'delivered', seconds: 0 }])
    expect(world.facts('delivery').map((fact) => 'outcome' in fact && fact.outcome)).toEqual(['accepted', 'delivered'])
  })

  it('early receipt: what came before the gateway answered counts when it does', async () => {
    world.whatsapp.script(async () => {
      await world.notify.receive({ channel: 'whatsapp', externalId: 'BAE5', kind: 'delivered', at: world.clock.now() })
      return { outcome: 'accepted', externalId: 'BAE5' }
    })
    const id = await world.tell(ana)
    await world.drain()
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp delivered'])
    expect(world.facts('receipt')).toHaveLength(1)
  })

  it.each([
    { order: ['read', 'failed'], end: 'delivered' },
    { order: ['failed', 'read'], end: 'delivered' },
    { order: ['server', 'failed'], end: 'e-mail' },
    { order: ['failed', 'server'], end: 'e-mail' },
    { order: ['read', 'server', 'accepted'], end: 'delivered' },
  ] as const)('together in any order, $order: $end', async ({ order, end }) => {
    world.whatsapp.script(async () => {
      for (const kind of order) {
        await world.notify.receive({ channel: 'whatsapp', externalId: 'BAE5', kind, at: world.clock.now() })
      }
      return { outcome: 'accepted', externalId: 'BAE5' }
    })
    const id = await world.tell(ana)
    await world.drain()
    const expected =
      end === 'delivered'
        ? ['delivered', 'whatsapp delivered']
        : ['delivered', 'whatsapp failed failed_receipt', 'email delivered']
    expect(await world.story(id)).toEqual(expected)
  })

  it('failed before delivered: the e-mail goes at once', async () => {
    const id = await world.tell(ana)
    await world.elapse(5)
    await world.receipt('server')
    await world.receipt('failed')
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp failed failed_receipt', 'email delivered'])
    expect(world.email.sent.map(({ at }) => at)).toEqual([secondsIn(5)])
    expect(world.email.sent[0]?.message.subject).toContain('porque o WhatsApp não conseguiu entregar')
  })

  it('failed after read: never steps down', async () => {
    const id = await world.tell(ana)
    await world.drain()
    await world.receipt('read')
    await world.receipt('failed')
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp delivered'])
    expect(world.email.sent).toEqual([])
  })

  it('of a message that is not ours, or for a channel it did not take: nobody minds', async () => {
    const id = await world.tell(ana)
    await world.drain()
    await world.receipt('delivered', 'typed on the phone')
    const externalId = world.whatsapp.externalIds[0] ?? ''
    await world.notify.receive({ channel: 'email', externalId, kind: 'delivered', at: world.clock.now() })
    expect(await world.story(id)).toEqual(['pending', 'whatsapp accepted'])
  })

  it('after a cancel: is on record and changes nothing', async () => {
    const id = await world.tell(ana)
    await world.drain()
    await world.notify.cancel(OPERATOR, id)
    await world.receipt('delivered')
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['cancelled', 'whatsapp accepted'])
    expect(await kindsOf(id)).toEqual(['delivered'])
  })

  it('tell how long they took, from the attempt', async () => {
    await world.tell(ana)
    await world.elapse(3)
    await world.receipt('server')
    await world.elapse(4)
    await world.receipt('delivered')
    expect(world.facts('receipt')).toEqual([
      { type: 'receipt', channel: 'whatsapp', receipt: 'server', seconds: 3 },
      { type: 'receipt', channel: 'whatsapp', receipt: 'delivered', seconds: 7 },
    ])
  })
})

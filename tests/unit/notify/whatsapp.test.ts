import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { NotificationKind } from '../../../core/notify/index.ts'
import type { Person } from '../../../core/people/person.ts'
import { createWorld, secondsIn, type World } from './world.ts'

const CONFIRMING = { alert: 'delivered', reminder: 'server', brief: 'server', reply: 'server' } as const
const DEADLINES: Readonly<Record<NotificationKind, number>> = { alert: 60, reminder: 180, brief: 600, reply: 120 }
const KINDS = Object.keys(DEADLINES) as NotificationKind[]

describe('the chain on WhatsApp', () => {
  let world: World
  let ana: Person
  beforeEach(async () => {
    world = createWorld()
    ana = await world.addPerson()
  })

  it('sends at once, to the phone, with the text as it is', async () => {
    const id = await world.tell(ana)
    await world.drain()
    expect(world.whatsapp.sent).toHaveLength(1)
    expect(world.whatsapp.sent[0]?.message).toMatchObject({
      notificationId: id,
      address: '5511987654321',
      kind: 'alert',
      body: 'O banco caiu.',
      locale: 'pt-BR',
    })
    expect(await world.story(id)).toEqual(['pending', 'whatsapp accepted'])
  })

  it.each(KINDS)('takes a %s for delivered at the receipt of its kind and not before', async (kind) => {
    const id = await world.tell(ana, { kind })
    await world.drain()
    await world.receipt('accepted')
    if (CONFIRMING[kind] === 'delivered') await world.receipt('server')
    expect(await world.story(id)).toEqual(['pending', 'whatsapp accepted'])
    await world.receipt(CONFIRMING[kind])
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp delivered'])
    await world.untilQuiet()
    expect(world.email.sent).toEqual([])
  })

  it.each(KINDS)(
    'accepted without receipt: a %s goes by e-mail at the deadline of its kind, not before',
    async (kind) => {
      const id = await world.tell(ana, { kind })
      await world.until(secondsIn(DEADLINES[kind] - 1))
      expect(world.email.sent).toEqual([])
      await world.until(secondsIn(DEADLINES[kind]))
      expect(world.email.sent.map(({ at }) => at)).toEqual([secondsIn(DEADLINES[kind])])
      expect(await world.story(id)).toEqual(['delivered', 'whatsapp failed no_receipt', 'email delivered'])
      expect(world.whatsapp.sent).toHaveLength(1)
    },
  )

  it('permanent refusal: goes by e-mail at once, with the reason', async () => {
    world.whatsapp.script({ outcome: 'rejected', reason: 'not_on_whatsapp' })
    const id = await world.tell(ana)
    await world.drain()
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp failed not_on_whatsapp', 'email delivered'])
    expect(world.email.sent[0]?.at).toEqual(secondsIn(0))
  })

  it.each(['alert', 'brief'] as const)('not configured: a %s goes by e-mail at once and says so', async (kind) => {
    world = createWorld({ without: ['whatsapp'] })
    ana = await world.addPerson()
    const id = await world.tell(ana, { kind, subject: kind === 'brief' ? 'Seu dia' : 'Alerta: DatabaseDown' })
    await world.drain()
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp skipped not_configured', 'email delivered'])
    expect(world.email.sent.map(({ at }) => at)).toEqual([secondsIn(0)])
    expect(world.email.sent[0]?.message.subject).toMatch(/ · por e-mail porque o WhatsApp não está configurado$/)
  })

  it.each([
    { kind: 'alert', reason: 'logged_out', words: 'porque o WhatsApp está desconectado' },
    { kind: 'brief', reason: 'logged_out', words: 'porque o WhatsApp está desconectado' },
    { kind: 'alert', reason: 'licence', words: 'porque o WhatsApp está sem licença' },
    { kind: 'brief', reason: 'licence', words: 'porque o WhatsApp está sem licença' },
  ] as const)('$reason: a $kind goes by e-mail at once and says so', async ({ kind, reason, words }) => {
    world.whatsapp.script({ outcome: 'unavailable', reason })
    const id = await world.tell(ana, { kind })
    await world.drain()
    expect(await world.story(id)).toEqual(['delivered', `whatsapp failed ${reason}`, 'email delivered'])
    expect(world.email.sent.map(({ at }) => at)).toEqual([secondsIn(0)])
    expect(world.email.sent[0]?.message.subject).toContain(words)
    expect(world.facts('fallback')).toEqual([{ type: 'fallback', status: 'sent', reason: 'disabled' }])
  })

  it('transient failure: tries again within seconds, each attempt on record', async () => {
    const busy = { outcome: 'transient', reason: 'unreachable', retryAfterMs: null } as const
    world.whatsapp.script(busy, busy)
    const id = await world.tell(ana)
    await world.elapse(3)
    expect(world.whatsapp.sent).toHaveLength(3)
    await world.receipt('delivered')
    expect(await world.story(id)).toEqual([
      'delivered',
      'whatsapp retrying unreachable',
      'whatsapp retrying unreachable',
      'whatsapp delivered',
    ])
    expect((await world.read(id)).deliveries.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
  })

  it('retry ceiling: after the last attempt allowed it goes by e-mail at once', async () => {
    world.whatsapp.always({ outcome: 'transient', reason: 'unreachable', retryAfterMs: null })
    const id = await world.tell(ana)
    await world.until(secondsIn(16))
    expect(world.whatsapp.sent).toHaveLength(world.settings.maxAttempts)
    expect((await world.story(id)).slice(-2)).toEqual(['whatsapp failed unreachable', 'email delivered'])
    expect(world.facts('fallback')).toEqual([{ type: 'fallback', status: 'sent', reason: 'error' }])
  })

  it('throttled: waits at least as long as the gateway asks', async () => {
    world.whatsapp.script({ outcome: 'transient', reason: 'throttled', retryAfterMs: 20_000 })
    await world.tell(ana)
    await world.until(secondsIn(19.9))
    expect(world.whatsapp.sent).toHaveLength(1)
    await world.until(secondsIn(20))
    expect(world.whatsapp.sent).toHaveLength(2)
  })

  it('throttled beyond the deadline: goes by e-mail at once rather than late', async () => {
    world.whatsapp.script({ outcome: 'transient', reason: 'throttled', retryAfterMs: 61_000 })
    const id = await world.tell(ana)
    await world.drain()
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp failed throttled', 'email delivered'])
    expect(world.facts('fallback')).toEqual([{ type: 'fallback', status: 'sent', reason: 'throttled' }])
  })

  it('counts the deadline from the first attempt, also while retrying', async () => {
    world.whatsapp.script({ outcome: 'transient', reason: 'unreachable', retryAfterMs: 50_000 })
    const id = await world.tell(ana)
    await world.until(secondsIn(60))
    expect(world.whatsapp.sent.map(({ at }) => at)).toEqual([secondsIn(0), secondsIn(50)])
    expect(world.email.sent.map(({ at }) => at)).toEqual([secondsIn(60)])
    expect(await world.story(id)).toEqual([
      'delivered',
      'whatsapp retrying unreachable',
      'whatsapp failed no_receipt',
      'email delivered',
    ])
  })

  it('a send that hangs beyond the deadline: the e-mail goes without waiting for it', async () => {
    world = createWorld({ sendTimeoutMs: 63_000 })
    ana = await world.addPerson()
    const hanging = Promise.withResolvers<{ outcome: 'accepted'; externalId: string }>()
    world.whatsapp.script(() => hanging.promise)
    const id = await world.tell(ana)
    const draining = world.drain()
    await vi.waitFor(() => expect(world.whatsapp.sent).toHaveLength(1))
    world.clock.set(secondsIn(60))
    await world.drain()
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp ambiguous no_receipt', 'email delivered'])
    hanging.resolve({ outcome: 'accepted', externalId: 'late' })
    await draining
    expect(await world.story(id)).toEqual(['delivered', 'whatsapp accepted no_receipt', 'email delivered'])
    expect(world.email.sent).toHaveLength(1)
  })

  it('on the last channel too the deadline is kept to the second', async () => {
    world = createWorld({ sendTimeoutMs: 63_000, settings: { fallbackEmail: null } })
    const id = await world.tell(await world.addPerson({}, ['5511987654321']))
    await world.until(secondsIn(60))
    expect(await world.story(id)).toEqual(['failed no_receipt', 'whatsapp failed no_receipt'])
  })

  it('every channel down: it fails with the last reason, stays in the inbox, and is a dead letter', async () => {
    world.whatsapp.always({ outcome: 'unavailable', reason: 'logged_out' })
    world.email.always({ outcome: 'rejected', reason: 'mailbox_unknown' })
    const id = await world.tell(ana)
    await world.untilQuiet()
    expect(await world.story(id)).toEqual([
      'failed mailbox_unknown',
      'whatsapp failed logged_out',
      'email failed mailbox_unknown',
    ])
    const { notifications } = await world.notify.list({ ...ANYONE, personId: ana.id }, { status: 'failed', limit: 9 })
    expect(notifications.map((notification) => notification.id)).toEqual([id])
    expect(world.facts('fallback')).toEqual([{ type: 'fallback', status: 'failure', reason: 'disabled' }])
  })

  it('every channel not configured: it fails at once', async () => {
    world = createWorld({ without: ['whatsapp', 'email'] })
    const id = await world.tell(await world.addPerson())
    await world.drain()
    expect(await world.story(id)).toEqual([
      'failed not_configured',
      'whatsapp skipped not_configured',
      'email skipped not_configured',
    ])
  })

  it('no outside channel leads to the person: delivered at once, the inbox is the whole chain', async () => {
    const id = await world.tell(await world.addPerson({ role: 'member' }, []))
    expect(await world.story(id)).toEqual(['delivered'])
    await world.untilQuiet()
    expect([...world.whatsapp.sent, ...world.email.sent]).toEqual([])
  })

  it('a person removed meanwhile is not written to', async () => {
    const id = await world.tell(ana, { notBefore: secondsIn(60) })
    await world.storage.run(({ people }) => people.remove(ana.id, world.clock.now()))
    await world.untilQuiet()
    expect(await world.story(id)).toEqual(['cancelled person_removed'])
    expect([...world.whatsapp.sent, ...world.email.sent]).toEqual([])
  })
})

const ANYONE = { role: 'member', channel: 'api' } as const

import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../../core/index.ts'
import type { Timeline } from '../../../core/notify/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
let ana: Actor
let bruno: Actor

beforeEach(async () => {
  test = await createTestCore({ settings: { fallbackEmail: 'equipe@example.com' } })
  ana = actorOf(test.ana, 'web')
  bruno = actorOf(test.bruno, 'web')
})

const alert = async (personId = test.ana.id) =>
  (await test.core.notify.notify({ personId, kind: 'alert', body: 'O disco está cheio.' })).notification

const states = ({ links }: Timeline) => links.map(({ round, channel, state }) => `${round} ${channel} ${state}`)

describe('the way of a notification', () => {
  it('before its first step waits on each link', async () => {
    const { id } = await alert()
    const timeline = await test.core.notify.timeline(ana, id)
    expect(states(timeline)).toEqual(['1 whatsapp waiting', '1 email waiting'])
    expect(timeline).toMatchObject({ next: 'email', links: [{ deadlineAt: null, attempts: [] }, {}] })
  })

  it('shows the attempt that awaits its receipt, with what the channel said so far and when the chain goes on', async () => {
    test.whatsapp.always({ outcome: 'accepted', externalId: 'W1' })
    const { id } = await alert()
    await test.drain()
    await test.core.notify.receive({ channel: 'whatsapp', externalId: 'W1', kind: 'server', at: test.clock.now() })
    const timeline = await test.core.notify.timeline(ana, id)
    expect(states(timeline)).toEqual(['1 whatsapp trying', '1 email waiting'])
    const [link] = timeline.links
    expect(link?.attempts).toMatchObject([{ state: 'accepted', receipts: [{ kind: 'server' }] }])
    expect(link?.deadlineAt).toEqual(link?.attempts[0]?.deadlineAt)
  })

  it('ends where it was confirmed, and says why the links before were given up', async () => {
    test.whatsapp.always({ outcome: 'unavailable', reason: 'logged_out' })
    const { id } = await alert()
    await test.drain()
    const timeline = await test.core.notify.timeline(ana, id)
    expect(states(timeline)).toEqual(['1 whatsapp ended', '1 email confirmed'])
    expect(timeline).toMatchObject({ next: null, links: [{ reason: 'logged_out' }, { reason: null }] })
  })

  it('keeps the links of earlier rounds before those of the present one', async () => {
    test.whatsapp.always({ outcome: 'unavailable', reason: 'logged_out' })
    test.email.always({ outcome: 'rejected', reason: 'rejected' })
    const { id } = await alert()
    await test.drain()
    await test.core.notify.retry(ana, id)
    expect(states(await test.core.notify.timeline(ana, id))).toEqual([
      '1 whatsapp ended',
      '1 email ended',
      '2 whatsapp waiting',
      '2 email waiting',
    ])
    await test.core.notify.cancel(ana, id)
    expect(states(await test.core.notify.timeline(ana, id)).slice(2)).toEqual(['2 whatsapp unused', '2 email unused'])
  })

  it('of somebody else is not there, and lists show a member their own', async () => {
    const hers = await alert()
    const his = await alert(test.bruno.id)
    await expect(test.core.notify.timeline(bruno, hers.id)).rejects.toMatchObject({ code: 'notification_not_found' })
    const idsFor = async (actor: Actor) =>
      (await test.core.notify.timelines(actor, { limit: 9 })).timelines.map(({ notification }) => notification.id)
    expect(await idsFor(bruno)).toEqual([his.id])
    expect((await idsFor(ana)).toSorted()).toEqual([hers.id, his.id].toSorted())
    const asked = test.core.notify.timelines(bruno, { limit: 9, personId: test.ana.id })
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('dead letters', () => {
  const dead = async (personId: string, count: number) => {
    test.whatsapp.always({ outcome: 'unavailable', reason: 'logged_out' })
    test.email.always({ outcome: 'rejected', reason: 'rejected' })
    for (let index = 0; index < count; index += 1) await alert(personId)
    await test.drain()
  }

  it('are all tried again, in parts that each end, and once', async () => {
    await dead(test.ana.id, 103)
    expect(await test.core.notify.counts(ana)).toEqual({ pending: 0, delivered: 0, failed: 103, cancelled: 0 })
    const first = await test.core.notify.retryAll(ana, {})
    expect(first).toEqual({ retried: 100, next: expect.any(String) })
    const second = await test.core.notify.retryAll(ana, first.next === null ? {} : { after: first.next })
    expect(second).toEqual({ retried: 3, next: null })
    expect(await test.core.notify.counts(ana)).toMatchObject({ pending: 103, failed: 0 })
  })

  it('whose person is gone stay, and hold up no other', async () => {
    await dead(test.bruno.id, 1)
    await dead(test.ana.id, 1)
    await test.core.people.remove(test.bruno.id)
    expect(await test.core.notify.retryAll(ana)).toEqual({ retried: 1, next: null })
  })

  it('are a member’s own to count and to try again', async () => {
    await dead(test.ana.id, 2)
    await dead(test.bruno.id, 1)
    expect(await test.core.notify.counts(bruno)).toMatchObject({ failed: 1 })
    expect(await test.core.notify.retryAll(bruno)).toEqual({ retried: 1, next: null })
    expect(await test.core.notify.counts(ana)).toMatchObject({ failed: 2 })
  })
})

describe('figures of deliveries', () => {
  it('tell each local day up to today, also those on which nothing was sent', async () => {
    test.whatsapp.always({ outcome: 'unavailable', reason: 'logged_out' })
    await alert()
    await test.drain()
    const { days } = await test.core.notify.figures(ana, { days: 3, timeZone: 'America/Sao_Paulo' })
    expect(days.map(({ date }) => date)).toEqual(['2026-11-22', '2026-11-23', '2026-11-24'])
    expect(days[2]?.channels).toMatchObject({
      whatsapp: { sent: 0, passedOn: 1, latenessSeconds: { p50: 0 } },
      email: { sent: 1, confirmed: 1, confirmSeconds: { p50: 0 } },
    })
    expect(days[0]?.channels.email).toMatchObject({ sent: 0, confirmSeconds: null })
    const { days: tomorrow } = await test.core.notify.figures(ana, { days: 1, timeZone: 'Pacific/Kiritimati' })
    expect(tomorrow.map(({ date }) => date)).toEqual(['2026-11-25'])
  })

  it('show a member their own', async () => {
    await alert()
    await alert(test.bruno.id)
    await test.drain()
    const sentFor = async (actor: Actor) =>
      (await test.core.notify.figures(actor, { days: 1, timeZone: 'UTC' })).days[0]?.channels.whatsapp.sent
    expect([await sentFor(ana), await sentFor(bruno)]).toEqual([2, 1])
  })

  it.each([
    [0, 'UTC', '/days'],
    [91, 'UTC', '/days'],
    [1, '+03:00', '/time_zone'],
  ])('refuse %s days in %s', async (days, timeZone, pointer) => {
    const asked = test.core.notify.figures(ana, { days, timeZone })
    await expect(asked).rejects.toMatchObject({ problems: [{ pointer }] })
  })
})

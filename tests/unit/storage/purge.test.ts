import { expect, it } from 'vitest'
import type { Core } from '../../../core/index.ts'
import { aConflict } from '../../contracts/sync-samples.ts'
import { actorOf, createTestCore } from '../../support/core.ts'

const DAY_MS = 86_400_000
const PHONE = '5511977776666'

/** One of everything that a retention binds. */
const fill = async (core: Core, ana: ReturnType<typeof actorOf>, now: Date): Promise<void> => {
  const sender = { instance: 'sparkone', replyTo: `${PHONE}@s.whatsapp.net`, lid: null, displayName: null }
  const text = { type: 'text' as const, ...sender, messageId: 'A', text: 'comprar pão', sentAt: now }
  await core.capture.receiveEvent({ ...text, eventKey: 'known', phone: PHONE }, {})
  await core.capture.receiveEvent({ ...text, eventKey: 'unknown', phone: '5531999998888' }, {})
  const receipt = { type: 'receipt' as const, instance: 'sparkone', kind: 'server' as const, at: now }
  await core.capture.receiveEvent({ ...receipt, eventKey: 'stray', externalId: 'of-nothing-we-sent' }, {})
  const group = { groupKey: 'g', truncated: 0, externalUrl: null, alerts: [] }
  await core.alerts.receive({ ...group, status: 'firing' })
  await core.alerts.receive({ ...group, status: 'resolved' })
  const task = await core.tasks.create(ana, { title: 'velha', due: { date: '2026-11-24', time: '23:00' } })
  await core.tasks.remove(ana, task.id)
}

it('the purge leaves nothing that is past its retention, and open tasks and people alone', async () => {
  const test = await createTestCore()
  const ana = actorOf(test.ana)
  await fill(test.core, ana, test.clock.now())
  await test.core.briefs.tick()
  await test.storage.run(({ idempotency }) =>
    idempotency.save('scope', 'key', { fingerprint: '', status: 200, headers: {}, body: null }, test.clock.now()),
  )
  await test.storage.run(async ({ tasks, conflicts, mirrors }) => {
    const [task] = (await tasks.page({ visibleTo: null, sort: 'created', limit: 1 })).tasks
    await conflicts.insert(aConflict(task?.id ?? 0, { at: test.clock.now() }))
    await mirrors.noteHook('notion', 'event', test.clock.now())
  })
  await test.drain()

  const left = () =>
    test.storage.read(async (stores) => ({
      tasks: (await stores.tasks.page({ visibleTo: null, sort: 'created', limit: 100 })).tasks.length,
      people: (await stores.people.all()).length,
      messages: (await stores.messages.recent(test.bruno.id, { since: new Date(0), limit: 100 })).length,
      notifications: (await stores.notifications.page({ limit: 100 })).notifications.length,
      receipts: (await stores.notifications.receipts('whatsapp', 'of-nothing-we-sent')).length,
      senders: (await stores.senders.list()).length,
      conflicts: (await stores.conflicts.page({ limit: 100 })).conflicts.length,
      deleted: (await stores.tasks.history(1)).length,
    }))
  await test.core.jobs['storage.purge']({})
  expect(await left()).toMatchObject({ messages: 1, receipts: 1, senders: 1, people: 2, conflicts: 1 })
  expect((await left()).notifications).toBeGreaterThan(0)

  test.clock.set(new Date(test.clock.now().getTime() + 400 * DAY_MS))
  await test.drain()
  test.clock.set(new Date(test.clock.now().getTime() + 400 * DAY_MS))
  await test.core.jobs['storage.purge']({})
  expect(await left()).toEqual({
    tasks: 1,
    people: 2,
    messages: 0,
    notifications: 0,
    receipts: 0,
    senders: 0,
    conflicts: 0,
    deleted: 0,
  })
  await test.storage.run(async ({ events, alerts, briefs, idempotency, mirrors }) => {
    const at = test.clock.now()
    const event = { key: 'known', source: 'evolution' as const, event: 'x', payload: null, receivedAt: at }
    expect(await events.insert(event)).toBe(true)
    expect(await alerts.lock('g')).toBeNull()
    expect(await briefs.claim({ personId: test.ana.id, kind: 'morning', date: '2026-11-24', at })).toBe(true)
    expect(await idempotency.claim('scope', 'key')).toMatchObject({ state: 'fresh' })
    expect(await mirrors.noteHook('notion', 'event', at)).toBe(true)
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import type { Alert, IncomingAlerts } from '../../../core/alerts/index.ts'
import type { Actor } from '../../../core/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
let ana: Actor

beforeEach(async () => {
  test = await createTestCore()
  ana = actorOf(test.ana, 'web')
})

const alert = (name: string, given: Partial<Alert> = {}): Alert => ({
  fingerprint: `fp-${name}`,
  status: 'firing',
  labels: { alertname: name, severity: 'critical' },
  annotations: { summary: `${name} happened` },
  startsAt: new Date('2026-11-24T12:00:00Z'),
  endsAt: null,
  ...given,
})

const receive = (groupKey: string, alerts: readonly Alert[], status: IncomingAlerts['status'] = 'firing') =>
  test.core.alerts.receive({ groupKey, status, truncated: 0, externalUrl: null, alerts })

const listed = async (query: { status?: 'firing' | 'resolved' } = {}) =>
  (await test.core.alerts.groups(ana, { ...query, limit: 10 })).groups

describe('alert groups', () => {
  it('say since when they fire, what fires first, and who was told how it stands', async () => {
    const over = alert('Old', { status: 'resolved', startsAt: new Date('2026-11-24T10:00:00Z'), endsAt: new Date() })
    await receive('{}:{a="1"}', [over, alert('New'), alert('Newer', { startsAt: new Date('2026-11-24T12:30:00Z') })])
    const [group] = await listed()
    expect(group).toMatchObject({
      state: 'firing',
      since: new Date('2026-11-24T12:00:00Z'),
      until: null,
      name: 'New, Newer, Old',
      severity: 'critical',
      alertCount: 3,
      told: [{ personId: test.ana.id, personName: 'Ana', status: 'pending', channel: 'whatsapp' }],
    })
    expect(group?.alerts.map(({ labels }) => labels.alertname)).toEqual(['New', 'Newer', 'Old'])
  })

  it('that are over say until when, and are found by how they stand', async () => {
    const endsAt = new Date('2026-11-24T12:40:00Z')
    await receive('over', [alert('A')])
    await receive('over', [alert('A', { status: 'resolved', endsAt })], 'resolved')
    test.clock.advance(1000)
    await receive('firing', [alert('B')])
    expect((await listed()).map(({ name, state }) => [name, state])).toEqual([
      ['B', 'firing'],
      ['A', 'resolved'],
    ])
    expect(await listed({ status: 'resolved' })).toMatchObject([{ name: 'A', until: endsAt }])
  })

  it('that Alertmanager no longer speaks of are silent, not firing', async () => {
    await receive('g', [alert('A')])
    test.clock.advance(37 * 3_600_000)
    expect(await listed()).toMatchObject([{ state: 'silent' }])
  })

  it('in a list say whom the last news was told, and by themselves all that was ever told', async () => {
    await receive('g', [alert('A')])
    test.clock.advance(1000)
    await receive('g', [alert('A'), alert('B')])
    await receive('other', [alert('C')])
    const group = (await listed()).find(({ name }) => name === 'A, B')
    expect(group?.told).toHaveLength(1)
    const alone = await test.core.alerts.group(ana, group?.id ?? '')
    expect(alone.told).toHaveLength(2)
    expect(alone.told[0]).toEqual(group?.told[0])
  })

  it('keep their id through all news, and a person who is gone has no name', async () => {
    const dora = await test.core.people.add({ name: 'Dora', role: 'operator' })
    await receive('g', [alert('A')])
    const [before] = await listed()
    await test.core.people.remove(dora.id)
    const { id, told } = await test.core.alerts.group(ana, before?.id ?? '')
    expect(id).toBe(before?.id)
    expect(told.map(({ personName }) => personName).toSorted()).toEqual(['Ana', null])
  })

  it('show no more of many alerts and long texts than a screen does', async () => {
    const labels = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`l${index}`, 'x'.repeat(9999)]))
    const many = Array.from({ length: 500 }, (_, index) => alert(`A${index}`, { labels }))
    await receive('g', many)
    const [group] = await listed()
    const alone = await test.core.alerts.group(ana, group?.id ?? '')
    expect([group?.alertCount, group?.alerts.length, alone.alerts.length]).toEqual([500, 10, 200])
    const [first] = alone.alerts
    expect(Object.keys(first?.labels ?? {})).toHaveLength(40)
    expect(first?.labels.l0).toHaveLength(500)
  })

  it('are for operators', async () => {
    await receive('g', [alert('A')])
    const [group] = await listed()
    const bruno = actorOf(test.bruno, 'web')
    await expect(test.core.alerts.groups(bruno, { limit: 1 })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(test.core.alerts.group(bruno, group?.id ?? '')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(test.core.alerts.group(ana, 'nothing')).rejects.toMatchObject({ code: 'alert_group_not_found' })
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import type { Alert, IncomingAlerts } from '../../../core/alerts/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore

beforeEach(async () => {
  test = await createTestCore()
})

const alert = (name: string, status: Alert['status'] = 'firing', startsAt = '2026-11-24T12:00:00Z'): Alert => ({
  fingerprint: `fp-${name}`,
  status,
  labels: { alertname: name, severity: 'critical', instance: 'db:5432' },
  annotations: { summary: `${name} happened` },
  startsAt: new Date(startsAt),
  endsAt: status === 'resolved' ? new Date('2026-11-24T12:30:00Z') : null,
})

const group = (alerts: readonly Alert[], status: IncomingAlerts['status'] = 'firing'): IncomingAlerts => ({
  groupKey: '{}:{alertname="DatabaseDown"}',
  status,
  truncated: 0,
  externalUrl: null,
  alerts,
})

const alerts = async () => (await test.core.notify.list(actorOf(test.ana), { limit: 50 })).notifications

describe('alerts', () => {
  it('reach every operator and nobody else', async () => {
    await test.core.people.add({ name: 'Dora', role: 'operator' })
    expect(await test.core.alerts.receive(group([alert('DatabaseDown')]))).toBe('notified')
    expect((await alerts()).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['alert', 'Alerta crítico: DatabaseDown'],
      ['alert', 'Alerta crítico: DatabaseDown'],
    ])
    expect((await alerts()).some(({ personId }) => personId === test.bruno.id)).toBe(false)
  })

  it('are told once for the same set in the same status, in whatever order it comes', async () => {
    const set = [alert('A'), alert('B')]
    await test.core.alerts.receive(group(set))
    expect(await test.core.alerts.receive(group(set.toReversed()))).toBe('duplicate')
    expect(await alerts()).toHaveLength(1)
  })

  it('are news again when the set changes, when it resolves, and when it fires anew', async () => {
    await test.core.alerts.receive(group([alert('A')]))
    expect(await test.core.alerts.receive(group([alert('A'), alert('B')]))).toBe('notified')
    expect(await test.core.alerts.receive(group([alert('A', 'resolved'), alert('B', 'resolved')], 'resolved'))).toBe(
      'notified',
    )
    expect(await test.core.alerts.receive(group([alert('A', 'firing', '2026-11-24T14:00:00Z')]))).toBe('notified')
  })

  it('read differently when firing and when resolved', async () => {
    await test.core.alerts.receive(group([alert('A')]))
    await test.core.alerts.receive(group([alert('A', 'resolved')], 'resolved'))
    const [resolved, firing] = await alerts()
    expect(firing?.body).toMatch(
      /^🚨 Alerta crítico: A\n• A happened \(db:5432\) · desde terça-feira, 24\/11\/2026 às 09:00$/,
    )
    expect(resolved?.body).toMatch(
      /^✅ Resolvido: A\n✔ A happened \(db:5432\) · normalizado em terça-feira, 24\/11\/2026 às 09:30$/,
    )
  })

  it('tell how many were left out', async () => {
    await test.core.alerts.receive({ ...group([alert('A')]), truncated: 3 })
    expect((await alerts())[0]?.body).toContain('mais 3, não listados')
  })

  it.each([
    [1, 'e mais 1, não listado'],
    [2, 'e mais 2, não listados'],
  ])('count what was left out in words of their own: %i', async (truncated, words) => {
    await test.core.alerts.receive({ ...group([alert('A')]), truncated })
    expect((await alerts())[0]?.body.endsWith(words)).toBe(true)
  })

  it('link the runbook of each kind while they fire, where it can be tapped', async () => {
    const linked = (name: string, url: string): Alert => ({
      ...alert(name),
      annotations: { summary: `${name} happened`, runbook_url: url },
    })
    const [one, two] = ['https://forge.test/docs/operacao.md#um', 'https://forge.test/docs/operacao.md#dois']
    await test.core.alerts.receive(
      group([linked('A', one), linked('B', one), linked('C', two), linked('D', 'docs/operacao.md#quatro')]),
    )
    const [told] = await alerts()
    expect(told?.body.split('\n').slice(5)).toEqual([`Runbook: ${one}`, `Runbook: ${two}`])
    const over = { ...linked('A', one), status: 'resolved', endsAt: new Date('2026-11-24T12:30:00Z') } as const
    await test.core.alerts.receive(group([over], 'resolved'))
    expect((await alerts())[0]?.body).not.toContain('Runbook')
  })

  it('of any size are cut between characters, and say that they were', async () => {
    const long = { ...alert('🔥'.repeat(400)), annotations: { summary: `x${'🔥'.repeat(900)}` } }
    await test.core.alerts.receive(group(Array.from({ length: 30 }, (_, i) => ({ ...long, fingerprint: `f${i}` }))))
    const [told] = await alerts()
    expect(told?.body.isWellFormed()).toBe(true)
    expect(told?.subject).toMatch(/…$/)
    expect(told?.body.split('\n')[1]).toMatch(/^• x🔥+… · desde/u)
    expect(told?.body).toContain('… +22')
    expect(told?.body.length).toBeLessThan(8000)
  })

  it('read in the language of the operator, with their severity in words', async () => {
    await test.core.people.patch(test.ana.id, { locale: 'en' })
    await test.core.alerts.receive(group([{ ...alert('A'), labels: { alertname: 'A', severity: 'warning' } }]))
    expect((await alerts())[0]).toMatchObject({ subject: 'Warning: A', body: expect.stringContaining('since Tuesday') })
  })

  it.each([
    ['en', 'The disk is almost full', 'Disco'],
    ['pt-BR', 'Disco quase cheio', 'disk'],
  ] as const)('that say it in two languages are read in %s', async (locale, words, other) => {
    await test.core.people.patch(test.ana.id, { locale })
    const annotations = { summary: 'Disco quase cheio', summary_en: 'The disk is almost full' }
    await test.core.alerts.receive(group([{ ...alert('DiskFull'), annotations }]))
    expect((await alerts())[0]?.body).toContain(`• ${words} (db:5432)`)
    expect((await alerts())[0]?.body).not.toContain(other)
  })

  it('of one group reach a shared address by one e-mail, not one a number', async () => {
    test = await createTestCore({ settings: { fallbackEmail: 'ops@example.org' } })
    await test.core.people.patch(test.bruno.id, { role: 'operator' })
    test.whatsapp.script(
      { outcome: 'unavailable', reason: 'logged_out' },
      { outcome: 'unavailable', reason: 'logged_out' },
    )
    await test.core.alerts.receive(group([alert('A')]))
    await test.drain()
    // The second operator's mail waits for the outcome of the first one's.
    test.clock.advance(10_000)
    await test.drain()
    expect(test.email.sent.map(({ message }) => message.address)).toEqual(['ops@example.org'])
    expect((await alerts()).every(({ status }) => status === 'delivered')).toBe(true)
  })
})

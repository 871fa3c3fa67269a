import { beforeEach, describe, expect, it } from 'vitest'
import type { Alert, IncomingAlerts } from '../../../core/alerts/index.ts'
import { actorOf } from '../../support/core.ts'
import { createTestConsole, type TestConsole } from '../../support/web.ts'

const PLACE = '/web/alerts'
let test: TestConsole

beforeEach(async () => {
  test = await createTestConsole()
})

const alert = (name: string, more: Partial<Alert> = {}): Alert => ({
  fingerprint: `fp-${name}`,
  status: 'firing',
  labels: { alertname: name, severity: 'critical', instance: 'db:5432' },
  annotations: { summary: `${name} aconteceu`, runbook_url: 'https://example.com/runbook' },
  startsAt: new Date('2026-11-24T12:00:00Z'),
  endsAt: null,
  ...more,
})

const receive = async (alerts: readonly Alert[], more: Partial<IncomingAlerts> = {}): Promise<void> => {
  const groupKey = `{}:{alertname="${alerts[0]?.labels.alertname}"}`
  await test.core.alerts.receive({ groupKey, status: 'firing', truncated: 0, externalUrl: null, alerts, ...more })
  await test.drain()
  test.clock.advance(1000)
}

const resolve = (name: string): Promise<void> =>
  receive([alert(name, { status: 'resolved', endsAt: new Date('2026-11-24T12:30:00Z') })], { status: 'resolved' })

const idOf = async (): Promise<string> =>
  (await test.core.alerts.groups(actorOf(test.ana), { limit: 1 })).groups[0]?.id ?? ''

describe('the list of alerts', () => {
  it('says who is told in SparkOne alone, with that name as it is written', async () => {
    test = await createTestConsole({ channels: () => ({}) })
    await test.core.people.patch(test.ana.id, { chain: [] })
    await receive([alert('DiskFull')])
    expect((await test.get(PLACE)).html).toContain(`${test.ana.name}: só na caixa de entrada do SparkOne`)
  })

  it('says of each group what it is, how bad, since when and who was told', async () => {
    await receive([alert('DiskFull'), alert('DiskSlow')])
    const { html } = await test.get(PLACE)
    expect(html).toContain('DiskFull, DiskSlow')
    expect(html).toContain('DiskFull aconteceu')
    expect(html).toContain('crítico')
    expect(html).toContain('2 alertas · desde ter., 24 nov. 2026, 09:00')
    expect(html).toContain('Ana: a caminho')
  })

  it('stands first on Today for an operator while anything fires, and for nobody else', async () => {
    await receive([alert('DiskFull')])
    expect((await test.get('/web')).html).toContain('Há alertas disparando agora.')
    expect((await test.get('/web', test.bruno.id)).html).not.toContain('alertas')
    await resolve('DiskFull')
    expect((await test.get('/web')).html).not.toContain('Há alertas disparando agora.')
  })

  it('tells firing from resolved, and both from what nobody has spoken of for long', async () => {
    await receive([alert('Old')])
    test.clock.advance(37 * 3_600_000)
    await receive([alert('Firing')])
    await receive([alert('Over')])
    await resolve('Over')
    const firing = await test.get(`${PLACE}?status=firing`)
    expect(firing.html).toContain('Firing aconteceu')
    expect(firing.html).toContain('Sem notícias')
    expect(firing.html).not.toContain('Over aconteceu')
    const resolved = await test.get(`${PLACE}?status=resolved`)
    expect(resolved.html).toContain('de ter., 24 nov. 2026, 09:00 até ter., 24 nov. 2026, 09:30')
    expect(resolved.html).not.toContain('Firing aconteceu')
  })

  it('goes on where a page ends', async () => {
    for (let n = 0; n < 21; n += 1) await receive([alert(`Alert${n}x`)])
    const first = await test.get(PLACE)
    expect(first.html).not.toContain('Alert0x')
    const next = /href="([^"]*after=[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect((await test.get(next)).html).toContain('Alert0x')
  })

  it('says how alerts come here while there are none', async () => {
    expect((await test.get(PLACE)).html).toContain('/alerts/alertmanager')
  })

  it('speaks English to whom that is the language of', async () => {
    await test.core.people.patch(test.ana.id, { locale: 'en' })
    await receive([alert('DiskFull', { annotations: { summary: 'O disco encheu', summary_en: 'The disk is full' } })])
    const { html } = await test.get(PLACE)
    expect(html).toContain('The disk is full')
    expect(html).toContain('Ana: on its way')
    expect(html).not.toMatch(/O disco encheu|Disparado/)
  })
})

describe('one alert group', () => {
  it('shows its labels and annotations, and each piece of news with the way to its delivery', async () => {
    await receive([alert('DiskFull')])
    await resolve('DiskFull')
    const { html } = await test.get(`${PLACE}/${await idOf()}`)
    expect(html).toContain('<h1>DiskFull</h1>')
    expect(html).toContain('instance: db:5432')
    expect(html).toContain('runbook_url')
    const { notifications } = await test.core.notify.list(actorOf(test.ana), { limit: 10 })
    expect(notifications).toHaveLength(2)
    for (const { id } of notifications) expect(html).toContain(`href="/web/deliveries/${id}"`)
  })

  it('runs nothing and leads nowhere that its labels and annotations say', async () => {
    const script = '<script>alert(1)</script>'
    await receive([
      alert(script, {
        fingerprint: `"><img src=x>`,
        labels: { alertname: script, severity: script, [script]: '"><img src=x onerror=alert(1)>' },
        annotations: { summary: script, runbook_url: 'javascript:alert(1)', [script]: script },
      }),
    ])
    for (const path of [PLACE, `${PLACE}/${await idOf()}`]) {
      const { html } = await test.get(path)
      expect(html).not.toMatch(/<script>alert|<img|href="(?:javascript|https?):/)
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    }
  })

  it.each(['nobody', '..%2F..'])('is not there for an id of nothing: %s', async (id) => {
    expect((await test.get(`${PLACE}/${id}`)).status).toBe(404)
    expect(test.errors).toEqual([])
  })
})

describe('to a member, alerts', () => {
  it('are not there: neither the list nor one of them', async () => {
    await receive([alert('DiskFull')])
    for (const path of [PLACE, `${PLACE}/${await idOf()}`]) {
      const { status, html } = await test.get(path, test.bruno.id)
      expect(status).toBe(403)
      expect(html).not.toContain('DiskFull')
    }
  })
})

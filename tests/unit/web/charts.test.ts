import { describe, expect, it } from 'vitest'
import { createTestConsole } from '../../support/web.ts'

const PLACE = '/web/health'

describe('charts', () => {
  it('draw what each channel did, and tell it in a table to who cannot see them', async () => {
    const test = await createTestConsole()
    await test.core.notify.notify({ personId: test.bruno.id, kind: 'reminder', body: 'Oi' })
    await test.drain()
    test.clock.advance(4000)
    const externalId = test.whatsapp.externalIds.at(-1) ?? ''
    await test.core.notify.receive({ channel: 'whatsapp', externalId, kind: 'server', at: test.clock.now() })
    const { html } = await test.get(`${PLACE}/charts?days=7`)
    expect(html).toMatch(/<svg [^>]*role="img" aria-labelledby="whatsapp-outcomes-title whatsapp-outcomes-desc">/)
    expect(html).toContain('<title id="whatsapp-outcomes-title">Envios por dia e o que deu</title>')
    expect(html).toMatch(/<rect class="bar good"[^>]* height="\d/)
    expect(html).toContain('<th scope="row">ter., 24 nov. 2026</th><td>1</td><td>0</td><td>0</td>')
    expect(html).toContain('<td>4 s</td>')
    expect(html).toContain('Nada saiu por este canal no período')
    expect(html).not.toMatch(/ style=/)
    expect(html.match(/<th scope="row">/g)).toHaveLength(7 * 3)
  })

  it('tell day by day how long half of the notices waited to leave and 95 of 100 did, in figures and as lines', async () => {
    const { core, clock, drain, ana, bruno, get } = await createTestConsole()
    const sendLate = async (due: string, waits: readonly number[]): Promise<void> => {
      const from = new Date(due).getTime()
      for (const seconds of waits) {
        clock.set(new Date(from))
        await core.notify.notify({ personId: bruno.id, kind: 'reminder', body: `Oi ${seconds}` })
        clock.set(new Date(from + seconds * 1000))
        await drain()
      }
    }
    await sendLate('2026-11-23T13:00:00Z', [2])
    await sendLate('2026-11-24T13:00:00Z', [10, 60, 200])

    const chart = async (): Promise<string> => {
      const { html } = await get(`${PLACE}/charts?days=7`)
      return /<figure class="chart" id="whatsapp-lateness">.*?<\/figure>/s.exec(html)?.[0] ?? ''
    }
    const html = await chart()
    expect(html).toContain('<h3>Atraso até o primeiro envio</h3>')
    expect(html).toContain('<th scope="col">metade</th><th scope="col">95 de cada 100</th>')
    const rows = [...html.matchAll(/<th scope="row">([^<]*)<\/th><td>([^<]*)<\/td><td>([^<]*)<\/td>/g)]
    expect(rows.map(([, ...cells]) => cells)).toEqual([
      ...[18, 19, 20, 21, 22].map((day) => [expect.stringContaining(` ${day} nov. 2026`), '-', '-']),
      ['seg., 23 nov. 2026', '2 s', '2 s'],
      ['ter., 24 nov. 2026', '1 min', '3 min 6 s'],
    ])
    // Of an axis up to 4 min, 158 high: 2 s and 60 s; 2 s and 186 s.
    const lines = [...html.matchAll(/<path class="line [^"]*" d="(M\d[^"]*L[^"]*)"/g)].map(([, line]) => line)
    expect(lines).toEqual(['M274 164.7L314 126.5', expect.stringMatching(/^M274 164\.7L314 43\.[56]$/)])
    await core.people.patch(ana.id, { locale: 'en' })
    expect(await chart()).toContain('<th scope="row">Tue, Nov 24, 2026</th><td>1 min</td><td>3 min 6 s</td>')
  })

  it('show thirty days unless another period is chosen, whatever the address says', async () => {
    const { get } = await createTestConsole()
    expect((await get(`${PLACE}/charts?days=1000`)).html).toMatch(/aria-current="page">30 dias/)
    expect((await get(`${PLACE}/charts?days=90`)).html).toMatch(/aria-current="page">90 dias/)
  })
})

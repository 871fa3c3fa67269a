import { describe, expect, it } from 'vitest'
import { createMemoryMirror, type MemoryMirror } from '../../../adapters/memory/index.ts'
import type { HealthChecks } from '../../../handlers/http/index.ts'
import { allWell } from '../../support/all-well.ts'
import { createTestConsole } from '../../support/web.ts'

const PLACE = '/web/settings/integrations'
const NAMES = ['evolution', 'smtp', 'notion', 'sheets', 'agno', 'openai'] as const
type Name = (typeof NAMES)[number]

const up = async () => ({ status: 'ok' as const, detail: 'ready', latencyMs: 12 })
const down = (detail: string) => async () => ({ status: 'unavailable' as const, detail, latencyMs: 3 })
const allUp: HealthChecks = { ...allWell, evolution: up, smtp: up, notion: up, sheets: up, agno: up, openai: up }

const open = async (health: HealthChecks, mirrorNames: readonly ('notion' | 'sheets')[] = []) => {
  const made: MemoryMirror[] = []
  const test = await createTestConsole({
    deps: { health },
    mirrors: (clock) =>
      Object.fromEntries(
        mirrorNames.map((name) => {
          const mirror = createMemoryMirror({ name, reading: 'each', clock })
          made.push(mirror)
          return [name, mirror]
        }),
      ),
  })
  const rows = async (): Promise<Readonly<Record<Name, string>>> => {
    const { html } = await test.get(PLACE)
    const found = [...html.matchAll(/<li id="check-(\w+)">(.*?)<\/li>/gs)]
    return Object.fromEntries(found.map(([, name = '', row = '']) => [name, row])) as Record<Name, string>
  }
  return { ...test, made, rows }
}

const textOf = (row: string): string =>
  row
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** The forms of a row, by what their button is called, with what they would send. */
const formsOf = (row: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...row.matchAll(/<form method="post" action="([^"]+)".*?<\/form>/gs)].map(([form, action = '']) => {
      const fields = [...form.matchAll(/name="(channel|what|back)" value="([^"]*)"/g)]
      return [
        /aria-label="([^"]+)"/.exec(form)?.[1] ?? '',
        `${action}?${fields.map(([, name, value]) => `${name}=${value}`).join('&')}`,
      ]
    }),
  )

describe('the integrations of the settings', () => {
  it('each say that they answer, and have a test of their own', async () => {
    const { rows, core, ana } = await open(allUp, ['notion', 'sheets'])
    const shown = await rows()
    expect(Object.keys(shown)).toEqual(NAMES)
    expect(Object.fromEntries(NAMES.map((name) => [name, textOf(shown[name])]))).toEqual({
      evolution: 'WhatsApp responde em 12 ms Enviar um teste para mim Conexão',
      smtp: 'E-mail responde em 12 ms Enviar um teste para mim',
      notion: 'Notion funcionando Testar agora Detalhes',
      sheets: 'Google Sheets funcionando Testar agora Detalhes',
      agno: 'Agente do Agno responde em 12 ms Testar agora',
      openai: 'Servidor de modelo responde em 12 ms Testar agora',
    })
    expect(Object.assign({}, ...NAMES.map((name) => formsOf(shown[name])))).toEqual({
      'Enviar um teste para mim: WhatsApp': `/web/health/test?channel=whatsapp&back=${PLACE}`,
      'Enviar um teste para mim: E-mail': `/web/health/test?channel=email&back=${PLACE}`,
      'Testar agora: Notion': `/web/health/check?what=notion&back=${PLACE}`,
      'Testar agora: Google Sheets': `/web/health/check?what=sheets&back=${PLACE}`,
      'Testar agora: Agente do Agno': `/web/health/check?what=agno&back=${PLACE}`,
      'Testar agora: Servidor de modelo': `/web/health/check?what=openai&back=${PLACE}`,
    })
    await core.people.patch(ana.id, { locale: 'en' })
    const english = await rows()
    expect(textOf(english.openai)).toBe('Model server answers in 12 ms Test now')
    expect(Object.keys(formsOf(english.smtp))).toEqual(['Send me a test: E-mail'])
  })

  it('that are not configured say so, and what to set, in place of a test', async () => {
    const { rows, core, ana } = await open(allWell)
    const variables: Readonly<Record<Name, readonly string[]>> = {
      evolution: ['EVOLUTION_API_BASE_URL', 'EVOLUTION_API_KEY'],
      smtp: ['SMTP_*', 'FALLBACK_EMAIL'],
      notion: ['NOTION_API_KEY', 'NOTION_DATABASE_ID'],
      sheets: ['GOOGLE_SHEETS_CREDENTIALS', 'GOOGLE_SHEETS_SPREADSHEET_ID'],
      agno: ['AGNO_BASE_URL', 'AGNO_AGENT_ID'],
      openai: ['LLM_BASE_URL', 'LLM_MODEL'],
    }
    for (const [locale, found] of [
      ['pt-BR', 'não configurado'],
      ['en', 'not configured'],
    ] as const) {
      await core.people.patch(ana.id, { locale })
      const shown = await rows()
      expect(Object.keys(shown)).toEqual(NAMES)
      for (const name of NAMES) {
        expect([name, textOf(shown[name])]).toEqual([name, expect.stringContaining(found)])
        for (const variable of variables[name])
          expect([name, shown[name]]).toEqual([name, expect.stringContaining(variable)])
        expect([name, formsOf(shown[name])]).toEqual([name, {}])
      }
    }
  })

  it('that do not answer say why and what to do, and can be tested again', async () => {
    const { rows } = await open({
      ...allUp,
      evolution: down('unauthorized'),
      smtp: down('tls'),
      agno: down('agent_missing'),
      openai: down('does not answer within 3 s'),
    })
    const shown = await rows()
    expect(textOf(shown.evolution)).toMatch(/a chave ou a conta foi recusada EVOLUTION_API_KEY deve ser a chave global/)
    expect(textOf(shown.smtp)).toMatch(/a conexão segura não foi possível Confira SMTP_SECURITY e SMTP_PORT/)
    expect(textOf(shown.agno)).toMatch(/o AgentOS não tem esse agente Confira AGNO_AGENT_ID/)
    expect(textOf(shown.openai)).toMatch(/não responde Confira LLM_BASE_URL/)
    for (const name of ['evolution', 'smtp', 'agno', 'openai'] as const) {
      expect([name, Object.keys(formsOf(shown[name])).length]).toEqual([name, 1])
    }
  })

  it('repeat nothing that came with a trouble which they do not know', async () => {
    const { rows, post } = await open({ ...allUp, openai: down('refused by: https://ana:canary@llm.example/v1') })
    expect(textOf((await rows()).openai)).toMatch(/^Servidor de modelo não responde Confira LLM_BASE_URL/)
    const { headers } = await post('/web/health/check', { what: 'openai', back: PLACE })
    for (const told of [(await rows()).openai, decodeURIComponent(JSON.stringify([...headers]))]) {
      expect(told).not.toContain('canary')
    }
  })

  it('say of a mirror what its runs know, without a request for that', async () => {
    const asked: string[] = []
    const seen = (name: string) => async () => {
      asked.push(name)
      return up()
    }
    const { rows, made, storage, drain, clock } = await open(
      { ...allUp, notion: seen('notion'), sheets: seen('sheets') },
      ['notion'],
    )
    made[0]?.stop({ code: 'missing_key', params: { name: 'SparkOne ID' } })
    await storage.jobs.start()
    for (let step = 0; step < 6; step += 1) {
      clock.advance(60_000)
      await drain()
    }
    const shown = await rows()
    expect(textOf(shown.notion)).toMatch(/^Notion parado .*crie uma propriedade de texto/)
    expect(textOf(shown.sheets)).toContain('não configurado')
    expect(asked).toEqual([])
  })

  it('are for operators to test', async () => {
    const { post, bruno, drain, whatsapp } = await open(allUp)
    expect((await post('/web/health/check', { what: 'openai', back: PLACE }, bruno.id)).status).toBe(403)
    expect((await post('/web/health/test', { channel: 'whatsapp', back: PLACE }, bruno.id)).status).toBe(403)
    await drain()
    expect(whatsapp.sent).toEqual([])
  })

  it('are tested from here, and the answer is heard here', async () => {
    const { post, get } = await open({ ...allUp, openai: down('unauthorized') })
    const well = await post('/web/health/check', { what: 'agno', back: PLACE })
    expect(well.location).toBe(PLACE)
    expect(textOf((await get(PLACE)).html)).toContain('Agente do Agno: responde em 12 ms.')
    await post('/web/health/check', { what: 'openai', back: PLACE })
    expect(textOf((await get(PLACE)).html)).toContain(
      'Servidor de modelo: a chave ou a conta foi recusada. Confira LLM_API_KEY.',
    )
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newest, sentWith, settled, subjectOf, write } from '../../tests/support/e2e-operator.ts'
import { openStack, type Stack } from './stack.ts'

describe('exercício: WhatsApp indisponível', { timeout: 120_000 }, () => {
  let stack: Stack
  let briefId: string
  beforeAll(async () => {
    stack = await openStack('WhatsAppUnavailable')
  })
  afterAll(() => stack?.close())

  it('antes: o WhatsApp entrega e confirma', async () => {
    await write(stack.house.evolution, 'regar as plantas amanhã às 9h')
    const reply = await sentWith(stack.house.evolution, 'regar as plantas')
    await stack.house.evolution.receipt(reply, 'SERVER_ACK')
    await stack.holds('sparkone_whatsapp_notifications_total{status="success"} >= 1')
  })

  it('o celular é desconectado: o resumo sai por e-mail e o assunto diz por quê', async () => {
    stack.house.evolution.setState('close')
    const { json } = await stack.api.api('POST', '/brief/send')
    briefId = json.notification_id
    const { deliveries } = await settled(stack.api, briefId, 'delivered')
    expect(deliveries).toMatchObject([
      { channel: 'whatsapp', state: 'failed', reason: 'logged_out' },
      { channel: 'email', state: 'delivered' },
    ])
    const subjects = stack.house.smtp.mails.map(({ raw }) => subjectOf(raw))
    expect(subjects.some((subject) => subject.includes('porque o WhatsApp está desconectado'))).toBe(true)
  })

  it('as métricas mostram: entrega que falhou, e-mail que assumiu', async () => {
    await stack.holds('sparkone_fallback_notifications_total{status="sent"} >= 1')
    await stack.holds('sparkone_whatsapp_notifications_total{status="failure"} >= 1')
  })

  it('o alerta WhatsAppUnavailable dispara e chega aos operadores por e-mail', async () => {
    await stack.fires('WhatsAppUnavailable')
    const { deliveries } = await newest(stack.api, 'alert', 'delivered', 20_000)
    expect(deliveries.at(-1)).toMatchObject({ channel: 'email', state: 'delivered' })
    const subjects = stack.house.smtp.mails.map(({ raw }) => subjectOf(raw))
    expect(subjects.filter((subject) => subject.includes('WhatsAppUnavailable'))).toHaveLength(1)
  })

  it('GET /health/evolution diz o que há', async () => {
    const { status, json } = await stack.api.api('GET', '/health/evolution')
    expect([status, json.status]).toEqual([503, 'unavailable'])
  })

  it('reconectado: o alerta se apaga e o WhatsApp volta a entregar', async () => {
    stack.house.evolution.setState('open')
    await write(stack.house.evolution, 'comprar ração amanhã às 10h')
    const reply = await sentWith(stack.house.evolution, 'comprar ração')
    await stack.house.evolution.receipt(reply, 'SERVER_ACK')
    await stack.clears('WhatsAppUnavailable')
  })

  it('nada se perdeu e nada foi dito duas vezes', async () => {
    const { json } = await stack.api.api('GET', '/notifications?limit=100')
    const open = json.notifications.filter(({ status }: { status: string }) => status !== 'delivered')
    expect(open.map(({ kind, status }: { kind: string; status: string }) => [kind, status])).toEqual([])
    const texts = stack.house.evolution.sent.map(({ text }) => text)
    expect(new Set(texts).size).toBe(texts.length)
  })
})

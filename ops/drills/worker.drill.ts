import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentWith, settled } from '../../tests/support/e2e-operator.ts'
import { openStack, type Stack } from './stack.ts'

describe('exercício: worker parado', { timeout: 120_000 }, () => {
  let stack: Stack
  let waiting: string
  beforeAll(async () => {
    stack = await openStack('WorkerDown')
  })
  afterAll(() => stack?.close())

  it('o worker morre: o alerta WorkerDown dispara', async () => {
    await stack.worker.kill()
    await stack.fires('WorkerDown')
  })

  it('o que se pede é aceito e espera, à vista na fila', async () => {
    const { status, json } = await stack.api.api('POST', '/notifications', {
      body: { kind: 'reminder', body: 'Pagar o aluguel' },
    })
    expect([status, json.status]).toEqual([202, 'pending'])
    waiting = json.id
    await stack.holds('max(sparkone_job_age_seconds{queue="notify.whatsapp"}) > 0')
    await stack.holds('max(sparkone_notifications_pending) >= 1')
  })

  it('um worker novo retoma a fila e o alerta se apaga', async () => {
    await stack.restart('work')
    const message = await sentWith(stack.house.evolution, 'Pagar o aluguel')
    await stack.house.evolution.receipt(message, 'SERVER_ACK')
    await settled(stack.api, waiting, 'delivered')
    await stack.clears('WorkerDown')
  })

  it('nada foi dito duas vezes', () => {
    expect(stack.house.evolution.sent.filter(({ text }) => text.includes('Pagar o aluguel'))).toHaveLength(1)
  })
})

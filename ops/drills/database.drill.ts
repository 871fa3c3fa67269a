import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../tests/support/e2e-operator.ts'
import { openStack, type Stack } from './stack.ts'

describe('exercício: banco indisponível', { timeout: 120_000 }, () => {
  let stack: Stack
  beforeAll(async () => {
    stack = await openStack('DatabaseDown')
    expect((await stack.api.api('POST', '/tasks', { body: { title: 'Antes da queda' } })).status).toBe(201)
  })
  afterAll(() => stack?.close())

  it('o banco cai: /health/database e /health/ready respondem 503, o processo segue vivo', async () => {
    await stack.database.down()
    for (const path of ['/health/database', '/health/ready']) {
      await eventually(async () => expect((await stack.api.api('GET', path, { key: null })).status).toBe(503), 20_000)
    }
    expect((await stack.api.api('GET', '/health/live', { key: null })).status).toBe(200)
  })

  it('quem pede recebe um 503 que manda tentar de novo', async () => {
    const { status, headers } = await stack.api.api('POST', '/tasks', { body: { title: 'Durante a queda' } })
    expect(status).toBe(503)
    expect(headers.get('retry-after')).not.toBeNull()
  })

  it('o alerta DatabaseDown dispara, visto de fora do processo', async () => {
    const labels = await stack.fires('DatabaseDown')
    expect(labels.severity).toBe('critical')
  })

  it('o banco volta: o SparkOne se recupera sozinho e o alerta se apaga', async () => {
    await stack.database.up()
    await eventually(
      async () => expect((await stack.api.api('GET', '/health/ready', { key: null })).status).toBe(200),
      30_000,
    )
    await stack.clears('DatabaseDown')
  })

  it('nada se perdeu: o que foi aceito está lá, o que foi recusado não', async () => {
    const { json } = await stack.api.api('GET', '/tasks')
    expect(json.tasks.map(({ title }: { title: string }) => title)).toEqual(['Antes da queda'])
  })
})

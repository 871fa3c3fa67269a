import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OutsideMirrors, openOutsideMirrors } from '../../tests/support/e2e-mirrors.ts'
import { eventually, sentWith } from '../../tests/support/e2e-operator.ts'
import { openStack, type Stack } from './stack.ts'

describe('exercício: falha Notion', { timeout: 120_000 }, () => {
  let outside: OutsideMirrors
  let stack: Stack
  const titles: string[] = []
  const create = async (title: string) => {
    const { status } = await stack.api.api('POST', '/tasks', { body: { title } })
    expect(status).toBe(201)
    titles.push(title)
  }
  const shown = (title: string) => eventually(() => outside.notion.hand.find(title), 30_000)
  const inSheet = (title: string) => eventually(() => outside.sheets.hand().rowWhere('Tarefa', title), 30_000)
  const sync = () => stack.api.api('POST', '/sync/notion', { body: { mode: 'both' } })
  const notion = async () =>
    (await stack.api.api('GET', '/sync')).json.mirrors.find(({ name }: { name: string }) => name === 'notion')

  beforeAll(async () => {
    outside = await openOutsideMirrors()
    stack = await openStack('NotionSyncFailures', { env: { ...outside.env.notion, ...outside.env.sheets } })
  })
  afterAll(async () => {
    await stack?.close()
    await outside?.close()
  })

  it('antes: uma tarefa aparece no Notion, e a métrica conta', async () => {
    await create('Regar as plantas')
    await shown('Regar as plantas')
    await stack.holds('sum(sparkone_notion_sync_total{status="success",direction="push"}) >= 1')
  })

  it('o Notion responde 503: a API aceita tudo, e a planilha segue em dia', async () => {
    outside.notion.always('*', { kind: 'answer', status: 503, body: { code: 'service_unavailable', message: 'down' } })
    await create('Pagar o aluguel')
    await create('Ligar pro João')
    await inSheet('Ligar pro João')
    await stack.holds('sum(sparkone_notion_sync_total{status="failure"}) >= 1')
    expect((await stack.api.api('GET', '/health/notion')).status).toBe(503)
  })

  it('quem insiste vê as falhas, e o alerta NotionSyncFailures chega aos operadores', async () => {
    for (const failures of [2, 3, 4, 5]) {
      expect((await sync()).status).toBe(202)
      await stack.holds(`sum(sparkone_notion_sync_total{status="failure"}) >= ${failures}`)
    }
    await stack.fires('NotionSyncFailures')
    const message = await sentWith(stack.house.evolution, 'NotionSyncFailures')
    for (const status of ['SERVER_ACK', 'DELIVERY_ACK'] as const) await stack.house.evolution.receipt(message, status)
  })

  it('GET /sync diz em palavras o que há, e que ninguém precisa fazer nada', async () => {
    expect(await notion()).toMatchObject({ state: 'failing', pause: null, message: expect.stringMatching(/\S/) })
    expect((await notion()).tasks.waiting).toBe(2)
  })

  it('o Notion volta: POST /sync/notion leva tudo o que esperava, e o alerta se apaga', async () => {
    outside.notion.always('*', null)
    await sync()
    for (const title of titles) await shown(title)
    await eventually(async () => expect((await notion()).state).toBe('ok'), 30_000)
    await stack.clears('NotionSyncFailures')
  })

  it('a credencial é revogada: só o Notion para, e MirrorPaused diz qual e por quê', async () => {
    outside.notion.revoke(true)
    await create('Podar a árvore')
    expect(await stack.fires('MirrorPaused')).toMatchObject({ mirror: 'notion', reason: 'trouble' })
    expect((await notion()).message).toMatch(/credencial/)
    await inSheet('Podar a árvore')
  })

  it('com a credencial de volta o espelho retoma, e MirrorPaused se apaga', async () => {
    outside.notion.revoke(false)
    expect((await stack.api.api('POST', '/sync/notion/resume')).status).toBe(200)
    await shown('Podar a árvore')
    await stack.clears('MirrorPaused')
  })

  it('nada se perdeu e nada está em dobro', () => {
    const pages = [...outside.notion.workspace.rows.values()].filter(({ inTrash }) => !inTrash)
    expect(pages).toHaveLength(titles.length)
    expect(outside.sheets.hand().table()).toHaveLength(titles.length)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OutsideMirrors, openOutsideMirrors } from '../../tests/support/e2e-mirrors.ts'
import { eventually } from '../../tests/support/e2e-operator.ts'
import { runCommand } from '../../tests/support/e2e-process.ts'
import { openStack, type Stack } from './stack.ts'

const DOWN = {
  kind: 'answer',
  status: 503,
  body: { error: { code: 503, status: 'UNAVAILABLE', message: 'down' } },
} as const

describe('exercício: falha Google Sheets', { timeout: 120_000 }, () => {
  let outside: OutsideMirrors
  let stack: Stack
  const titles: string[] = []
  const create = async (title: string) => {
    const { status } = await stack.api.api('POST', '/tasks', { body: { title } })
    expect(status).toBe(201)
    titles.push(title)
  }
  const shown = (title: string) => eventually(() => outside.sheets.hand().rowWhere('Tarefa', title), 30_000)
  const sparkone = async (...args: string[]) => {
    const env = { DATABASE_URL: stack.databaseUrl, LOCALE: 'pt-BR', ...outside.env.sheets }
    const { code, stdout, stderr } = await runCommand(args, env)
    expect(stderr).toBe('')
    expect(code).toBe(0)
    return stdout
  }

  beforeAll(async () => {
    outside = await openOutsideMirrors()
    stack = await openStack('SheetsSyncFailures', { env: outside.env.sheets })
  })
  afterAll(async () => {
    await stack?.close()
    await outside?.close()
  })

  it('antes: uma tarefa vira uma linha, e a métrica conta', async () => {
    await create('Regar as plantas')
    await shown('Regar as plantas')
    await stack.holds('sum(sparkone_sheets_sync_total{status="success",direction="push"}) >= 1')
  })

  it('o Google responde 503: a API aceita tudo, e o alerta SheetsSyncFailures dispara', async () => {
    outside.sheets.always(DOWN)
    await create('Pagar o aluguel')
    for (const failures of [2, 3, 4, 5]) {
      expect((await stack.api.api('POST', '/sync/sheets')).status).toBe(202)
      await stack.holds(`sum(sparkone_sheets_sync_total{status="failure"}) >= ${failures}`)
    }
    await stack.fires('SheetsSyncFailures')
    expect((await stack.api.api('GET', '/health/sheets')).status).toBe(503)
  })

  it('o Google volta: tudo o que esperava chega, e o alerta se apaga', async () => {
    outside.sheets.always(null)
    expect((await stack.api.api('POST', '/sync/sheets')).status).toBe(202)
    await shown('Pagar o aluguel')
    await stack.clears('SheetsSyncFailures')
  })

  it('alguém renomeia a coluna SparkOne ID: o espelho para antes de escrever, e a mensagem diz qual falta', async () => {
    outside.sheets.hand().rename('SparkOne ID', 'Código')
    await create('Ligar pro João')
    expect((await stack.api.api('POST', '/sync/sheets')).status).toBe(202)
    expect(await stack.fires('MirrorPaused')).toMatchObject({ mirror: 'sheets', reason: 'trouble' })
    expect(await sparkone('mirror', 'status')).toContain('SparkOne ID')
    expect(outside.sheets.hand().table()).toHaveLength(2)
  })

  it('com a coluna de volta, sparkone mirror resume retoma, e o alerta se apaga', async () => {
    outside.sheets.hand().rename('Código', 'SparkOne ID')
    expect(await sparkone('mirror', 'resume', 'sheets')).toContain('Google Sheets')
    await shown('Ligar pro João')
    await stack.clears('MirrorPaused')
  })

  it('nada se perdeu e nada está em dobro', () => {
    const rows = outside.sheets.hand().table()
    expect(rows.map(([title]) => title).toSorted()).toEqual(titles.toSorted())
  })
})

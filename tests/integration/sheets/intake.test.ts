import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSheetIntake } from '../../../adapters/sheets/index.ts'
import type { SheetIntake } from '../../../core/capture/ports.ts'
import { type Core, makeCore } from '../../../core/index.ts'
import { createTestCore, type TestCore } from '../../support/core.ts'
import { type SheetsServer, startSheetsServer, type Typed } from '../../support/sheets-server.ts'

const TAB = 'Entrada'

let server: SheetsServer
let test: TestCore
beforeEach(async () => {
  server = await startSheetsServer()
  server.addTab(TAB, ['Quem', 'Mensagem', 'Obs'], { rows: 40, columns: 6 })
  test = await createTestCore()
  await test.core.people.add({ name: 'Carla', aliases: [{ channel: 'sheets', address: 'Carla' }] })
})
afterEach(() => server.stop())

const newIntake = (): SheetIntake =>
  createSheetIntake({
    account: server.account,
    spreadsheetId: server.spreadsheetId,
    apiRootUrl: server.url,
    tokenUrl: server.tokenUrl,
    timeoutMs: 700,
    range: `${TAB}!A:C`,
  })

/** The same installation, with a sheet to read. */
const coreWith = (intake: SheetIntake): Core => makeCore({ ...test.deps, intake })

const titles = async (): Promise<readonly string[]> =>
  (
    await test.core.tasks.list(
      { personId: test.ana.id, role: 'operator', channel: 'api' },
      { limit: 100, sort: 'created' },
    )
  ).tasks
    .map(({ title }) => title)
    .sort()

const ingested = () => test.facts.facts.flatMap((fact) => (fact.type === 'ingested' ? [fact.status] : []))
const hand = () => server.hand(TAB)
const add = (...rows: readonly Typed[]): void => {
  for (const row of rows) hand().add(row)
}
/** The next minute. */
const tick = async (intake: SheetIntake = newIntake()): Promise<void> => {
  await coreWith(intake).capture.intake()
  await test.drain()
}

describe('rows of the intake sheet', () => {
  it('become messages and tasks, each once, of the person in the sender column, else of the first operator', async () => {
    add(
      { Quem: 'carla', Mensagem: 'Comprar pão' },
      { Mensagem: 'Pagar a luz' },
      { Quem: 'Ninguém', Mensagem: 'Segredo' },
    )
    await tick()
    await tick()
    expect(await titles()).toEqual(['Comprar pão', 'Pagar a luz'])
    expect(ingested().sort()).toEqual(['accepted', 'accepted', 'ignored', 'processed', 'processed'])
  })

  it('are never taken twice, whatever is inserted, sorted, edited, copied or removed around them', async () => {
    for (const metadataMoves of [true, false]) {
      add({ Mensagem: `Zelar ${metadataMoves}` }, { Mensagem: `Buscar ${metadataMoves}` })
      await tick()
      const known = await titles()
      hand().insertAbove(1, 2)
      hand().edit(hand().rowWhere('Mensagem', `Buscar ${metadataMoves}`), { Obs: 'editada' })
      hand().sort('Mensagem', { metadataMoves })
      await tick()
      expect(await titles()).toEqual(known)
      hand().edit(hand().rowWhere('Mensagem', `Zelar ${metadataMoves}`), { Mensagem: `Zelar mais ${metadataMoves}` })
      await tick()
      expect(await titles()).toEqual(known)
    }
  })

  it('that are new are taken also when a sort puts them where another one was marked', async () => {
    add({ Mensagem: 'Molhar as plantas' }, { Mensagem: 'Nadar' })
    await tick()
    add({ Mensagem: 'Abrir a loja' })
    hand().sort('Mensagem', { metadataMoves: false })
    await tick()
    await tick()
    expect(await titles()).toEqual(['Abrir a loja', 'Molhar as plantas', 'Nadar'])
    hand().remove(hand().rowWhere('Mensagem', 'Abrir a loja'))
    await tick()
    expect(await titles()).toHaveLength(3)
  })

  it('of the same text are as many messages as there are rows', async () => {
    add({ Mensagem: 'Ligar' }, { Mensagem: 'Ligar' })
    await tick()
    expect(await titles()).toHaveLength(2)
    hand().copy(1)
    await tick()
    await tick()
    expect(await titles()).toHaveLength(3)
  })

  it('are neither lost nor doubled when the process dies between marking, taking and noting', async () => {
    add({ Mensagem: 'Um' }, { Mensagem: 'Dois' })
    const real = newIntake()
    await real.pending()
    add({ Mensagem: 'Três' })
    await tick({ pending: newIntake().pending, done: () => Promise.reject(new Error('died')) }).catch(() => undefined)
    await test.drain()
    hand().insertAbove(1, 3)
    await tick()
    await tick()
    expect(await titles()).toEqual(['Dois', 'Três', 'Um'])
  })

  it('are not doubled by two processes that look in the same moment', async () => {
    add({ Mensagem: 'Um' }, { Mensagem: 'Dois' })
    await Promise.all([tick(), tick()])
    await tick()
    expect(await titles()).toEqual(['Dois', 'Um'])
  })

  it('are what stands in the marked row, when a person was quicker than the mark', async () => {
    add({ Mensagem: 'Um' }, { Mensagem: 'Dois' })
    await tick()
    add({ Mensagem: 'Três' })
    server.beforeWrite(() => hand().insertAbove(1))
    await tick()
    await tick()
    await tick()
    expect(await titles()).toEqual(['Dois', 'Três', 'Um'])
  })

  it('are not held up for good by an id that something else of the spreadsheet has', async () => {
    add({ Mensagem: 'Um' })
    server.addTab('Outra', ['x'])
    const moveMarks = (from: string, to: string) => {
      const metadata = server.book().tabs.find(({ title }) => title === from)?.rows[1]?.metadata ?? []
      server.change((tab) => ({ ...tab, rows: tab.rows.map((row) => ({ ...row, metadata: [] })) }), from)
      server.change((tab) => ({ ...tab, rows: tab.rows.with(1, { cells: [], metadata }) }), to)
    }
    await newIntake().pending()
    moveMarks(TAB, 'Outra')
    const intake = newIntake()
    for (let minute = 0; minute < 3; minute += 1) await tick(intake)
    expect(await titles()).toEqual(['Um'])
  })

  it('change nothing that a person sees', async () => {
    add({ Quem: 'Carla', Mensagem: 'Um', Obs: '=1+1' })
    const before = hand().table()
    await tick()
    expect(hand().table()).toEqual(before)
    expect(JSON.stringify(server.requests.map(({ body }) => body))).not.toMatch(/updateCells|formulaValue/)
  })

  it('of the tab of the tasks are never messages: each would become a task, and that a row', async () => {
    server.setHeader(TAB, 0, ['Tarefa', 'Situação', 'SparkOne ID'])
    add({ Tarefa: 'Um' })
    await tick()
    expect(await titles()).toEqual([])
    expect(ingested()).toEqual(['failed'])
  })

  it('wait while Google is down: a counted failure, no dead letter, nothing lost', async () => {
    add({ Mensagem: 'Um' })
    for (const fault of [{ kind: 'html' }, { kind: 'reset-after' }] as const) {
      server.always(fault)
      await tick()
    }
    expect(ingested()).toEqual(['failed', 'failed'])
    server.always(null)
    await tick()
    expect(await titles()).toEqual(['Um'])
  })

  it('cost one read a minute when nothing is new, and one write to mark and one to note when something is', async () => {
    const intake = newIntake()
    add({ Mensagem: 'Um' }, { Mensagem: 'Dois' })
    const count = () => server.requests.map(({ kind }) => kind).filter((kind) => kind !== 'token')
    await tick(intake)
    expect(count()).toEqual(['read', 'write', 'write'])
    await tick(intake)
    expect(count()).toEqual(['read', 'write', 'write', 'read'])
  })
})

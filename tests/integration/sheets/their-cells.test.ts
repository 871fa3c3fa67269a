import { describe, expect, it } from 'vitest'
import type { Copy } from '../../../core/sync/ports.ts'
import { BARE, doneOf, sheetOfEachTest, three } from './rows.ts'

const open = sheetOfEachTest()

describe('their sheet', () => {
  it('keeps formulas, other columns and their formats whatever we write', async () => {
    const of = await open({ headers: ['Custo', 'Tarefa', 'Situação', 'Obs', 'Prazo', 'SparkOne ID', 'Prioridade'] })
    const [a] = await three(of)
    const hand = of.server.hand()
    const row = hand.rowWhere('Tarefa', 'A')
    hand.edit(row, { Custo: 12.5, Obs: 'minha', Prioridade: '=A2' })
    const [result] = await of.mirror.write([
      { type: 'update', externalId: a, changes: { title: 'A2', priority: 'urgent', due: { date: '2026-12-01' } } },
    ])
    expect(doneOf(result).problems.map(({ field, code }) => [field, code])).toContainEqual(['priority', 'unreadable'])
    const cells = hand.cells(row)
    expect(cells.Custo?.userEnteredValue).toEqual({ numberValue: 12.5 })
    expect(cells.Obs?.userEnteredValue).toEqual({ stringValue: 'minha' })
    expect(cells.Prioridade?.userEnteredValue).toEqual({ formulaValue: '=A2' })
    expect(cells.Tarefa?.userEnteredValue).toEqual({ stringValue: 'A2' })
  })

  it('keeps what one formula fills below itself: nothing is written into its column', async () => {
    const of = await open({ headers: ['Fonte', 'Tarefa', 'Situação', 'Descrição', 'SparkOne ID'] })
    const hand = of.server.hand()
    hand.add({ Fonte: 'um', Tarefa: 'A', Descrição: '=ARRAYFORMULA(A2:A)' })
    hand.add({ Fonte: 'dois', Tarefa: 'B' })
    const { entries } = await of.mirror.pull({ cursor: null, mode: 'sweep' })
    expect(entries.map(({ problems }) => problems[0])).toMatchObject([
      { field: 'description' },
      { field: 'description' },
    ])
    const key = crypto.randomUUID()
    const [result] = await of.mirror.write([{ type: 'create', key, taskId: 1, copy: { ...BARE, description: 'não' } }])
    expect(doneOf(result).problems).toContainEqual({ field: 'description', code: 'unreadable', value: null })
    expect(hand.table().map((row) => row[3])).toEqual(['=ARRAYFORMULA(A2:A)', null, null])
  })

  it('never gets a formula from us, whatever a text looks like', async () => {
    const of = await open()
    for (const text of [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      "'=1",
      '=HYPERLINK("http://x";"y")',
      '=IMPORTXML("http://x")',
    ]) {
      const copy: Copy = {
        ...BARE,
        title: text.trim(),
        description: text,
        labels: [text.trim()],
        assignee: text.trim(),
      }
      doneOf((await of.mirror.write([{ type: 'create', key: crypto.randomUUID(), taskId: 1, copy }]))[0])
    }
    const sent = JSON.stringify(of.server.requests.filter(({ kind }) => kind === 'write').map(({ body }) => body))
    expect(sent).not.toContain('formulaValue')
    const values = of.server.book().tabs[0]?.rows.flatMap(({ cells }) => cells.map((cell) => cell.userEnteredValue))
    expect(values?.some((value) => value?.formulaValue !== undefined)).toBe(false)
  })

  it('may have a column for the time of day, and dates as people and files write them', async () => {
    const of = await open({ headers: ['Tarefa', 'Situação', 'Prazo', 'Hora', 'SparkOne ID'] })
    const hand = of.server.hand()
    const rows: [string | number, string | number, unknown][] = [
      ['28/11/2026', '', { date: '2026-11-28' }],
      ['28/11/2026', '14h30', { at: '2026-11-28T17:30:00Z' }],
      ['28/11/26 14:00', '', { at: '2026-11-28T17:00:00Z' }],
      ['2026-11-28', 0.5, { at: '2026-11-28T15:00:00Z' }],
      ['2026-11-28T14:00:00-03:00', '', { at: '2026-11-28T17:00:00Z' }],
      [46354, '', { date: '2026-11-28' }],
      [46354.75, '', { at: '2026-11-28T21:00:00Z' }],
      ['', '', null],
      ['amanhã', '', undefined],
      ['31/02/2026', '', undefined],
      [7, '', undefined],
    ]
    for (const [Prazo, Hora] of rows) hand.add({ Tarefa: 'x', Prazo, Hora })
    const { entries } = await of.mirror.pull({ cursor: null, mode: 'sweep' })
    expect(entries.map(({ fields }) => fields.due)).toEqual(rows.map(([, , due]) => due))
    expect(entries.filter(({ problems }) => problems.length > 0)).toHaveLength(3)
  })

  it('writes moments in the zone of the sheet and in the order of its locale, midnight and clock changes too', async () => {
    const of = await open({ locale: 'en_US', timeZone: 'America/New_York' })
    for (const at of ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z', '2026-03-08T07:30:00Z', '2026-12-01T05:00:00Z']) {
      const [result] = await of.mirror.write([
        { type: 'create', key: crypto.randomUUID(), taskId: 1, copy: { ...BARE, due: { at } } },
      ])
      expect(doneOf(result).fields.due).toEqual({ at })
    }
    of.server.hand().add({ Tarefa: 'x', Prazo: '11/12/2026' })
    const { entries } = await of.mirror.pull({ cursor: null, mode: 'sweep' })
    expect(entries.at(-1)?.fields.due).toEqual({ date: '2026-11-12' })
  })

  it('keeps labels with commas in them whole', async () => {
    const of = await open()
    for (const labels of [['a, b'], ['a, b', 'c'], ['x', 'y']]) {
      const [result] = await of.mirror.write([
        { type: 'create', key: crypto.randomUUID(), taskId: 1, copy: { ...BARE, labels } },
      ])
      expect(doneOf(result).fields.labels).toEqual(labels)
    }
  })

  it('refuses one write of a batch without the others: a protected row', async () => {
    const of = await open()
    const [a, b] = await three(of)
    of.server.protect('A')
    const results = await of.mirror.write([
      { type: 'update', externalId: a, changes: { description: 'x' } },
      { type: 'update', externalId: b, changes: { description: 'y' } },
    ])
    expect(results.map(({ type }) => type)).toEqual(['refused', 'done'])
  })
})

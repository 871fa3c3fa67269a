import { describe, expect, it } from 'vitest'
import type { SheetsNotes } from '../../../adapters/sheets/index.ts'
import type { MirrorWrite } from '../../../core/sync/ports.ts'
import type { Fault } from '../../support/sheets-server.ts'
import type { OpenSheet } from './open-sheet.ts'
import { sheetOfEachTest, three } from './rows.ts'

const openEach = sheetOfEachTest()

/** A sheet whose processes share their notes, with A, B, C in it and the text that is kept at this moment. */
const open = async () => {
  let text: string | null = null
  const notes: SheetsNotes = {
    load: async () => text,
    save: async (next) => {
      text = next
    },
  }
  let now = Date.now()
  const of = await openEach({ settings: { notes, now: () => now } })
  const keys = await three(of)
  const advance = (ms: number): void => {
    now += ms
  }
  return { of, keys, hand: of.server.hand(), noted: () => text, advance }
}

const LOST: readonly Fault[] = [{ kind: 'reset-after' }, { kind: 'truncated' }]

/** A sort that leaves metadata behind comes just before the write, whose answer is lost. */
const strays = async (
  of: OpenSheet,
  writes: readonly MirrorWrite[],
  act: () => void,
  fault = LOST[0],
): Promise<void> => {
  await of.mirror.pull({ cursor: null, mode: 'sweep' })
  of.server.beforeWrite(act)
  if (fault !== undefined) of.server.fault(fault)
  await expect(of.mirror.write(writes)).rejects.toMatchObject({ kind: 'unavailable' })
}

const rowsOf = (of: OpenSheet) =>
  Object.fromEntries(
    of.server
      .hand()
      .table()
      .flatMap(([title, description, status, , due, labels]) =>
        title === null ? [] : [[title, { description, status, due, labels }]],
      ),
  )

describe('a batch that met other rows than those it was meant for, and whose answer was lost', () => {
  it.each(LOST)('is taken back by another process, and the rows that were meant get it: $kind', async (fault) => {
    const { of, keys, hand, noted } = await open()
    const [a, b, c] = keys
    hand.edit(hand.rowWhere('Tarefa', 'A'), { Tarefa: 'Y' })
    hand.edit(hand.rowWhere('Tarefa', 'B'), { Tarefa: 'Z', Prazo: 'logo', Descrição: 'de B' })
    hand.add({ Tarefa: 'Dela', Descrição: 'sem dono', Prazo: 46_400, Situação: true })
    const due = { date: '2026-12-01' } as const
    const writes: MirrorWrite[] = [
      { type: 'update', externalId: a, changes: { title: 'A2', description: 'de A', due } },
      { type: 'update', externalId: b, changes: { title: 'B2', due, status: 'completed' } },
    ]
    await strays(of, writes, () => hand.sort('Tarefa', { metadataMoves: false }), fault)
    // What was meant for A stands in the row of C, and what was meant for B in one that nobody adopted yet.
    expect(hand.cells(hand.rowWhere('Tarefa', 'A2'))['SparkOne ID']?.userEnteredValue?.stringValue).toBe(c)
    expect(noted()).not.toBeNull()

    const before = of.received()
    const { entries } = await of.again().pull({ cursor: null, mode: 'sweep' })
    const said = entries.map(({ key, fields }) => [key, fields.title, fields.description])
    expect(said.toSorted()).toEqual(
      [
        [a, 'A2', 'de A'],
        [b, 'B2', 'de B'],
        [c, 'C', null],
        [null, 'Dela', 'sem dono'],
      ].toSorted(),
    )
    const dela = { description: 'sem dono', due: 46_400, status: true, labels: null }
    expect(rowsOf(of)).toMatchObject({ Dela: dela, C: { due: null, status: 'A fazer' } })
    // The columns, the rows, and the rows again.
    expect(of.received()).toEqual({ reads: before.reads + 3, writes: before.writes + 1 })
    expect(noted()).toBeNull()
  })
})

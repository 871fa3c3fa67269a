import { describe, expect, it } from 'vitest'
import type { SheetsNotes } from '../../../adapters/sheets/index.ts'
import type { MirrorWrite } from '../../../core/sync/ports.ts'
import type { Fault } from '../../support/sheets-server.ts'
import type { OpenSheet } from './open-sheet.ts'
import { BARE, doneOf, sheetOfEachTest, three } from './rows.ts'

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
  if (fault !== undefined) of.server.always(fault, 'writes')
  await expect(of.mirror.write(writes)).rejects.toMatchObject({ kind: 'unavailable' })
  of.server.always(null, 'writes')
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

  it('is taken back by the next read where the look right after it, or the mending, is asked for patience', async () => {
    const throttled: Fault = { kind: 'answer', status: 429, body: {} }
    for (const isRead of [true, false]) {
      const { of, keys, hand, noted } = await open()
      const [a, b, c] = keys
      hand.edit(hand.rowWhere('Tarefa', 'A'), { Tarefa: 'Z' })
      let writes = 0
      const mirror = of.again({
        fetch: async (input, init) => {
          const isWrite = String(input).includes('batchUpdate')
          if (isWrite) writes += 1
          if (writes > 0 && (isRead ? !isWrite : writes > 1)) of.server.fault(throttled)
          return fetch(input, init)
        },
      })
      await mirror.pull({ cursor: null, mode: 'sweep' })
      of.server.beforeWrite(() => hand.sort('Tarefa', { metadataMoves: false }))
      const changes = { title: 'A2', description: 'de A' } as const
      const write = mirror.write([{ type: 'update', externalId: a, changes }])
      await expect(write).rejects.toMatchObject({ kind: 'throttled' })
      expect(noted()).not.toBeNull()
      const { entries } = await of.again().pull({ cursor: null, mode: 'sweep' })
      const titles = Object.fromEntries(entries.map(({ key, fields }) => [key, fields.title]))
      expect(titles).toEqual({ [a]: 'A2', [b]: 'B', [c]: 'C' })
      await of.close()
    }
  })

  it('takes a key from a row that has one already, or is another’s, and gives it to the row that was meant', async () => {
    const { of, keys, hand } = await open()
    const [a, b, c] = keys
    hand.add({ Tarefa: 'Nova', Descrição: 'sem dono' })
    const { entries } = await of.mirror.pull({ cursor: null, mode: 'sweep' })
    const externalId = entries.find(({ key }) => key === null)?.externalId ?? ''
    const key = crypto.randomUUID()
    hand.edit(hand.rowWhere('Tarefa', 'A'), { Tarefa: 'Zelar' })
    // Nova goes up, and the last row is Zelar, whose own key is written over.
    await strays(of, [{ type: 'adopt', externalId, key }], () => hand.sort('Tarefa', { metadataMoves: false }))
    expect(hand.cells(hand.rowWhere('Tarefa', 'Zelar'))['SparkOne ID']?.userEnteredValue?.stringValue).toBe(key)
    const read = await of.again().pull({ cursor: null, mode: 'sweep' })
    const titles = Object.fromEntries(read.entries.map((one) => [one.key, one.fields.title]))
    expect(titles).toEqual({ [a]: 'Zelar', [b]: 'B', [c]: 'C', [key]: 'Nova' })
  })

  it('is found again by its texts after another sort, of any kind, and leaves alone what a person wrote since', async () => {
    for (const metadataMoves of [true, false]) {
      const { of, keys, hand } = await open()
      const [a, , c] = keys
      hand.edit(hand.rowWhere('Tarefa', 'A'), { Tarefa: 'Z', Prazo: 46_400 })
      const changes = { title: 'A2', description: 'de A' } as const
      await strays(of, [{ type: 'update', externalId: a, changes }], () =>
        hand.sort('Tarefa', { metadataMoves: false }),
      )
      const hit = hand.rowWhere('Tarefa', 'A2')
      const victim = hand.cells(hit)['SparkOne ID']?.userEnteredValue?.stringValue ?? ''
      hand.edit(hit, { Descrição: 'dela' })
      if (metadataMoves) hand.edit(hand.rowWhere('Tarefa', 'C'), { Etiquetas: 'casa' })
      hand.sort('Prazo', { metadataMoves })
      const [mine, theirs, other] = await of.again().read([a, victim, c])
      expect(mine?.fields.title).toBe(metadataMoves ? 'A2' : 'Z')
      expect(theirs?.fields).toMatchObject(
        metadataMoves ? { title: 'B', description: 'dela' } : { description: 'dela' },
      )
      expect(other?.fields.title).toBe('C')
      await of.close()
    }
  })

  it('costs nothing more where it met the rows it was meant for, or none at all', async () => {
    for (const fault of [...LOST, { kind: 'reset-before' }] satisfies Fault[]) {
      const { of, keys, noted, advance } = await open()
      await of.mirror.pull({ cursor: null, mode: 'sweep' })
      of.server.fault(fault)
      const update: MirrorWrite = { type: 'update', externalId: keys[0], changes: { title: 'A2' } }
      await expect(of.mirror.write([update])).rejects.toMatchObject({ kind: 'unavailable' })
      const before = of.received()
      await of.mirror.pull({ cursor: null, mode: 'sweep' })
      expect(of.received()).toEqual({ reads: before.reads + 1, writes: before.writes })
      // One that was not done may still come, for as long as Google works at a request.
      expect(noted() === null).toBe(fault.kind !== 'reset-before')
      advance(11 * 60_000)
      await of.mirror.pull({ cursor: null, mode: 'sweep' })
      expect(noted()).toBeNull()
      await of.close()
    }
  })

  it('never notes what nothing is written over for: new rows, and rows that go', async () => {
    const { of, keys, noted } = await open()
    expect(noted()).toBeNull()
    of.server.fault({ kind: 'reset-after' })
    await expect(of.again().write([{ type: 'trash', externalId: keys[0] }])).rejects.toThrow()
    expect(noted()).toBeNull()
  })

  it('is refused when it comes after it was given up, and noticed when it comes just before', async () => {
    for (const isBefore of [true, false]) {
      const { of, keys, hand } = await open()
      const [a, , c] = keys
      let late: (() => Promise<Response>) | null = null
      const isWrite = (input: unknown): boolean => String(input).includes('batchUpdate')
      const first = of.again({
        fetch: async (input, init) => {
          if (!isWrite(input)) return fetch(input, init)
          // The SDK blackens the token of a request that failed.
          const { method = 'POST', body = null } = init ?? {}
          const sent = { method, body, headers: new Headers(init?.headers) }
          late = () => fetch(input, sent)
          throw new TypeError('It took too long.')
        },
      })
      const update: MirrorWrite = { type: 'update', externalId: a, changes: { title: 'A2', description: 'de A' } }
      await expect(first.write([update])).rejects.toMatchObject({ kind: 'unavailable' })
      hand.edit(hand.rowWhere('Tarefa', 'A'), { Tarefa: 'Z' })
      hand.sort('Tarefa', { metadataMoves: false })
      let status = 0
      const comes = async (): Promise<void> => {
        const arriving = late
        late = null
        status = (await arriving?.())?.status ?? status
      }
      const next = of.again({
        fetch: async (input, init) => {
          if (isWrite(input) && isBefore) await comes()
          return fetch(input, init)
        },
      })
      const other: MirrorWrite = { type: 'update', externalId: c, changes: { title: 'C2' } }
      if (isBefore) await expect(next.write([other])).rejects.toMatchObject({ kind: 'unavailable' })
      doneOf((await next.write([other]))[0])
      await comes()
      expect(status).toBe(isBefore ? 200 : 400)
      const titles = (await next.pull({ cursor: null, mode: 'sweep' })).entries.map(({ fields }) => fields.title)
      // A person wrote Z since: that is no place to write again unread.
      expect(titles.toSorted()).toEqual(['B', 'C2', 'Z'])
      expect(hand.cells(hand.rowWhere('Tarefa', 'B')).Descrição?.userEnteredValue).toBeUndefined()
      await of.close()
    }
  })
})

describe('a row that goes, cut between the two requests that takes', () => {
  it.each(['nothing', 'insert', 'sort', 'sort, metadata left behind', 'fill', 'new'] as const)(
    'is gone after the next, and nothing else is, whatever happened meanwhile: %s',
    async (meanwhile) => {
      const { of, keys, hand } = await open()
      const [a, b, c] = keys
      let writes = 0
      const killed = of.again({
        fetch: async (input, init) => {
          if (String(input).includes('batchUpdate')) writes += 1
          if (writes > 1) throw new TypeError('Killed.')
          return fetch(input, init)
        },
      })
      const trash: MirrorWrite = { type: 'trash', externalId: b }
      await expect(killed.write([trash])).rejects.toMatchObject({ kind: 'unavailable' })
      expect(hand.rowWhere('Tarefa', 'B')).toBeGreaterThan(hand.rowWhere('Tarefa', 'C') + 1)
      const key = crypto.randomUUID()
      if (meanwhile === 'insert') hand.insertAbove(1, 3)
      else if (meanwhile === 'fill') hand.add({ Tarefa: 'Dela' })
      else if (meanwhile === 'new') {
        const copy = { ...BARE, title: 'Nova' }
        doneOf((await of.again().write([{ type: 'create', key, taskId: 9, copy }]))[0])
      } else if (meanwhile !== 'nothing') hand.sort('Tarefa', { metadataMoves: meanwhile === 'sort' })
      expect((await of.again().write([trash]))[0]?.type).toBe('done')
      const { entries } = await of.again().pull({ cursor: null, mode: 'sweep' })
      const left = Object.fromEntries(entries.map((one) => [one.key, one.fields.title]))
      const more = { fill: { null: 'Dela' }, new: { [key]: 'Nova' } }[meanwhile as string]
      expect(left).toEqual({ [a]: 'A', [c]: 'C', ...more })
    },
  )
})

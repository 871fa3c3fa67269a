import { describe, expect, it } from 'vitest'
import { PortError } from '../../../core/kernel/errors.ts'
import type { MirrorWrite } from '../../../core/sync/ports.ts'
import type { OpenSheet } from './open-sheet.ts'
import { BARE, doneOf, sheetOfEachTest, three } from './rows.ts'

const open = sheetOfEachTest()

const titles = async (of: OpenSheet): Promise<Readonly<Record<string, string | undefined>>> =>
  Object.fromEntries(
    (await of.mirror.pull({ cursor: null, mode: 'sweep' })).entries.map((one) => [one.key, one.fields.title]),
  )

describe('rows and who they are', () => {
  it('follow their tasks when a person inserts, removes and sorts rows, whether or not metadata goes along', async () => {
    for (const metadataMoves of [true, false]) {
      const of = await open()
      const [a, b, c] = await three(of)
      const hand = of.server.hand()
      hand.edit(hand.rowWhere('Tarefa', 'A'), { Tarefa: 'Z' })
      hand.insertAbove(1, 2)
      hand.sort('Tarefa', { metadataMoves })
      expect(await titles(of)).toEqual({ [a]: 'Z', [b]: 'B', [c]: 'C' })
      await of.mirror.write([{ type: 'update', externalId: a, changes: { description: 'de A' } }])
      expect(hand.cells(hand.rowWhere('Tarefa', 'Z')).Descrição?.userEnteredValue?.stringValue).toBe('de A')
      await of.mirror.write([{ type: 'trash', externalId: b }])
      expect(await titles(of)).toEqual({ [a]: 'Z', [c]: 'C' })
      await of.close()
    }
  })

  it('are still known when a person empties the key cell, and get it back with the next write', async () => {
    const of = await open()
    const [a] = await three(of)
    const hand = of.server.hand()
    hand.edit(hand.rowWhere('Tarefa', 'A'), { 'SparkOne ID': '' })
    expect((await titles(of))[a]).toBe('A')
    await of.mirror.write([{ type: 'update', externalId: a, changes: { priority: 'high' } }])
    expect(hand.rowWhere('SparkOne ID', a)).toBe(hand.rowWhere('Tarefa', 'A'))
  })

  it('are anchored anew after a sort that left the metadata behind: one anchor a key, on its row', async () => {
    const of = await open()
    const [a] = await three(of)
    const hand = of.server.hand()
    hand.edit(hand.rowWhere('Tarefa', 'A'), { Tarefa: 'Z' })
    hand.sort('Tarefa', { metadataMoves: false })
    await of.mirror.write([{ type: 'update', externalId: a, changes: { priority: 'high' } }])
    const row = hand.rowWhere('Tarefa', 'Z')
    const anchored = of.server
      .book()
      .tabs[0]?.rows.flatMap(({ metadata }, index) =>
        metadata.some(({ metadataValue }) => metadataValue === a) ? [index] : [],
      )
    expect(anchored).toEqual([row])
  })

  it('that were emptied are no tasks, though the key and the anchor are still there', async () => {
    const of = await open()
    const [a] = await three(of)
    const hand = of.server.hand()
    hand.edit(hand.rowWhere('Tarefa', 'A'), { Tarefa: '', Situação: '', Prioridade: '' })
    expect(Object.keys(await titles(of))).not.toContain(a)
    const [result] = await of.mirror.write([{ type: 'create', key: a, taskId: 1, copy: { ...BARE, title: 'De novo' } }])
    expect(doneOf(result).fields.title).toBe('De novo')
    expect((await titles(of))[a]).toBe('De novo')
  })

  it('with something else than a key of ours in the key column are new, and lose it when adopted', async () => {
    const of = await open()
    of.server.hand().add({ Tarefa: 'Nova', 'SparkOne ID': 'x' })
    const [entry] = (await of.mirror.pull({ cursor: null, mode: 'sweep' })).entries
    expect(entry).toMatchObject({ key: null, isOurs: false })
    const key = crypto.randomUUID()
    await of.mirror.write([{ type: 'adopt', externalId: entry?.externalId ?? '', key }])
    expect(await titles(of)).toEqual({ [key]: 'Nova' })
  })

  it('that look alike are adopted each once', async () => {
    const of = await open()
    const hand = of.server.hand()
    hand.add({ Tarefa: 'Igual' })
    hand.add({ Tarefa: 'Igual' })
    const { entries } = await of.mirror.pull({ cursor: null, mode: 'sweep' })
    hand.insertAbove(1, 3)
    const keys = [crypto.randomUUID(), crypto.randomUUID()]
    const writes = entries.map(
      ({ externalId }, index): MirrorWrite => ({ type: 'adopt', externalId, key: keys[index] ?? '' }),
    )
    for (const result of await of.mirror.write(writes)) doneOf(result)
    expect(await titles(of)).toEqual({ [keys[0] ?? '']: 'Igual', [keys[1] ?? '']: 'Igual' })
  })
})

describe('a person who is quicker than the batch', () => {
  it('finds no row changed that was not meant, and no task under another one', async () => {
    for (const quick of ['insert', 'sort', 'remove'] as const) {
      const of = await open()
      const [, b, c] = await three(of)
      const hand = of.server.hand()
      of.server.beforeWrite(() => {
        if (quick === 'insert') hand.insertAbove(2)
        else if (quick === 'remove') hand.remove(hand.rowWhere('Tarefa', 'A'))
        else {
          hand.edit(hand.rowWhere('Tarefa', 'A'), { Tarefa: 'Z' })
          hand.sort('Tarefa', { metadataMoves: true })
        }
      })
      const change = { title: 'B2', due: { date: '2026-12-01' } } as const
      await titles(of)
      await expect(of.mirror.write([{ type: 'update', externalId: b, changes: change }])).rejects.toMatchObject({
        kind: 'unavailable',
      })
      const after = await titles(of)
      expect([quick, after[b], after[c]]).toEqual([quick, 'B', 'C'])
      expect(Object.keys(after)).toHaveLength(quick === 'remove' ? 2 : 3)
      expect(
        doneOf((await of.mirror.write([{ type: 'update', externalId: b, changes: change }]))[0]).fields,
      ).toMatchObject(change)
      await of.close()
    }
  })

  it('finds no row gone that was not meant, though only ours goes in the end', async () => {
    const ways = ['insert', 'sort', 'sort, metadata left behind', 'remove', 'move', 'fill'] as const
    for (const [quick, nth] of ways.flatMap((way) => [[way, 1] as const, [way, 2] as const])) {
      const of = await open({ size: { rows: 5, columns: 12 } })
      const [a, b, c] = await three(of)
      const hand = of.server.hand()
      hand.edit(hand.rowWhere('Tarefa', 'A'), { Tarefa: 'Z' })
      await titles(of)
      const isQuick = () => {
        if (quick === 'insert') hand.insertAbove(1, 2)
        else if (quick === 'remove') hand.remove(hand.rowWhere('Tarefa', 'Z'))
        else if (quick === 'move') hand.insertAbove(hand.rowWhere('Tarefa', 'B'))
        else if (quick === 'fill') hand.add({ Tarefa: 'Dela', Descrição: 'nova' })
        else hand.sort('Tarefa', { metadataMoves: quick === 'sort' })
      }
      of.server.beforeWrite(nth === 1 ? isQuick : () => of.server.beforeWrite(isQuick))
      const trash: MirrorWrite = { type: 'trash', externalId: b }
      const first = await of.mirror.write([trash]).catch((error: PortError) => error.kind)
      const kept = quick === 'remove' ? { [c]: 'C' } : { [a]: 'Z', [c]: 'C' }
      expect([quick, nth, await titles(of)]).toMatchObject([quick, nth, kept])
      if (first === 'unavailable') expect((await of.mirror.write([trash]))[0]?.type).toBe('done')
      const after = await titles(of)
      expect([quick, nth, after]).toMatchObject([quick, nth, kept])
      expect(after).not.toHaveProperty(b)
      expect(hand.table().flat().includes('Dela')).toBe(quick === 'fill')
      await of.close()
    }
  })

  it('is held off before anything is written when she inserts, moves or removes rows, even if no answer comes', async () => {
    for (const fault of ['reset-after', 'truncated'] as const) {
      const of = await open()
      const [a, b, c] = await three(of)
      const hand = of.server.hand()
      for (const row of [{ Tarefa: 'Uma' }, { Tarefa: 'Outra' }]) hand.add(row)
      await titles(of)
      of.server.beforeWrite(() => hand.insertAbove(1))
      of.server.always({ kind: fault }, 'writes')
      const writes: MirrorWrite[] = [
        { type: 'update', externalId: c, changes: { title: 'C2', description: 'de C' } },
        { type: 'trash', externalId: b },
      ]
      await expect(of.mirror.write(writes)).rejects.toMatchObject({ kind: 'unavailable' })
      of.server.always(null, 'writes')
      expect(hand.table().flatMap(([title]) => title ?? [])).toEqual(['A', 'B', 'C', 'Uma', 'Outra'])
      for (const result of await of.mirror.write(writes)) doneOf(result)
      expect(await titles(of)).toMatchObject({ [a]: 'A', [c]: 'C2' })
      expect(hand.table().flatMap(([title]) => title ?? [])).toEqual(['A', 'C2', 'Uma', 'Outra'])
      await of.close()
    }
  })

  it('stops nothing for good where guards are refused though nobody moved anything: rows are then looked at afterwards', async () => {
    const of = await open()
    const [, b] = await three(of)
    const message = 'Invalid requests[0].deleteDeveloperMetadata: No developer metadata matched.'
    const body = { error: { code: 400, message, status: 'INVALID_ARGUMENT' } }
    of.server.always({ kind: 'answer', status: 400, body }, 'writes')
    const update: MirrorWrite = { type: 'update', externalId: b, changes: { title: 'B2' } }
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(of.mirror.write([update])).rejects.toMatchObject({ kind: 'unavailable' })
    }
    of.server.always(null, 'writes')
    const sent = () => JSON.stringify(of.server.requests.at(-1)?.body)
    expect(sent()).toContain('EXACT_LOCATION')
    doneOf((await of.mirror.write([update]))[0])
    expect(sent()).not.toContain('EXACT_LOCATION')
  })

  it('gets her rows adopted right, with no answer that says otherwise', async () => {
    const of = await open()
    const hand = of.server.hand()
    hand.add({ Tarefa: 'Uma' })
    hand.add({ Tarefa: 'Outra' })
    const { entries } = await of.mirror.pull({ cursor: null, mode: 'sweep' })
    const key = crypto.randomUUID()
    of.server.beforeWrite(() => hand.insertAbove(1))
    const externalId = entries.find(({ fields }) => fields.title === 'Outra')?.externalId ?? ''
    await expect(of.mirror.write([{ type: 'adopt', externalId, key }])).rejects.toBeInstanceOf(PortError)
    // Given to the row that was pushed there, taken back, and given to the one that was meant.
    expect(await titles(of)).toEqual({ null: 'Uma', [key]: 'Outra' })
    await of.mirror.write([{ type: 'adopt', externalId, key }])
    expect((await titles(of))[key]).toBe('Outra')
  })

  it('pushes the last row down, and a new one still does not land on it', async () => {
    const of = await open({ size: { rows: 4, columns: 12 } })
    const [a, b, c] = await three(of)
    const hand = of.server.hand()
    await titles(of)
    of.server.beforeWrite(() => hand.insertAbove(1))
    const key = crypto.randomUUID()
    doneOf((await of.mirror.write([{ type: 'create', key, taskId: 9, copy: { ...BARE, title: 'D' } }]))[0])
    expect(await titles(of)).toEqual({ [a]: 'A', [b]: 'B', [c]: 'C', [key]: 'D' })
  })
})

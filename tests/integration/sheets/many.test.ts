import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Copy, MirrorWrite } from '../../../core/sync/ports.ts'
import { type OpenSheet, openSheet } from './open-sheet.ts'

const COUNT = 20_000
const BATCH = 1000

let sheet: OpenSheet
beforeEach(async () => {
  sheet = await openSheet({ settings: { timeoutMs: 60_000 } })
})
afterEach(() => sheet.close())

const copyOf = (index: number): Copy => ({
  title: `Tarefa número ${index}`,
  description: index % 3 === 0 ? 'Uma descrição de tamanho comum, em uma linha.' : null,
  status: 'pending',
  priority: 'high',
  due: { date: '2026-12-01' },
  labels: ['casa'],
  assignee: 'Ana',
})

/** The first batch again and again, with other keys, as if it had been written nineteen times. */
const repeated = (of: OpenSheet): void =>
  of.server.change((tab) => {
    const [header, ...rows] = tab.rows
    const written = rows.filter(({ metadata }) => metadata.length > 0)
    const more = Array.from({ length: COUNT / BATCH - 2 }, (_, round) =>
      written.map(({ cells, metadata }, index) => {
        const key = crypto.randomUUID()
        return {
          cells: cells.with(7, { userEnteredValue: { stringValue: key } }),
          metadata: metadata.map((one) => ({ ...one, metadataId: 1 + round * BATCH + index, metadataValue: key })),
        }
      }),
    ).flat()
    return { ...tab, rows: [...(header === undefined ? [] : [header]), ...written, ...more] }
  })

describe('20,000 tasks', () => {
  it('are twenty requests of less than two megabytes, read in one and changed in one, in bounded memory', async () => {
    const { mirror } = sheet
    expect(mirror.batch).toBe(BATCH)
    const batch = (from: number): MirrorWrite[] =>
      Array.from({ length: BATCH }, (_, index) => {
        return { type: 'create', key: crypto.randomUUID(), taskId: from + index, copy: copyOf(from + index) }
      })
    const write = async (writes: readonly MirrorWrite[]): Promise<void> => {
      const before = sheet.received()
      expect((await mirror.write(writes)).every(({ type }) => type === 'done')).toBe(true)
      const after = sheet.received()
      expect(after.writes - before.writes).toBe(1)
      // At most one look at the columns and one at the rows.
      expect(after.reads - before.reads).toBeLessThanOrEqual(2)
    }
    await write(batch(0))
    repeated(sheet)
    const last = batch(COUNT - BATCH)
    await mirror.pull({ cursor: null, mode: 'changes' })
    const { heapUsed } = process.memoryUsage()
    await write(last)
    const { reads, writes } = sheet.received()
    const { entries, more, isWhole } = await mirror.pull({ cursor: null, mode: 'changes' })
    expect([entries.length, more, isWhole]).toEqual([COUNT, false, true])
    expect(new Set(entries.map(({ key }) => key)).size).toBe(COUNT)
    const [first] = entries
    await mirror.write([{ type: 'update', externalId: first?.externalId ?? '', changes: { title: 'Mudada' } }])
    expect(sheet.received()).toEqual({ reads: reads + 1, writes: writes + 1 })
    expect(Math.max(...sheet.server.requests.map(({ bytes }) => bytes))).toBeLessThan(2 * 1024 * 1024)
    // Both ends run in this process: the server's document, its text, ours and our rows.
    expect((process.memoryUsage().heapUsed - heapUsed) / 1024 / 1024).toBeLessThan(500)
  })
})

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

describe('20,000 tasks', () => {
  it('are written in twenty requests of less than two megabytes, read in one, and changed in one', async () => {
    const keys = Array.from({ length: COUNT }, () => crypto.randomUUID())
    const writes = keys.map((key, index): MirrorWrite => ({ type: 'create', key, taskId: index, copy: copyOf(index) }))
    expect(sheet.mirror.batch).toBe(BATCH)
    for (let at = 0; at < COUNT; at += BATCH) {
      const results = await sheet.mirror.write(writes.slice(at, at + BATCH))
      expect(results.every(({ type }) => type === 'done')).toBe(true)
    }
    const filled = sheet.received()
    expect(filled.writes).toBe(COUNT / BATCH)
    // One look at the schema, and one at the rows before each batch: nobody pulled in between.
    expect(filled.reads).toBeLessThanOrEqual(COUNT / BATCH + 1)
    const largest = Math.max(...sheet.server.requests.map(({ bytes }) => bytes))
    expect(largest).toBeLessThan(2 * 1024 * 1024)

    globalThis.gc?.()
    const { heapUsed } = process.memoryUsage()
    const { entries, more, isWhole } = await sheet.mirror.pull({ cursor: null, mode: 'changes' })
    expect([entries.length, more, isWhole]).toEqual([COUNT, false, true])
    expect(new Set(entries.map(({ key }) => key)).size).toBe(COUNT)
    const [first] = keys
    await sheet.mirror.write([{ type: 'update', externalId: first ?? '', changes: { title: 'Mudada' } }])
    expect(sheet.received()).toEqual({ reads: filled.reads + 1, writes: filled.writes + 1 })
    expect((process.memoryUsage().heapUsed - heapUsed) / 1024 / 1024).toBeLessThan(400)
  })
})

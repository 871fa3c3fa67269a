import { describe, expect, it } from 'vitest'
import { createNotionMirror, setUpNotion } from '../../adapters/notion/index.ts'
import type { Copy, RemoteEntry, WriteResult } from '../../core/sync/ports.ts'

const { NOTION_API_KEY: apiKey, LIVE_NOTION_PAGE: page } = process.env

const COPY: Copy = {
  title: 'SparkOne: pode apagar 🙂',
  description: `Duas linhas,\na segunda longa: ${'ação '.repeat(1000)}`,
  status: 'in_progress',
  priority: 'high',
  due: { at: '2026-11-28T17:00:00Z' },
  labels: ['casa', 'servidor'],
  assignee: null,
}

const done = ([result]: readonly WriteResult[]): RemoteEntry => {
  if (result?.type !== 'done') throw new Error(`It was ${result?.type}.`)
  return result.entry
}

describe('notion, live', () => {
  it('makes a database, and a task in it lives from create to trash and back', async ({ skip }) => {
    if (!apiKey || !page) return skip('needs NOTION_API_KEY and LIVE_NOTION_PAGE, a page shared with that connection')
    const made = await setUpNotion({ apiKey }, { page, locale: 'pt-BR', title: 'SparkOne, teste' })
    if (!made.ok) throw new Error(made.trouble.code)
    const settings = { apiKey, database: made.databaseId, timeZone: 'America/Sao_Paulo' }
    const mirror = createNotionMirror(settings)
    expect(await mirror.describe({ fresh: true })).toMatchObject({ state: 'ready' })

    const key = crypto.randomUUID()
    const created = done(await mirror.write([{ type: 'create', key, taskId: 1, copy: COPY }]))
    const leftOut = COPY.labels.map((value) => ({ field: 'labels', code: 'missing_option', value }))
    expect(created).toMatchObject({ fields: { ...COPY, labels: [] }, problems: leftOut })
    const { externalId } = created
    const { labels } = COPY
    await createNotionMirror({ ...settings, createsLabels: true }).write([
      { type: 'update', externalId, changes: { labels } },
    ])
    await mirror.describe({ fresh: true })
    expect((await mirror.read([externalId]))[0]).toMatchObject({ key, isOurs: true, fields: COPY, problems: [] })
    expect((await mirror.find([key])).map((entry) => entry.externalId)).toEqual([externalId])

    const changes = { status: 'completed', due: { date: '2026-12-24' }, labels: ['casa'], description: null } as const
    await mirror.write([{ type: 'update', externalId, changes }])
    expect((await mirror.read([externalId]))[0]?.fields).toEqual({ ...COPY, ...changes })
    for (const mode of ['changes', 'sweep'] as const) {
      const { entries } = await mirror.pull({ cursor: null, mode })
      expect(entries.map((entry) => entry.externalId)).toContain(externalId)
    }

    await mirror.write([{ type: 'trash', externalId }])
    expect((await mirror.read([externalId]))[0]?.isTrashed).toBe(true)
    expect(await mirror.write([{ type: 'update', externalId, changes: { title: 'x' } }])).toEqual([{ type: 'gone' }])
    const back = done(await mirror.write([{ type: 'restore', externalId, key, taskId: 1, copy: COPY }]))
    expect((await mirror.read([back.externalId]))[0]).toMatchObject({ isTrashed: false, fields: COPY })
    await mirror.write([{ type: 'trash', externalId: back.externalId }])
  })
})

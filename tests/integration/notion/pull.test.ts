import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it } from 'vitest'
import { createNotionMirror, type NotionMirror } from '../../../adapters/notion/index.ts'
import type { PullRequest } from '../../../core/sync/ports.ts'
import { type NotionServer, type NotionServerOptions, startNotionServer } from '../../support/notion-server.ts'

const MINUTE_MS = 60_000

describe('a pull', () => {
  let server: NotionServer
  let mirror: NotionMirror
  let at = Date.parse('2026-11-01T00:00:00Z')
  const start = async (options: NotionServerOptions = {}): Promise<void> => {
    server = await startNotionServer({ now: () => new Date(at), ...options })
    const { apiKey, url: baseUrl, database } = server
    mirror = createNotionMirror({ apiKey, database: database.id, baseUrl, timeoutMs: 20_000 })
    await mirror.describe()
  }
  afterEach(() => server.stop())

  const pass = (minutes: number): void => {
    at += minutes * MINUTE_MS
  }
  const queries = () => server.requests.filter(({ path }) => path.endsWith('/query'))
  const walk = async (mode: PullRequest['mode'], between: (page: number) => void = () => undefined) => {
    const ids: string[] = []
    let cursor: string | null = null
    for (let page = 0; ; page += 1) {
      const pulled = await mirror.pull({ cursor, mode })
      ids.push(...pulled.entries.map(({ externalId }) => externalId))
      cursor = pulled.cursor
      if (!pulled.more) return { ids, cursor }
      between(page)
    }
  }
  /** So many rows, so many a minute. */
  const fill = (rows: number, perMinute: number): string[] =>
    Array.from({ length: rows }, (_, index) => {
      if (index > 0 && index % perMinute === 0) pass(1)
      return server.hand.add({ Nome: `Tarefa ${index}` })
    })

  describe('of all there is', () => {
    it.each([
      [30, 450],
      [100, 450],
      [150, 450],
      [390, 450],
    ])('gives each row once, %i of them a minute, past the rows that one query gives', async (perMinute, rows) => {
      await start({ queryLimit: 400 })
      const made = fill(rows, perMinute)
      const { ids } = await walk('sweep')
      expect(ids.toSorted()).toEqual(made.toSorted())
    })

    it('stops rather than lose rows, when one minute has more than Notion gives', async () => {
      await start({ queryLimit: 200 })
      fill(250, 250)
      await expect(walk('sweep')).rejects.toMatchObject({ kind: 'rejected' })
    })

    it('has every row that was there, also when people make, edit, trash and purge others meanwhile', async () => {
      await start()
      const made = fill(500, 70)
      const doomed = new Set(made.filter((_, index) => index % 9 === 0))
      const { ids } = await walk('sweep', (page) => {
        pass(1)
        for (const id of [...doomed].slice(page * 12, page * 12 + 6)) server.hand.trash(id)
        for (const id of [...doomed].slice(page * 12 + 6, page * 12 + 12)) server.hand.purge(id)
        server.hand.add({ Nome: 'Nova' })
      })
      for (const id of made) if (!doomed.has(id)) expect(ids).toContain(id)
      expect(new Set(ids).size).toBe(ids.length)
    })

    it('goes on in another process from where it was cut', async () => {
      await start()
      const made = fill(250, 1000)
      const first = await mirror.pull({ cursor: null, mode: 'sweep' })
      const { apiKey, url: baseUrl, database } = server
      mirror = createNotionMirror({ apiKey, database: database.id, baseUrl })
      const ids = first.entries.map(({ externalId }) => externalId)
      let { cursor, more } = first
      while (more) {
        const next = await mirror.pull({ cursor, mode: 'sweep' })
        ids.push(...next.entries.map(({ externalId }) => externalId))
        ;({ cursor, more } = next)
      }
      expect(ids.toSorted()).toEqual(made.toSorted())
    })

    it('goes on when the row that the cursor stands on is gone', async () => {
      await start()
      const made = fill(250, 1000)
      const { ids } = await walk('sweep', (page) => {
        if (page === 0) server.hand.purge(made[100] ?? '')
      })
      for (const id of made) if (id !== made[100]) expect(ids).toContain(id)
    })

    it('has the rows that Notion calls archived, and not those in the trash', async () => {
      await start()
      const [kept = '', archived = '', trashed = ''] = fill(3, 10)
      server.hand.archive(archived)
      server.hand.trash(trashed)
      expect((await walk('sweep')).ids.toSorted()).toEqual([kept, archived].toSorted())
    })

    it('does without archived rows where the API does not know of them', async () => {
      await start({ archives: false })
      const made = fill(3, 10)
      expect((await walk('sweep')).ids.toSorted()).toEqual(made.toSorted())
      expect(await mirror.find([crypto.randomUUID()])).toEqual([])
    })

    it('begins again with a cursor of another database, or of nobody', async () => {
      await start()
      const made = fill(3, 10)
      for (const cursor of ['', '{}', 'null', '[1]', '{"mode":"sweep","source":"x","archived":true}']) {
        const { entries } = await mirror.pull({ cursor, mode: 'sweep' })
        expect(entries).toHaveLength(made.length)
      }
    })
  })

  describe('of what changed', () => {
    it('costs one request when nothing did, and gives what did', async () => {
      await start()
      const made = fill(20, 2)
      const { cursor } = await walk('changes')
      pass(30)
      server.hand.edit(made[3] ?? '', { Nome: 'Mudada' })
      const before = queries().length
      const pulled = await mirror.pull({ cursor, mode: 'changes' })
      expect(queries().length - before).toBe(1)
      expect(pulled.more).toBe(false)
      expect(pulled.entries.map(({ fields }) => fields.title)).toContain('Mudada')
      // And what was edited in the last minutes before, since edit times are rounded.
      expect(pulled.entries.length).toBeLessThanOrEqual(8)
    })

    it('has an edit of the same minute as the last, and one that Notion shows late', async () => {
      await start()
      const [one = '', other = ''] = fill(2, 10)
      const { cursor } = await walk('changes')
      server.hand.edit(one, { Nome: 'No mesmo minuto' })
      at -= MINUTE_MS
      server.hand.edit(other, { Nome: 'Com atraso' })
      const { entries } = await mirror.pull({ cursor, mode: 'changes' })
      expect(entries.map(({ fields }) => fields.title).toSorted()).toEqual(['Com atraso', 'No mesmo minuto'])
    })

    it('loses none that is edited while it walks, whichever way rows move', async () => {
      await start()
      const made = fill(700, 90)
      const latest = new Map<string, string>()
      const walked = await walk('changes', (page) => {
        pass(1)
        for (let index = 0; index < 10; index += 1) {
          const id = made[(page * 137 + index * 61) % made.length] ?? ''
          server.hand.edit(id, { Nome: `Mudada ${page}` })
          latest.set(id, `Mudada ${page}`)
        }
        if (page > 12) latest.clear()
      })
      expect(new Set(walked.ids)).toEqual(new Set(made))
    })

    it('reads all there is when one minute has more edits than Notion gives', async () => {
      await start({ queryLimit: 200 })
      const made = fill(450, 90)
      const { cursor } = await walk('changes')
      pass(60)
      for (const id of made.slice(0, 300)) server.hand.edit(id, { Nome: 'Todas de uma vez' })
      const titles = new Map<string, string | undefined>()
      let next = await mirror.pull({ cursor, mode: 'changes' })
      for (;;) {
        for (const { externalId, fields } of next.entries) titles.set(externalId, fields.title)
        if (!next.more) break
        next = await mirror.pull({ cursor: next.cursor, mode: 'changes' })
      }
      for (const id of made.slice(0, 300)) expect(titles.get(id)).toBe('Todas de uma vez')
      pass(60)
      server.hand.edit(made[400] ?? '', { Nome: 'E depois' })
      const last = await mirror.pull({ cursor: next.cursor, mode: 'changes' })
      expect(last).toMatchObject({ more: false, entries: [{ fields: { title: 'E depois' } }] })
    })

    it('goes past the rows that one query gives, from the beginning', async () => {
      await start({ queryLimit: 300 })
      const made = fill(1000, 120)
      expect(new Set((await walk('changes')).ids)).toEqual(new Set(made))
    })
  })

  it('asks for half as much after an answer that took too long, and for more again later', async () => {
    await start()
    fill(120, 1000)
    const sizes = () => queries().map(({ body }) => (body as { page_size: number }).page_size)
    server.fault('POST /query', ...[504, 503, 504].map((status) => ({ kind: 'html', status }) as const))
    for (let time = 0; time < 3; time += 1) await mirror.pull({ cursor: null, mode: 'changes' }).catch(() => undefined)
    for (let time = 0; time < 70; time += 1) await mirror.pull({ cursor: null, mode: 'changes' })
    expect(sizes().slice(0, 4)).toEqual([100, 50, 25, 12])
    expect(sizes().at(-1)).toBe(96)
    server.fault('POST /query', { kind: 'reset_before' })
    await mirror.pull({ cursor: null, mode: 'changes' }).catch(() => undefined)
    await mirror.pull({ cursor: null, mode: 'changes' })
    expect(sizes().at(-1)).toBe(96)
  })

  it('of 20,000 tasks that a backfill made is some 300 requests, and holds a page of them at a time', async () => {
    await start()
    fill(20_000, 150)
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const heap = (): number => {
      collect()
      return process.memoryUsage().heapUsed / 1024 / 1024
    }
    await mirror.pull({ cursor: null, mode: 'sweep' })
    const before = heap()
    const asked = queries().length
    let seen = 0
    let cursor: string | null = null
    let most = 0
    for (let page = 0; ; page += 1) {
      const pulled = await mirror.pull({ cursor, mode: 'sweep' })
      seen += pulled.entries.length
      cursor = pulled.cursor
      if (page % 50 === 0) most = Math.max(most, heap() - before)
      if (!pulled.more) break
    }
    const requests = queries().length - asked
    expect(seen).toBe(20_000)
    // At 25 in 10 s: two minutes.
    expect(requests).toBeLessThan(320)
    expect(most).toBeLessThan(8)
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import type { Conflict } from '../../../core/sync/index.ts'
import { allRoutes } from '../../../handlers/http/index.ts'
import { createTestApp, type TestApp } from '../../support/app.ts'

/** As a run of a mirror leaves it. */
const conflict = (n: number): Conflict => ({
  ...{ id: `00000000-0000-4000-8000-00000000000${n}`, taskId: n, mirror: 'notion', field: 'title' },
  ...{ ours: `t${n}`, theirs: 'u', winner: 'ours', at: test.clock.now() },
  ...{ personId: null, resolvedAt: null, resolution: null },
})

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
  for (const n of [1, 2, 3, 4, 5]) {
    await test.call('POST', '/tasks', { body: { title: `t${n}` } })
    await test.call('POST', '/people', { body: { name: `p${n}` } })
    await test.call('POST', '/keys', { body: { name: `k${n}`, scopes: ['metrics'] } })
    await test.call('POST', '/notifications', { body: { kind: 'reminder', body: `n${n}` } })
    await test.call('POST', '/ingest', { body: { channel: 'web', sender: `s${n}`, content: 'oi' } })
    await test.storage.run(({ conflicts }) => conflicts.insert(conflict(n)))
    test.clock.advance(1000)
  }
})

const ITEMS: Readonly<Record<string, string>> = {
  '/tasks': 'tasks',
  '/people': 'people',
  '/people/unknown-senders': 'senders',
  '/keys': 'keys',
  '/notifications': 'notifications',
  '/sync/conflicts': 'conflicts',
}
const lists = Object.entries(ITEMS)

/** The ids of a page, and where it says that the next one is. */
const pageAt = async (path: string, items: string) => {
  const { status, json, headers } = await test.call('GET', path)
  expect(status, path).toBe(200)
  const link = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? null
  return { ids: json[items].map(({ id }: { id: unknown }) => id), link, cursor: json.next_cursor, json }
}

const walk = async (start: string, items: string) => {
  const seen: unknown[] = []
  for (let path: string | null = start; path !== null; ) {
    const page: Awaited<ReturnType<typeof pageAt>> = await pageAt(path, items)
    seen.push(...page.ids)
    path = page.link
  }
  return seen
}

describe('every list', () => {
  it('is one of these: all that have many of something to give', () => {
    const paged = allRoutes().flatMap(({ route }) => ('cursor' in (route.query?.shape ?? {}) ? [route.path] : []))
    expect(paged.toSorted()).toEqual(Object.keys(ITEMS).toSorted())
  })

  describe.each(lists)('%s', (path, items) => {
    it('gives everything once, by links of cursors and by links of offsets', async () => {
      const { ids } = await pageAt(`${path}?limit=100`, items)
      expect(ids.length).toBeGreaterThanOrEqual(5)
      expect(new Set(ids).size).toBe(ids.length)
      expect(await walk(`${path}?limit=2`, items)).toEqual(ids)
      expect(await walk(`${path}?limit=2&offset=0`, items)).toEqual(ids)
    })

    it('says with an offset how many there are, and without one nothing of it', async () => {
      const { ids } = await pageAt(`${path}?limit=100`, items)
      const { json } = await pageAt(`${path}?offset=1&limit=2`, items)
      expect(json).toMatchObject({ total: ids.length, limit: 2, offset: 1 })
      const plain = (await pageAt(`${path}?limit=2`, items)).json
      expect(Object.keys(plain).toSorted()).toEqual(['limit', items, 'next_cursor'].toSorted())
    })

    it('goes on by cursor from a page that was come by with an offset', async () => {
      const { ids } = await pageAt(`${path}?limit=100`, items)
      const { ids: some, cursor } = await pageAt(`${path}?offset=1&limit=2`, items)
      expect(some).toEqual(ids.slice(1, 3))
      expect((await pageAt(`${path}?limit=100&cursor=${cursor}`, items)).ids).toEqual(ids.slice(3))
    })

    it('has no next page where it ends', async () => {
      for (const query of ['limit=100', 'limit=100&offset=1', 'offset=1000']) {
        expect(await pageAt(`${path}?${query}`, items)).toMatchObject({ cursor: null, link: null })
      }
    })

    it('refuses a cursor of another list, a cursor with an offset, and a limit out of bounds', async () => {
      const foreign = (
        await pageAt(path === '/keys' ? '/tasks?limit=1' : '/keys?limit=1', path === '/keys' ? 'tasks' : 'keys')
      ).cursor
      expect(foreign).not.toBeNull()
      const own = (await pageAt(`${path}?limit=1`, items)).cursor
      for (const query of [`cursor=${foreign}`, `cursor=${own}&offset=1`, 'limit=0', 'limit=101', 'offset=-1']) {
        expect((await test.call('GET', `${path}?${query}`)).status, query).toBe(400)
      }
    })
  })
})

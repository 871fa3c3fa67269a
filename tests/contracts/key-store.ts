import { describe, expect, it } from 'vitest'
import type { PageQuery } from '../../core/kernel/page.ts'
import { type ContractOptions, freshStorage, type OpenStorageFn } from './harness.ts'
import { aKey, minutesLater, NOW, secondsLater, seedPerson, uuid } from './samples.ts'

/** API keys, known by their digests. */
export const describeKeyStore = (name: string, open: OpenStorageFn, _options: ContractOptions = {}): void => {
  describe(`key store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const find = (digest: string) => read(({ keys }) => keys.findByDigest(digest))

    it('finds a key by its digest, with every field as it was stored', async () => {
      const ana = await seedPerson({ run })
      const key = aKey({
        name: 'planilha “da casa”',
        scopes: ['admin', 'metrics', 'tasks:read'],
        personId: ana.id,
        origin: 'seeded',
        expiresAt: minutesLater(60),
        lastUsedAt: minutesLater(-60),
      })
      await run(({ keys }) => keys.insert(key))
      expect(await find(key.digest)).toEqual(key)
      expect(await find(aKey().digest)).toBeNull()
    })

    it('gives expired keys too: judging them is not the store’s', async () => {
      const key = aKey({ expiresAt: minutesLater(-1_000_000) })
      await run(({ keys }) => keys.insert(key))
      expect(await find(key.digest)).toEqual(key)
    })

    it('lists oldest first', async () => {
      const [second, first] = [aKey({ createdAt: minutesLater(1) }), aKey()]
      for (const key of [second, first]) await run(({ keys }) => keys.insert(key))
      expect(await read(({ keys }) => keys.list())).toEqual([first, second])
    })

    it('pages oldest first, by cursor and by offset, and says where the next page begins', async () => {
      const [b, a, c] = [aKey({ createdAt: minutesLater(1) }), aKey(), aKey({ createdAt: minutesLater(2) })]
      for (const key of [b, a, c]) await run(({ keys }) => keys.insert(key))
      const page = (query: PageQuery) => read(({ keys }) => keys.page(query))
      const first = await page({ limit: 2 })
      expect(first).toMatchObject({ keys: [a, b], total: null })
      expect(await page({ limit: 2, after: first.next ?? '' })).toEqual({ keys: [c], next: null, total: null })
      const skipped = await page({ limit: 1, offset: 1 })
      expect(skipped).toMatchObject({ keys: [b], total: 3 })
      expect(await page({ limit: 9, after: skipped.next ?? '' })).toEqual({ keys: [c], next: null, total: null })
      expect(await page({ limit: 9, offset: 5 })).toEqual({ keys: [], next: null, total: 3 })
    })

    it('lets makers of keys in one after the other', async () => {
      const make = () =>
        run(async ({ keys }) => {
          if ((await keys.lockAll()).length === 0) await keys.insert(aKey())
        })
      await Promise.all([make(), make(), make()])
      expect(await read(({ keys }) => keys.list())).toHaveLength(1)
    })

    it('forgets a removed key', async () => {
      const key = aKey()
      await run(({ keys }) => keys.insert(key))
      expect(await run(({ keys }) => keys.remove(key.id))).toBe(true)
      expect(await run(({ keys }) => keys.remove(key.id))).toBe(false)
      expect(await find(key.digest)).toBeNull()
      expect(await read(({ keys }) => keys.list())).toEqual([])
    })

    it('notes the use of a key at most once a minute', async () => {
      const [key, other] = [aKey(), aKey()]
      for (const each of [key, other]) await run(({ keys }) => keys.insert(each))
      const touch = async (at: Date) => {
        await run(({ keys }) => keys.touch(key.id, at))
        return (await find(key.digest))?.lastUsedAt
      }
      expect(await touch(NOW)).toEqual(NOW)
      expect(await touch(secondsLater(59))).toEqual(NOW)
      expect(await touch(secondsLater(61))).toEqual(secondsLater(61))
      expect(await find(other.digest)).toEqual(other)
      await run(({ keys }) => keys.touch(uuid(), NOW))
    })
  })
}

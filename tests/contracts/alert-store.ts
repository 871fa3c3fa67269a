import { describe, expect, it } from 'vitest'
import { type ContractOptions, freshStorage, type OpenStorageFn, overlapping, times } from './harness.ts'
import { anAlertGroup, minutesLater, NOW } from './samples.ts'

/** Alert groups as last heard, one writer a group at a time. */
export const describeAlertStore = (name: string, open: OpenStorageFn, _options: ContractOptions = {}): void => {
  describe(`alert store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const lock = (groupKey: string) => run(({ alerts }) => alerts.lock(groupKey))

    it('gives back a group as it was last put', async () => {
      const key = '{}/{severity="critical"}:{alertname="DiskFull"}'
      expect(await lock(key)).toBeNull()
      const firing = anAlertGroup(key)
      await run(({ alerts }) => alerts.put(firing))
      expect(await lock(key)).toEqual(firing)
      const resolved = anAlertGroup(key, {
        status: 'resolved',
        alerts: firing.alerts.map((alert) => ({ ...alert, status: 'resolved' as const, endsAt: minutesLater(9) })),
        signature: 'b'.repeat(64),
        receivedAt: minutesLater(9),
      })
      await run(({ alerts }) => alerts.put(resolved))
      expect(await lock(key)).toEqual(resolved)
      expect(await lock(`${key} `)).toBeNull()
    })

    it('serialises 50 parallel units on a group that has no row yet', async () => {
      await Promise.all(
        times(50, () =>
          run(async ({ alerts }) => {
            const heard = await alerts.lock('g')
            await alerts.put(anAlertGroup('g', { signature: String(Number(heard?.signature ?? 0) + 1) }))
          }),
        ),
      )
      expect(await lock('g')).toMatchObject({ signature: '50' })
    })

    it('shows the second holder of a lock what the first committed', async () => {
      const seen = await overlapping(
        { run },
        async ({ alerts }) => {
          const heard = await alerts.lock('g')
          await alerts.put(anAlertGroup('g'))
          return heard?.signature ?? 'none'
        },
        { rollback: false },
      )
      expect(seen).toEqual({ first: 'none', second: 'a'.repeat(64) })
    })

    it('lists what is firing and was heard of since then, newest first', async () => {
      const [first, second] = [anAlertGroup('a'), anAlertGroup('b', { receivedAt: minutesLater(1) })]
      const resolved = anAlertGroup('c', { status: 'resolved', receivedAt: minutesLater(2) })
      const forgotten = anAlertGroup('d', { receivedAt: minutesLater(-1) })
      for (const group of [first, resolved, forgotten, second]) await run(({ alerts }) => alerts.put(group))
      expect(await read(({ alerts }) => alerts.open(NOW))).toEqual([second, first])
    })

    it('finds a group by the id it was first put with, whatever it is put with later', async () => {
      const first = anAlertGroup('g')
      await run(({ alerts }) => alerts.put(first))
      await run(({ alerts }) => alerts.put({ ...first, id: 'another', status: 'resolved' }))
      expect(await read(({ alerts }) => alerts.find(first.id))).toEqual({ ...first, status: 'resolved' })
      expect(await read(({ alerts }) => alerts.find('another'))).toBeNull()
    })

    it.each([undefined, 'firing', 'resolved'] as const)(
      'gives all of status %s in pages, last heard first',
      async (status) => {
        const minutes = [1, 2, 2, 2, 3]
        const groups = minutes.map((minute, index) =>
          anAlertGroup(`g${index}`, {
            status: index % 2 === 0 ? 'firing' : 'resolved',
            receivedAt: minutesLater(minute),
          }),
        )
        for (const group of groups) await run(({ alerts }) => alerts.put(group))
        const wanted = groups.toReversed().filter((group) => status === undefined || group.status === status)
        const by = status === undefined ? {} : { status }
        const seen: string[] = []
        let after: string | null = null
        do {
          const from: { after?: string } = after === null ? {} : { after }
          const page = await read(({ alerts }) => alerts.page({ ...by, ...from, limit: 2 }))
          seen.push(...page.groups.map(({ groupKey }) => groupKey))
          after = page.next
        } while (after !== null && seen.length < 9)
        expect(seen).toEqual(wanted.map(({ groupKey }) => groupKey))
        const counted = await read(({ alerts }) => alerts.page({ ...by, limit: 1, offset: 1 }))
        expect(counted).toMatchObject({ groups: [wanted[1]], total: wanted.length })
      },
    )

    it('purges what was last heard of before then, firing or not', async () => {
      const old = minutesLater(-1)
      const groups = [
        anAlertGroup('firing', { receivedAt: old }),
        anAlertGroup('old', { status: 'resolved', receivedAt: old }),
        anAlertGroup('recent', { receivedAt: NOW }),
      ]
      for (const group of groups) await run(({ alerts }) => alerts.put(group))
      expect(await run(({ alerts }) => alerts.purge(NOW))).toBe(2)
      const left = await Promise.all(groups.map(({ groupKey }) => lock(groupKey)))
      expect(left.map((group) => group?.groupKey)).toEqual([undefined, undefined, 'recent'])
    })
  })
}

import { describe, expect, it } from 'vitest'
import { type ContractOptions, freshStorage, type OpenStorageFn, overlapping } from './harness.ts'
import { describeMirrorBudgets } from './mirror-budgets.ts'
import { itIsALane } from './one-lane.ts'
import { minutesLater, NOW } from './samples.ts'
import { aMirror } from './sync-samples.ts'

/** What an installation knows of each mirror, and who may use it at this moment. */
export const describeMirrorStore = (name: string, open: OpenStorageFn, options: ContractOptions = {}): void => {
  describeMirrorBudgets(name, open, options)

  describe(`mirror store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const find = (mirror: 'notion' | 'sheets' = 'notion') => read(({ mirrors }) => mirrors.find(mirror))
    const claim = (holder: string, until: Date, now: Date, mirror: 'notion' | 'sheets' = 'notion') =>
      run(({ mirrors }) => mirrors.claimLane(mirror, holder, until, now))

    it('gives back every field as it was saved, and saves over it', async () => {
      const mirror = aMirror({
        pause: {
          reason: 'trouble',
          trouble: { code: 'missing_option', params: { name: 'Status', option: 'Concluída' } },
          since: NOW,
        },
        fields: ['title', 'due', 'assignee'],
        url: 'https://example.org/base',
        cursor: '{"since":"2026-03-02"}',
        sweep: { id: 'sweep-1', cursor: 'page “2”' },
        enrolAfter: 12_345,
        pulledAt: minutesLater(1),
        pushedAt: minutesLater(2),
        sweptAt: minutesLater(3),
        checkedAt: minutesLater(4),
        failingSince: minutesLater(5),
        failure: 'throttled',
        resumeAt: minutesLater(6),
      })
      expect(await find()).toBeNull()
      expect(await run(({ mirrors }) => mirrors.lock('notion'))).toBeNull()
      await run(({ mirrors }) => mirrors.save(mirror))
      expect(await find()).toEqual(mirror)
      expect(await run(({ mirrors }) => mirrors.lock('notion'))).toEqual(mirror)
      expect(await find('sheets')).toBeNull()
      await run(({ mirrors }) => mirrors.save(aMirror()))
      expect(await find()).toEqual(aMirror())
    })

    it.each(['trouble', 'operator', 'restore'] as const)(
      'stands still by %s, without any trouble too',
      async (reason) => {
        const mirror = aMirror({ pause: { reason, trouble: null, since: NOW }, sweep: { id: 'sweep-1', cursor: null } })
        await run(({ mirrors }) => mirrors.save(mirror))
        expect(await find()).toEqual(mirror)
      },
    )

    itIsALane({
      claim,
      claimOther: (holder, until, now) => claim(holder, until, now, 'sheets'),
      release: (holder) => run(({ mirrors }) => mirrors.releaseLane('notion', holder)),
    })

    it('keeps the secret of a mirror’s webhook until it is taken back', async () => {
      const secret = (mirror: 'notion' | 'sheets' = 'notion') => read(({ mirrors }) => mirrors.hookSecret(mirror))
      const set = (value: string | null) => run(({ mirrors }) => mirrors.setHookSecret('notion', value))
      expect(await secret()).toBeNull()
      await set('secret_a')
      await set('secret_b')
      expect(await secret()).toBe('secret_b')
      expect(await secret('sheets')).toBeNull()
      await set(null)
      await set(null)
      expect(await secret()).toBeNull()
    })

    it('keeps what a mirror noted of its writes, however long, until their end is known', async () => {
      const open = (mirror: 'notion' | 'sheets' = 'sheets') => read(({ mirrors }) => mirrors.openWrites(mirror))
      const set = (text: string | null) => run(({ mirrors }) => mirrors.setOpenWrites('sheets', text))
      expect(await open()).toBeNull()
      await set('{"title":"“um” \\u0041 🙂"}')
      expect(await open()).toBe('{"title":"“um” \\u0041 🙂"}')
      const long = JSON.stringify({
        rows: Array.from({ length: 20_000 }, (_, index) => `linha ${index} ${'x'.repeat(80)}`),
      })
      await set(long)
      expect((await open())?.length).toBe(long.length)
      expect(await open('notion')).toBeNull()
      // A mirror that is saved meanwhile leaves them alone.
      await run(({ mirrors }) => mirrors.save(aMirror({ name: 'sheets' })))
      expect(await open()).toBe(long)
      await set(null)
      await set(null)
      expect(await open()).toBeNull()
    })

    it('notes each event of a vendor once, and forgets the old ones', async () => {
      const note = (eventId: string, at = NOW, mirror: 'notion' | 'sheets' = 'notion') =>
        run(({ mirrors }) => mirrors.noteHook(mirror, eventId, at))
      expect(await note('e-1')).toBe(true)
      expect(await note('e-1', minutesLater(1))).toBe(false)
      expect(await note('e-1', minutesLater(1), 'sheets')).toBe(true)
      expect(await note('e-2', minutesLater(2))).toBe(true)
      expect(await run(({ mirrors }) => mirrors.purgeHooks(minutesLater(1)))).toBe(1)
      expect([await note('e-1'), await note('e-2')]).toEqual([true, false])
    })

    it.each([
      { rollback: false, end: 'commits', second: false },
      { rollback: true, end: 'rolls back', second: true },
    ])('tells a second unit the truth when the first to note an event, still open, $end', async (given) => {
      const noted = await overlapping({ run }, ({ mirrors }) => mirrors.noteHook('notion', 'e-1', NOW), given)
      expect(noted).toEqual({ first: true, second: given.second })
    })
  })
}

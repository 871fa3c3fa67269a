import { describe, expect, it } from 'vitest'
import type { Pause } from '../../core/notify/ports.ts'
import { freshStorage, type OpenStorageFn, overlapping, times } from './harness.ts'
import { minutesLater, NOW, seedPerson } from './samples.ts'

/** One send at a time on a channel, and channels that stand still. */
export const describeLanes = (name: string, open: OpenStorageFn): void => {
  describe(`notification store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const claim = (holder: string, until: Date, now: Date, channel: 'whatsapp' | 'email' = 'whatsapp') =>
      run(({ notifications }) => notifications.claimLane(channel, holder, until, now))
    const release = (holder: string) => run(({ notifications }) => notifications.releaseLane('whatsapp', holder))

    it('gives a lane to one holder until their time is over', async () => {
      expect(await claim('a', minutesLater(2), NOW)).toBe(true)
      expect(await claim('b', minutesLater(3), minutesLater(1))).toBe(false)
      expect(await claim('b', minutesLater(3), NOW, 'email')).toBe(true)
      expect(await claim('b', minutesLater(5), minutesLater(3))).toBe(true)
      expect(await claim('a', minutesLater(6), minutesLater(4))).toBe(false)
    })

    it('lets its holder extend their time', async () => {
      await claim('a', minutesLater(2), NOW)
      expect(await claim('a', minutesLater(9), minutesLater(1))).toBe(true)
      expect(await claim('b', minutesLater(9), minutesLater(5))).toBe(false)
    })

    it('is released by its holder and by nobody else', async () => {
      await release('nobody')
      await claim('a', minutesLater(2), NOW)
      await release('b')
      expect(await claim('b', minutesLater(2), NOW)).toBe(false)
      await release('a')
      expect(await claim('b', minutesLater(2), NOW)).toBe(true)
    })

    it('goes to one of 20 parallel claimants', async () => {
      const claims = await Promise.all(times(20, (index) => claim(`holder ${index}`, minutesLater(2), NOW)))
      expect(claims.filter(Boolean)).toHaveLength(1)
      const winner = claims.indexOf(true)
      expect(await claim(`holder ${winner}`, minutesLater(3), NOW)).toBe(true)
    })

    it.each([
      { rollback: false, end: 'commits', second: false },
      { rollback: true, end: 'rolls back', second: true },
    ])('tells a second claimant the truth when the first, still open, $end', async ({ rollback, second }) => {
      let claimants = 0
      const claims = await overlapping(
        { run },
        ({ notifications }) => notifications.claimLane('whatsapp', `holder ${claimants++}`, minutesLater(2), NOW),
        { rollback },
      )
      expect(claims).toEqual({ first: true, second })
    })

    it('pauses and resumes each channel, and all of them, on their own', async () => {
      const ana = await seedPerson({ run })
      const pauses = async () => {
        const all = await read(({ notifications }) => notifications.pauses())
        return all.toSorted((a, b) => (a.channel < b.channel ? -1 : 1))
      }
      const pause = (given: Pause) => run(({ notifications }) => notifications.pause(given))
      const all: Pause = { channel: 'all', since: NOW, byPersonId: null }
      const email: Pause = { channel: 'email', since: minutesLater(1), byPersonId: ana.id }
      expect(await pauses()).toEqual([])
      await pause(email)
      await pause(all)
      await pause({ ...email, since: minutesLater(5), byPersonId: null })
      expect(await pauses()).toEqual([all, email])
      await run(({ notifications }) => notifications.resume('all'))
      await run(({ notifications }) => notifications.resume('whatsapp'))
      expect(await pauses()).toEqual([email])
      await run(({ notifications }) => notifications.resume('email'))
      await pause({ ...email, since: minutesLater(9) })
      expect(await pauses()).toEqual([{ ...email, since: minutesLater(9) }])
    })
  })
}
